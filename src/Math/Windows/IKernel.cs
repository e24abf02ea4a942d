namespace WhaleStack.Quant;

/// <summary>One formula over a series of single values; the only place where it is written down.</summary>
/// <typeparam name="TResult">What it gives.</typeparam>
internal interface IKernel<TResult>
{
    /// <summary>Adds a value that was checked; false when the formula is not defined yet.</summary>
    bool Add(double value, out TResult result);
}

/// <summary>One formula over a series of pairs.</summary>
/// <typeparam name="TResult">What it gives.</typeparam>
internal interface IPairKernel<TResult>
{
    /// <summary>Adds a pair that was checked; false when the formula is not defined yet.</summary>
    bool Add(double first, double second, out TResult result);
}

/// <summary>One formula over a series of candles.</summary>
/// <typeparam name="TResult">What it gives.</typeparam>
internal interface ICandleKernel<TResult>
{
    /// <summary>Adds a candle that was checked; false when the formula is not defined yet.</summary>
    bool Add(double high, double low, double close, out TResult result);
}
