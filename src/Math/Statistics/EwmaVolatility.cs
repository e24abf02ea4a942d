namespace WhaleStack.Quant;

/// <summary>Volatility that forgets exponentially.</summary>
/// <remarks>
/// Formula: s^2 = w s'^2 + (1 - w) r^2; the first s^2 is the mean of the first n squared returns, n = 1 / (1 - w)
/// rounded up. Where: r = log return from close to close, s' = previous volatility, w = weight of the past.
/// Unit: fraction a candle; a year: <see cref="RollingVolatility.Annualised"/>. Range: not negative.
/// Source: J.P. Morgan, RiskMetrics Technical Document, 1996, section 5.2, w = 0.94 for days.
/// Warm-up: n + 1 closes. Cost: O(1). Null in warm-up. Not thread-safe.
/// </remarks>
public sealed class EwmaVolatility
{
    private readonly double _past;
    private EwmaVolatilityKernel _kernel;

    /// <summary>Makes one.</summary>
    /// <param name="past">Weight of the past, 0.01 to 0.9999.</param>
    /// <exception cref="ArgumentOutOfRangeException">The weight is out of range.</exception>
    public EwmaVolatility(double past = 0.94) => _kernel = new EwmaVolatilityKernel(_past = past);

    /// <summary>Volatility of a candle, as a fraction; null in warm-up.</summary>
    public double? Value { get; private set; }

    /// <summary>Adds a close; the volatility, null in warm-up.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The close is no number from 1e-150 to 1e150.</exception>
    public double? Add(double close)
    {
        Check(close, nameof(close));
        return Value = _kernel.Add(close, out var volatility) ? volatility : null;
    }

    /// <summary>Forgets all closes.</summary>
    public void Clear() => (_kernel, Value) = (new EwmaVolatilityKernel(_past), null);

    /// <summary>The volatilities of a whole series of closes, NaN in warm-up; returns the place of the first
    /// one.</summary>
    /// <param name="closes">The closes.</param>
    /// <param name="past">Weight of the past, 0.01 to 0.9999.</param>
    /// <param name="volatilities">Takes the results, of the same length.</param>
    /// <exception cref="ArgumentException">Lengths differ, or as for one close.</exception>
    public static int Of(ReadOnlySpan<double> closes, double past, Span<double> volatilities)
    {
        for (var i = 0; i < closes.Length; i++)
        {
            Check(closes[i], $"{nameof(closes)}[{i}]");
        }

        return Batch.Run(new EwmaVolatilityKernel(past), closes, volatilities, double.NaN);
    }

    private static void Check(double close, string name) =>
        Argument.Within(close, 1.0 / Argument.MagnitudeMax, Argument.MagnitudeMax, name);
}

internal struct EwmaVolatilityKernel : IKernel<double>
{
    private readonly double _past;
    private readonly int _warmUp;
    private double _previousClose = double.NaN;
    private double _variance;
    private int _count;

    public EwmaVolatilityKernel(double past)
    {
        Argument.Within(past, 0.01, 0.9999);
        _past = past;
        _warmUp = (int)Math.Ceiling((1.0 / (1.0 - past)) - 1e-9);
    }

    public bool Add(double value, out double result)
    {
        var change = Math.Log(value / _previousClose);
        _previousClose = value;
        if (double.IsNaN(change))
        {
            result = 0.0; // The first close has none before it.
            return false;
        }

        if (_count < _warmUp)
        {
            _count++;
            _variance += ((change * change) - _variance) / _count;
        }
        else
        {
            _variance = (_past * _variance) + ((1.0 - _past) * change * change);
        }

        result = Math.Sqrt(_variance);
        return _count >= _warmUp;
    }
}
