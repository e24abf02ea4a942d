namespace WhaleStack.Quant;

/// <summary>Donchian's channel.</summary>
/// <param name="Upper">Highest high.</param>
/// <param name="Lower">Lowest low.</param>
public readonly record struct DonchianValue(double Upper, double Lower)
{
    /// <summary>Half-way between.</summary>
    public double Middle => (Upper + Lower) / 2.0;
}

/// <summary>Donchian's channel: the extremes of the last candles.</summary>
/// <remarks>
/// Formula: highest high and lowest low of the last n candles, the newest one included. Where: n = period.
/// Unit: price. Range: that of the prices. Source: R. Donchian's four-week rule (The Technical Analysis of Stocks and
/// Commodities, 1960); extremes by <c>SlidingFold</c>. Warm-up: n candles. Cost: O(1) amortised. Null in warm-up.
/// Not thread-safe.
/// </remarks>
public sealed class Donchian
{
    private readonly int _period;
    private DonchianKernel _kernel;

    /// <summary>Makes one.</summary>
    /// <param name="period">Candles, 1 to 10,000.</param>
    /// <exception cref="ArgumentOutOfRangeException">The period is out of range.</exception>
    public Donchian(int period) => _kernel = new DonchianKernel(_period = period);

    /// <summary>The present channel; null in warm-up.</summary>
    public DonchianValue? Value { get; private set; }

    /// <summary>Adds a candle; the present channel, null in warm-up.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A price is no number of at most 1e150 either way, or the high is
    /// below the low.</exception>
    public DonchianValue? Add(double high, double low)
    {
        Argument.Candle(high, low, low);
        return Value = _kernel.Add(high, low, low, out var channel) ? channel : null;
    }

    /// <summary>Forgets all candles.</summary>
    public void Clear() => (_kernel, Value) = (new DonchianKernel(_period), null);

    /// <summary>The channels of a whole series, all 0 in warm-up; returns the place of the first one. Closes are not
    /// read.</summary>
    /// <exception cref="ArgumentException">Lengths differ, or the period is out of range.</exception>
    public static int Of(in CandleColumns candles, int period, Span<DonchianValue> channels) =>
        Batch.RunCandles(new DonchianKernel(period), candles, channels, default);
}

internal struct DonchianKernel(int period) : ICandleKernel<DonchianValue>
{
    private SlidingFold<double, double, MaxFold> _highs = new(period);
    private SlidingFold<double, double, MinFold> _lows = new(period);

    public bool Add(double high, double low, double close, out DonchianValue result)
    {
        var isWarm = _highs.Add(high, out var upper) & _lows.Add(low, out var lower);
        result = new DonchianValue(upper, lower);
        return isWarm;
    }
}
