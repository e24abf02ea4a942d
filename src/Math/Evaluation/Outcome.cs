namespace WhaleStack.Quant;

/// <summary>What came of a decision: scoring only, never a feature.</summary>
/// <param name="Decision">The decision.</param>
/// <param name="EndBar">Last bar within each horizon; null when it was not seen whole.</param>
/// <param name="UpLog">Farthest way up within each horizon, ln.</param>
/// <param name="DownLog">Farthest way down, |ln|.</param>
/// <param name="TouchBar">For each level the bar that first reached it within the longest horizon, or -1.</param>
/// <param name="MirrorTouchBar">The same for a level as far on the other side of the price.</param>
internal sealed record Outcome(
    Decision Decision, int?[] EndBar, double[] UpLog, double[] DownLog, int[] TouchBar, int[] MirrorTouchBar)
{
    /// <summary>What came of all decisions of a series.</summary>
    public static IReadOnlyList<Outcome> Of(
        MarketSeries series, IReadOnlyList<Decision> decisions, EvaluationOptions options)
    {
        var path = new BarPath(series, options.HorizonLong);
        return [.. decisions.Select(decision => Of(path, decision, options))];
    }

    /// <summary>Whether a level was reached within a horizon that was seen whole.</summary>
    public bool IsHit(int level, int horizon) => IsWithin(TouchBar[level], horizon);

    /// <summary>Whether its mirror image was.</summary>
    public bool IsMirrorHit(int level, int horizon) => IsWithin(MirrorTouchBar[level], horizon);

    /// <summary>Farthest way to a side within a horizon, in ATR.</summary>
    public double ExcursionAtr(LiquidationSide side, int horizon) =>
        (side == LiquidationSide.Shorts ? UpLog[horizon] : DownLog[horizon]) / Decision.Market.AtrFraction;

    private static Outcome Of(BarPath path, Decision decision, EvaluationOptions options)
    {
        path.Load(decision.Bar);
        var ends = options.Horizons.Select(path.EndOf).ToArray();
        return new Outcome(
            decision,
            ends,
            [.. ends.Select(end => end is { } bar ? path.Excursion(LiquidationSide.Shorts, bar) : double.NaN)],
            [.. ends.Select(end => end is { } bar ? path.Excursion(LiquidationSide.Longs, bar) : double.NaN)],
            [.. decision.Levels.Select(level => path.Touch(level.Side, level.DistanceLog))],
            [.. decision.Levels.Select(level => path.Touch(Other(level.Side), level.DistanceLog))]);
    }

    private static LiquidationSide Other(LiquidationSide side) =>
        side == LiquidationSide.Longs ? LiquidationSide.Shorts : LiquidationSide.Longs;

    private bool IsWithin(int bar, int horizon) => bar >= 0 && bar <= EndBar[horizon];
}
