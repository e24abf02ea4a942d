namespace WhaleStack.Quant;

/// <summary>A point of Wilder's directional movement.</summary>
/// <param name="PlusDi">Upward directional indicator, [0, 100].</param>
/// <param name="MinusDi">Downward directional indicator, [0, 100].</param>
/// <param name="Dx">Directional index, [0, 100].</param>
/// <param name="Average">Its average, the ADX; null until there are enough.</param>
/// <param name="Rating">Mean of the ADX now and one period before, the ADXR; null until there are enough.</param>
public readonly record struct AdxValue(
    double PlusDi, double MinusDi, double Dx, double? Average, double? Rating);

/// <summary>Wilder's directional movement: how strong a trend is, whichever way.</summary>
/// <remarks>
/// Formula: +DM = max(h - h', 0) when it is above l' - l, otherwise 0; -DM the other way round; DI = 100 W(DM) / W(TR);
/// DX = 100 |+DI - -DI| / (+DI + -DI); ADX = W(DX); ADXR = (ADX + ADX n candles before) / 2. A quotient of nothing by
/// nothing counts as 0. Where: h, l, h', l' = high and low, now and before, TR = true range, W = Wilder's average over
/// n candles. Unit: none. Range: [0, 100]. Source: J. Welles Wilder, New Concepts in Technical Trading Systems, 1978.
/// Warm-up: n + 1 candles, 2n for the ADX, 3n for the ADXR. Cost: O(1). Null in warm-up. Not thread-safe.
/// </remarks>
public sealed class Adx
{
    private readonly int _period;
    private AdxKernel _kernel;

    /// <summary>Makes one.</summary>
    /// <param name="period">Candles, 1 to 10,000.</param>
    /// <exception cref="ArgumentOutOfRangeException">The period is out of range.</exception>
    public Adx(int period = 14) => _kernel = new AdxKernel(_period = period);

    /// <summary>The present point; null in warm-up.</summary>
    public AdxValue? Value { get; private set; }

    /// <summary>Adds a candle; the present point, null in warm-up.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A price is no number of at most 1e150 either way, or the high is
    /// below the low.</exception>
    public AdxValue? Add(double high, double low, double close)
    {
        Argument.Candle(high, low, close);
        return Value = _kernel.Add(high, low, close, out var point) ? point : null;
    }

    /// <summary>Forgets all candles.</summary>
    public void Clear() => (_kernel, Value) = (new AdxKernel(_period), null);

    /// <summary>The points of a whole series, 0 in warm-up; returns the place of the first one.</summary>
    /// <exception cref="ArgumentException">Lengths differ, or the period is out of range.</exception>
    public static int Of(in CandleColumns candles, int period, Span<AdxValue> points) =>
        Batch.RunCandles(new AdxKernel(period), candles, points, default);
}

internal struct AdxKernel : ICandleKernel<AdxValue>
{
    private readonly double[] _averages;
    private WilderSumKernel _ranges;
    private WilderSumKernel _ups;
    private WilderSumKernel _downs;
    private WilderKernel _indices;
    private (double High, double Low, double Close) _previous;
    private int _place;
    private bool _hasPrevious;
    private bool _hasRating;

    public AdxKernel(int period)
    {
        Argument.Period(period);
        _averages = new double[period];
        _ranges = new WilderSumKernel(period);
        _ups = new WilderSumKernel(period);
        _downs = new WilderSumKernel(period);
        _indices = new WilderKernel(period);
    }

    public bool Add(double high, double low, double close, out AdxValue result)
    {
        var previous = _previous;
        _previous = (high, low, close);
        result = default;
        if (!_hasPrevious)
        {
            _hasPrevious = true;
            return false;
        }

        var (up, down) = (high - previous.High, previous.Low - low);
        var isWarm = _ranges.Add(AtrKernel.TrueRange(high, low, previous.Close), out var range);
        _ups.Add(up > down ? double.MaxNative(up, 0.0) : 0.0, out var plus);
        _downs.Add(down > up ? double.MaxNative(down, 0.0) : 0.0, out var minus);
        if (!isWarm)
        {
            return false;
        }

        // In this order nothing can be rounded above 100.
        var (plusDi, minusDi) = range > 0.0 ? (100.0 * (plus / range), 100.0 * (minus / range)) : (0.0, 0.0);
        var sum = plusDi + minusDi;
        var dx = sum > 0.0 ? 100.0 * (Math.Abs(plusDi - minusDi) / sum) : 0.0;
        result = _indices.Add(dx, out var average)
            ? new AdxValue(plusDi, minusDi, dx, average, Rate(average))
            : new AdxValue(plusDi, minusDi, dx, Average: null, Rating: null);
        return true;
    }

    private double? Rate(double average)
    {
        ref var slot = ref _averages[_place];
        var before = slot;
        slot = average;
        double? rating = _hasRating ? (average + before) / 2.0 : null;
        _place++;
        if (_place == _averages.Length)
        {
            _place = 0;
            _hasRating = true;
        }

        return rating;
    }
}
