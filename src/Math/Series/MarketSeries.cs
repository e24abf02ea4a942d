namespace WhaleStack.Quant;

/// <summary>The recorded history of one coin at one venue: bars of one length, and what else is known of it.</summary>
/// <param name="Venue">Where it traded, in small letters.</param>
/// <param name="Coin">Base asset, in capitals.</param>
/// <param name="Interval">Length of a bar.</param>
/// <param name="Bars">Closed bars, in order of time, no two alike; some may be missing.</param>
/// <param name="Funding">Settlements in order of time; empty when not known.</param>
/// <param name="Liquidations">Forced closings that come in intervals longer than a bar, in order of time; empty when
/// not known, or when they are in the bars.</param>
public sealed record MarketSeries(
    string Venue,
    string Coin,
    TimeSpan Interval,
    IReadOnlyList<MarketBar> Bars,
    IReadOnlyList<FundingPoint> Funding,
    IReadOnlyList<LiquidationInterval> Liquidations)
{
    /// <summary>The same history as it was known at a time: nothing of it ends later.</summary>
    public MarketSeries Until(DateTimeOffset time) => this with
    {
        Bars = [.. Bars.TakeWhile(bar => bar.CloseTime <= time)],
        Funding = [.. Funding.TakeWhile(point => point.Time <= time)],
        Liquidations = [.. Liquidations.TakeWhile(interval => interval.End <= time)],
    };
}
