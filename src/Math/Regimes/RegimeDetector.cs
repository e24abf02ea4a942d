namespace WhaleStack.Quant;

/// <summary>Tells trend, range and volatile markets apart.</summary>
/// <remarks>
/// Formula: volatile when the rank of the present Garman-Klass volatility among those of the last h candles is at least
/// v; otherwise a trend when the ADX is at least t, upward when +DI is above -DI; otherwise a range. A state that holds
/// lasts until its figure falls below its exit.
/// Where: h, v, t and the exits are options. Unit: none. Range: the four states. Source: J. Welles Wilder, 1978 (ADX
/// above 25 for a trend); the percentile of volatility is ours. Rules instead of a hidden Markov model, since each
/// answer can be read off two numbers, and a model fitted to one year would be fitted to one bull market.
/// Warm-up: the longer of 2 ADX periods and volatility period + h - 1 candles. Cost: O(log h) and one move of 8h bytes.
/// Null in warm-up. Not thread-safe.
/// </remarks>
public sealed class RegimeDetector
{
    private readonly RegimeOptions _options;
    private readonly Adx _adx;
    private readonly RollingVolatility _volatility;
    private readonly RollingMedianDeviation _history;

    /// <summary>Makes one.</summary>
    /// <exception cref="ArgumentException">Bad options.</exception>
    public RegimeDetector(RegimeOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Validate() is [var mistake, ..])
        {
            throw new ArgumentException(mistake, nameof(options));
        }

        _options = options;
        _adx = new Adx(options.AdxPeriod);
        _volatility = new RollingVolatility(VolatilityEstimator.GarmanKlass, options.VolatilityPeriod);
        _history = new RollingMedianDeviation(options.HistoryCandles);
    }

    /// <summary>The present state; null in warm-up.</summary>
    public MarketRegime? Value { get; private set; }

    /// <summary>Share of the recent past that was calmer, 0 to 1; null in warm-up.</summary>
    public double? VolatilityRank { get; private set; }

    /// <summary>Strength of the trend, 0 to 100; null in warm-up.</summary>
    public double? TrendStrength => _adx.Value?.Average;

    /// <summary>Adds a candle; the state, null in warm-up.</summary>
    /// <exception cref="ArgumentOutOfRangeException">As for <see cref="RollingVolatility.Add"/>.</exception>
    public MarketRegime? Add(double open, double high, double low, double close)
    {
        var volatility = _volatility.Add(open, high, low, close);
        var trend = _adx.Add(high, low, close);
        if (volatility is { } now)
        {
            _history.Add(now);
            VolatilityRank = _history.RankOf(now);
        }

        return Value = VolatilityRank is { } rank && trend is { Average: { } strength } point
            ? Classify(rank, strength, point.PlusDi > point.MinusDi)
            : null;
    }

    /// <summary>Forgets all candles.</summary>
    public void Clear()
    {
        _adx.Clear();
        _volatility.Clear();
        _history.Clear();
        (Value, VolatilityRank) = (null, null);
    }

    /// <summary>The states of whole columns of candles, null in warm-up; returns the place of the first one.</summary>
    /// <param name="options">What counts as what.</param>
    /// <param name="opens">First prices.</param>
    /// <param name="candles">The other prices, of the same length.</param>
    /// <param name="states">Takes the results, of the same length.</param>
    /// <exception cref="ArgumentException">Bad options, lengths that differ, or as for one candle.</exception>
    public static int Of(
        RegimeOptions options, ReadOnlySpan<double> opens, in CandleColumns candles, Span<MarketRegime?> states)
    {
        Argument.SameLength(opens.Length, candles.Closes.Length);
        Argument.SameLength(states.Length, candles.Closes.Length);
        var detector = new RegimeDetector(options);
        var first = states.Length;
        for (var i = 0; i < states.Length; i++)
        {
            states[i] = detector.Add(opens[i], candles.Highs[i], candles.Lows[i], candles.Closes[i]);
            first = states[i] is null ? first : Math.Min(first, i);
        }

        return first;
    }

    private MarketRegime Classify(double rank, double strength, bool isUp)
    {
        var isVolatile = Value is MarketRegime.Volatile;
        if (rank >= (isVolatile ? _options.VolatileRankExit : _options.VolatileRankMin))
        {
            return MarketRegime.Volatile;
        }

        var isTrend = Value is MarketRegime.TrendUp or MarketRegime.TrendDown;
        if (strength < (isTrend ? _options.TrendAdxExit : _options.TrendAdxMin))
        {
            return MarketRegime.Range;
        }

        return isUp ? MarketRegime.TrendUp : MarketRegime.TrendDown;
    }
}
