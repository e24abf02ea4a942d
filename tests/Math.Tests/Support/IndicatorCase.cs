namespace WhaleStack.Quant.Tests.Support;

/// <summary>One indicator, streaming and whole, its results flattened to numbers; null where there is none.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="WarmUp">Candles until the first result.</param>
/// <param name="Begin">Makes a streaming one: what adds candle i, and what forgets all.</param>
/// <param name="Whole">Results of a series at once, and the place of the first one.</param>
internal sealed record IndicatorCase(
    string Name,
    int WarmUp,
    Func<(Func<Candles, int, double?[]> Add, Action Clear)> Begin,
    Func<Candles, (int First, double?[][] Results)> Whole)
{
    private const int Length = 7;
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public delegate int Columns<TResult>(Candles candles, Span<TResult> results);

    public static IReadOnlyList<IndicatorCase> All { get; } =
    [
        OfNumber("SMA", 7, () => new Sma(Length), static (x, c, i) => x.Add(c.Closes[i]), static x => x.Clear(),
            static (c, r) => Sma.Of(c.Closes, Length, r)),
        OfNumber("volume SMA", 1, () => new Sma(1), static (x, c, i) => x.Add(c.Volumes[i]), static x => x.Clear(),
            static (c, r) => Sma.Of(c.Volumes, 1, r)),
        OfNumber("EMA", 7, () => new Ema(Length), static (x, c, i) => x.Add(c.Closes[i]), static x => x.Clear(),
            static (c, r) => Ema.Of(c.Closes, Length, r)),
        OfNumber("WMA", 7, () => new Wma(Length), static (x, c, i) => x.Add(c.Closes[i]), static x => x.Clear(),
            static (c, r) => Wma.Of(c.Closes, Length, r)),
        OfNumber("RSI", 8, () => new Rsi(Length), static (x, c, i) => x.Add(c.Closes[i]), static x => x.Clear(),
            static (c, r) => Rsi.Of(c.Closes, Length, r)),
        OfNumber("deviation", 7, () => new StandardDeviation(Length), static (x, c, i) => x.Add(c.Closes[i]),
            static x => x.Clear(), static (c, r) => StandardDeviation.Of(c.Closes, Length, r)),
        OfNumber("sample deviation", 7, () => new StandardDeviation(Length, isSample: true),
            static (x, c, i) => x.Add(c.Closes[i]), static x => x.Clear(),
            static (c, r) => StandardDeviation.Of(c.Closes, Length, r, isSample: true)),
        OfNumber("ATR", 8, () => new Atr(Length), static (x, c, i) => x.Add(c.Highs[i], c.Lows[i], c.Closes[i]),
            static x => x.Clear(), static (c, r) => Atr.Of(c.Columns, Length, r)),
        OfNumber("OBV", 1, () => new Obv(), static (x, c, i) => x.Add(c.Closes[i], c.Volumes[i]),
            static x => x.Clear(), static (c, r) => Obv.Of(c.Closes, c.Volumes, r)),
        OfNumber("CVD", 1, () => new Cvd(), static (x, c, i) => x.Add(c.Volumes[i], c.Lows[i]),
            static x => x.Clear(), static (c, r) => Cvd.Of(c.Volumes, c.Lows, r)),
        OfNumber("VWAP", 7, () => new Vwap(Length), static (x, c, i) => x.Add(c.Closes[i], c.Volumes[i] + 1.0),
            static x => x.Clear(),
            static (c, r) => Vwap.Of(c.Closes, [.. c.Volumes.Select(static v => v + 1.0)], Length, r)),
        OfNumber("session VWAP", 1, () => new SessionVwap(TimeSpan.FromDays(1)),
            static (x, c, i) => x.Add(At(i), c.Closes[i], c.Volumes[i] + 1.0), static x => x.Clear(),
            static (c, r) => SessionVwap.Of(
                [.. Enumerable.Range(0, c.Count).Select(At)],
                c.Closes,
                [.. c.Volumes.Select(static v => v + 1.0)],
                TimeSpan.FromDays(1),
                r)),
        OfPoints<Macd, MacdValue>("MACD", 6, () => new Macd(3, 6, 4), static (x, c, i) => x.Add(c.Closes[i]),
            static x => x.Clear(), static (c, r) => Macd.Of(c.Closes, 3, 6, 4, r),
            static p => [p.Line, p.Signal, p.Histogram]),
        OfPoints<Bollinger, BollingerValue>("Bollinger", 7, () => new Bollinger(Length, 2.0),
            static (x, c, i) => x.Add(c.Closes[i]), static x => x.Clear(),
            static (c, r) => Bollinger.Of(c.Closes, Length, 2.0, r),
            static p => [p.Middle, p.Upper, p.Lower, p.Deviation, p.PercentB, p.ZScore, p.Width]),
        OfPoints<Donchian, DonchianValue>("Donchian", 7, () => new Donchian(Length),
            static (x, c, i) => x.Add(c.Highs[i], c.Lows[i]), static x => x.Clear(),
            static (c, r) => Donchian.Of(c.Columns, Length, r), static p => [p.Upper, p.Lower, p.Middle]),
        OfPoints<Stochastic, StochasticValue>("Stochastic", 9, () => new Stochastic(Length, 3, 3),
            static (x, c, i) => x.Add(c.Highs[i], c.Lows[i], c.Closes[i]), static x => x.Clear(),
            static (c, r) => Stochastic.Of(c.Columns, Length, 3, 3, r), static p => [p.K, p.D, p.J]),
        OfPoints<Adx, AdxValue>("ADX", 8, () => new Adx(Length),
            static (x, c, i) => x.Add(c.Highs[i], c.Lows[i], c.Closes[i]), static x => x.Clear(),
            static (c, r) => Adx.Of(c.Columns, Length, r),
            static p => [p.PlusDi, p.MinusDi, p.Dx, p.Average, p.Rating]),
    ];

    /// <summary>The results of adding candle by candle.</summary>
    public double?[][] Stream(Candles candles)
    {
        var (add, _) = Begin();
        return [.. Enumerable.Range(0, candles.Count).Select(i => add(candles, i))];
    }

    private static DateTimeOffset At(int i) => Start.AddMinutes(50 * i);

    private static IndicatorCase OfNumber<T>(
        string name, int warmUp, Func<T> make, Func<T, Candles, int, double?> add, Action<T> clear,
        Columns<double> whole) => new(
        name,
        warmUp,
        () =>
        {
            var one = make();
            return ((c, i) => [add(one, c, i)], () => clear(one));
        },
        candles =>
        {
            var results = new double[candles.Count];
            var first = whole(candles, results);
            return (first, [.. results.Select(static r => new[] { double.IsNaN(r) ? (double?)null : r })]);
        });

    private static IndicatorCase OfPoints<T, TPoint>(
        string name, int warmUp, Func<T> make, Func<T, Candles, int, TPoint?> add, Action<T> clear,
        Columns<TPoint> whole, Func<TPoint, double?[]> flatten)
        where TPoint : struct => new(
        name,
        warmUp,
        () =>
        {
            var one = make();
            return ((c, i) => add(one, c, i) is { } point ? flatten(point) : [], () => clear(one));
        },
        candles =>
        {
            var results = new TPoint[candles.Count];
            var first = whole(candles, results);
            return (first, [.. results.Select((r, i) => i < first ? [] : flatten(r))]);
        });
}
