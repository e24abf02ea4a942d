namespace WhaleStack.Quant;

/// <summary>A point of the stochastic oscillator.</summary>
/// <param name="K">Where the close is between the extremes, smoothed: 0 to 100.</param>
/// <param name="D">Average of K; null until K has been there long enough.</param>
public readonly record struct StochasticValue(double K, double? D)
{
    /// <summary>3K - 2D; null without D. May leave [0, 100].</summary>
    public double? J => (3.0 * K) - (2.0 * D);
}

/// <summary>Stochastic oscillator.</summary>
/// <remarks>
/// Formula: K = SMA(s) of 100 (c - L) / (H - L); D = SMA(d) of K; J = 3K - 2D. A window without range counts as 50.
/// Where: c = close, H, L = highest high and lowest low of the last n candles, n = period, s, d = smoothing periods.
/// Unit: none. Range: K, D in [0, 100] when closes are between high and low. Source: G. Lane, Lane's stochastics,
/// Technical Analysis of Stocks and Commodities 2, 1984. Warm-up: n + s - 1 candles, and d - 1 more for D.
/// Cost: O(1) amortised. Null in warm-up. Not thread-safe.
/// </remarks>
public sealed class Stochastic
{
    private readonly (int Period, int Smoothing, int Signal) _periods;
    private StochasticKernel _kernel;

    /// <summary>Makes one; each period 1 to 10,000 candles.</summary>
    /// <param name="period">Candles that the extremes are of.</param>
    /// <param name="smoothing">Values averaged for K.</param>
    /// <param name="signal">Values of K averaged for D.</param>
    /// <exception cref="ArgumentOutOfRangeException">A period is out of range.</exception>
    public Stochastic(int period = 14, int smoothing = 3, int signal = 3)
    {
        _periods = (period, smoothing, signal);
        _kernel = new StochasticKernel(period, smoothing, signal);
    }

    /// <summary>The present point; null in warm-up.</summary>
    public StochasticValue? Value { get; private set; }

    /// <summary>Adds a candle; the present point, null in warm-up.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A price is no number of at most 1e150 either way, or the high is
    /// below the low.</exception>
    public StochasticValue? Add(double high, double low, double close)
    {
        Argument.Candle(high, low, close);
        return Value = _kernel.Add(high, low, close, out var point) ? point : null;
    }

    /// <summary>Forgets all candles.</summary>
    public void Clear() =>
        (_kernel, Value) = (new StochasticKernel(_periods.Period, _periods.Smoothing, _periods.Signal), null);

    /// <summary>The points of a whole series, 0 without D in warm-up; returns the place of the first one.</summary>
    /// <exception cref="ArgumentException">Lengths differ, or a period is out of range.</exception>
    public static int Of(
        in CandleColumns candles, int period, int smoothing, int signal, Span<StochasticValue> points) =>
        Batch.RunCandles(new StochasticKernel(period, smoothing, signal), candles, points, default);
}

internal struct StochasticKernel(int period, int smoothing, int signal) : ICandleKernel<StochasticValue>
{
    private DonchianKernel _channel = new(period);
    private SmaKernel _k = new(smoothing);
    private SmaKernel _d = new(signal);

    public bool Add(double high, double low, double close, out StochasticValue result)
    {
        if (!_channel.Add(high, low, close, out var channel))
        {
            result = default;
            return false;
        }

        var range = channel.Upper - channel.Lower;
        var place = range > 0.0 ? 100.0 * ((close - channel.Lower) / range) : 50.0;
        if (!_k.Add(place, out var k))
        {
            result = default;
            return false;
        }

        result = new StochasticValue(k, _d.Add(k, out var d) ? d : null);
        return true;
    }
}
