namespace WhaleStack.Quant;

/// <summary>Measures the wicks of one coin and timeframe, finds stop hunts, and says how far away a stop is
/// safe.</summary>
/// <remarks>
/// Formula: lower wick = (min(o, c) - l) / min(o, c); upper wick = (h - max(o, c)) / max(o, c). A stop hunt of longs is
/// a candle with l below the lowest low of the n candles before it, a close above that low, and a lower wick of at
/// least the share s of h - l; of shorts likewise above. Long wick = quantile q of the window, the value at rank ceil(q
/// k) of k; safe stop distance = long wick x (1 + margin), of the side that is against the position. Risk = (1 - w)
/// min(W / full, 1) + w min(H / full share, 1), W = the longer of both long wicks, H = share of stop hunts, w = weight.
/// Unit: fractions of the price. Source: ours; the definition of a stop hunt is one of many. Warm-up: the window is
/// full. Cost: O(n + log window) and two moves of at most 8 window bytes a candle, O(1) a view. Bounded by the window.
/// Not thread-safe.
/// </remarks>
public sealed class WickTracker
{
    private readonly WickOptions _options;
    private readonly WickRiskOptions _risk;
    private SortedWindow _lower;
    private SortedWindow _upper;
    private readonly bool[] _isHunt;
    private readonly double[] _lows;
    private readonly double[] _highs;
    private long _count;
    private int _hunts;

    /// <summary>Makes one.</summary>
    /// <exception cref="ArgumentException">The options have mistakes; the message names all.</exception>
    public WickTracker(WickOptions options, WickRiskOptions risk)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(risk);
        if (options.Validate().AddRange(risk.Validate()) is { Length: > 0 } mistakes)
        {
            throw new ArgumentException(string.Join(' ', mistakes), nameof(options));
        }

        _risk = risk;

        _options = options;
        (_lower, _upper) = (new SortedWindow(options.WindowCandles), new SortedWindow(options.WindowCandles));
        _isHunt = new bool[options.WindowCandles];
        (_lows, _highs) = (new double[options.HuntLookbackCandles], new double[options.HuntLookbackCandles]);
    }

    /// <summary>Adds a closed candle; the stop hunt that it is, if it is one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A price is not positive and finite, or open or close lie outside
    /// low and high.</exception>
    public StopHunt? Add(DateTimeOffset closeTime, double open, double high, double low, double close)
    {
        Check(low, high, low, nameof(low));
        Check(high, double.MaxValue, low, nameof(high));
        Check(open, high, low, nameof(open));
        Check(close, high, low, nameof(close));
        var (bottom, top) = (Math.Min(open, close), Math.Max(open, close));
        var hunt = HuntOf(closeTime, (bottom, top), high, low, close);
        var place = (int)(_count % _isHunt.Length);
        _hunts += (hunt is null ? 0 : 1) - (_isHunt[place] ? 1 : 0);
        _lower.Add((bottom - low) / bottom);
        _upper.Add((high - top) / top);
        _isHunt[place] = hunt is not null;
        (_lows[_count % _lows.Length], _highs[_count % _highs.Length]) = (low, high);
        _count++;
        return hunt;
    }

    /// <summary>The wicks of the window; null until it is full.</summary>
    public WickView? View()
    {
        if (!_lower.IsFull)
        {
            return null;
        }

        var (lowerMax, lowerLong) = Measure(_lower);
        var (upperMax, upperLong) = Measure(_upper);
        var hunts = (double)_hunts / _isHunt.Length;
        var weight = _risk.HuntWeight;
        var risk = ((1.0 - weight) * Math.Min(Math.Max(lowerLong, upperLong) / _risk.FullFraction, 1.0))
            + (weight * Math.Min(hunts / _risk.HuntShareFull, 1.0));
        return new WickView(lowerMax, upperMax, lowerLong, upperLong, hunts, Math.Clamp(risk, 0.0, 1.0));
    }

    /// <summary>How far from the entry a stop is beyond the usual wicks, as a fraction of the price; null until the
    /// window is full.</summary>
    /// <param name="side">Whose stop: longs' lies below, shorts' above.</param>
    /// <exception cref="ArgumentOutOfRangeException">Unknown side.</exception>
    public double? SafeStopFraction(LiquidationSide side) => View() is not { } view ? null : side switch
    {
        LiquidationSide.Longs => view.LowerQuantileFraction * (1.0 + _options.StopMarginFraction),
        LiquidationSide.Shorts => view.UpperQuantileFraction * (1.0 + _options.StopMarginFraction),
        _ => throw new ArgumentOutOfRangeException(nameof(side), side, "Unknown side."),
    };

    /// <summary>Forgets all candles.</summary>
    public void Clear()
    {
        (_count, _hunts) = (0, 0);
        (_lower, _upper) = (new SortedWindow(_isHunt.Length), new SortedWindow(_isHunt.Length));
        Array.Clear(_isHunt);
    }

    private StopHunt? HuntOf(
        DateTimeOffset time, (double Bottom, double Top) body, double high, double low, double close)
    {
        if (_count < _lows.Length)
        {
            return null;
        }

        var (lowest, highest) = (_lows.Min(), _highs.Max());
        var wickMin = _options.HuntWickShareMin * (high - low);
        if (low < lowest && close > lowest && body.Bottom - low >= wickMin)
        {
            return new StopHunt(time, LiquidationSide.Longs, lowest, low, 1.0 - (low / lowest));
        }

        return high > highest && close < highest && high - body.Top >= wickMin
            ? new StopHunt(time, LiquidationSide.Shorts, highest, high, (high / highest) - 1.0)
            : null;
    }

    private (double Max, double Long) Measure(SortedWindow wicks)
    {
        var sorted = wicks.Sorted;
        var rank = (int)Math.Ceiling(_options.QuantileFraction * sorted.Length);
        return (sorted[^1], sorted[Math.Clamp(rank, 1, sorted.Length) - 1]);
    }

    private static void Check(double value, double max, double min, string name)
    {
        if (!(value > 0.0 && value >= min && value <= max && double.IsFinite(value)))
        {
            throw new ArgumentOutOfRangeException(name, value, "Must be positive, finite, and between low and high.");
        }
    }
}
