using System.Collections.Immutable;

namespace WhaleStack.Domain.Publishing;

/// <summary>
/// What every message to the outside tells. Field names are these in snake case and only grow: others read them.
/// </summary>
public interface IPublishedMessage
{
    /// <summary>Who says it, such as <c>heatmap_model1_scanner</c>.</summary>
    string Agent { get; }

    /// <summary>What is said, such as <c>liquidation_cluster</c>.</summary>
    string SignalType { get; }

    /// <summary>Symbol as the venue writes it, such as <c>BTCUSDT</c>.</summary>
    string Symbol { get; }

    /// <summary>Venue and market, such as <c>bybit</c> or <c>bybit-spot</c>.</summary>
    string Exchange { get; }
}

/// <summary>A scanner's claim that price will move, or that something happened; channel by its type, such as
/// <c>whale_targets</c>.</summary>
/// <param name="Agent">Name of the scanner.</param>
/// <param name="SignalType">Such as <c>whale_target</c>.</param>
/// <param name="Symbol">Symbol as the venue writes it.</param>
/// <param name="PriceLevel">Price it is expected to reach, or is about, in quote; the entry where there is
/// none.</param>
/// <param name="Size">Always null: a claim has no size.</param>
/// <param name="Exchange">Venue and market.</param>
/// <param name="SignalId">Unique; a message that comes twice has the same.</param>
/// <param name="Side"><c>buy</c> or <c>sell</c>: what profits if the claim is right; null for information.</param>
/// <param name="EntryPrice">Price at the time of the claim, in quote.</param>
/// <param name="StopLoss">Price at which the claim is wrong, in quote; null where it has none.</param>
/// <param name="TakeProfit">Price it is expected to reach, or is about; null where there is none.</param>
/// <param name="Confidence">In (0, 1]; comparable within one scanner only.</param>
/// <param name="Reasons">Why, for a person.</param>
/// <param name="Time">Event time of the claim, UTC.</param>
/// <param name="ExpiresAt">Event time after which it must not be acted on, UTC.</param>
/// <param name="Phase"><c>live</c>, or <c>history</c> or <c>flatten</c> while the past is replayed.</param>
/// <param name="Label">What exactly, within the type, such as <c>cascade_longs</c>; null for nothing more.</param>
/// <param name="MoreTargets">Targets behind the first, in quote.</param>
/// <param name="Author">The person whose claim it is; null for a scanner's.</param>
public sealed record SignalMessage(
    string Agent,
    string SignalType,
    string Symbol,
    decimal PriceLevel,
    double? Size,
    string Exchange,
    string SignalId,
    string? Side,
    decimal EntryPrice,
    decimal? StopLoss,
    decimal? TakeProfit,
    double Confidence,
    ImmutableArray<string> Reasons,
    DateTimeOffset Time,
    DateTimeOffset ExpiresAt,
    string Phase,
    string? Label,
    ImmutableList<decimal> MoreTargets,
    string? Author) : IPublishedMessage;

/// <summary>A new cluster of predicted liquidations; channel <c>liquidation_clusters</c>.</summary>
/// <param name="Agent">Which heatmap found it.</param>
/// <param name="SignalType"><c>liquidation_cluster</c>.</param>
/// <param name="Symbol">Symbol as the venue writes it.</param>
/// <param name="PriceLevel">Centre of the zone, in quote.</param>
/// <param name="Size">Estimated notional in the zone, in quote; only to be compared with other clusters.</param>
/// <param name="Exchange">Venue and market.</param>
/// <param name="Side">Whose positions: <c>long</c>, which lie below the price, or <c>short</c>.</param>
/// <param name="WidthFraction">Width of the zone over its price.</param>
/// <param name="DistanceFraction">Signed distance from the last price, as a fraction.</param>
/// <param name="Source">What the estimate rests on, such as <c>volume proxy</c>.</param>
/// <param name="Time">Event time at which it was first seen, UTC.</param>
/// <param name="Phase"><c>live</c>, or <c>history</c> or <c>flatten</c> while the past is replayed.</param>
public sealed record ClusterMessage(
    string Agent,
    string SignalType,
    string Symbol,
    decimal PriceLevel,
    double? Size,
    string Exchange,
    string Side,
    double WidthFraction,
    double DistanceFraction,
    string Source,
    DateTimeOffset Time,
    string Phase) : IPublishedMessage
{
    /// <summary>How often clusters like it were reached; null while too few are known.</summary>
    public ReachedLine? Reached { get; init; }
}

/// <summary>The view of an instrument at a watermark; channel <c>market_snapshots</c>.</summary>
/// <param name="Agent">Who watches it.</param>
/// <param name="SignalType"><c>market_snapshot</c>.</param>
/// <param name="Symbol">Symbol as the venue writes it.</param>
/// <param name="PriceLevel">Last price, in quote.</param>
/// <param name="Size">Always null: a snapshot has no size.</param>
/// <param name="Exchange">Venue and market.</param>
/// <param name="Condition"><c>warming</c> or <c>live</c>: whether the numbers may be acted on.</param>
/// <param name="Atr">Average true range of the decision interval, in quote; null in warm-up.</param>
/// <param name="TrendFraction">Close over its slow mean minus 1; null in warm-up.</param>
/// <param name="Clusters">Predicted liquidation clusters, heaviest first.</param>
/// <param name="Time">Event time of the watermark, UTC.</param>
/// <param name="Phase"><c>live</c>, or <c>history</c> or <c>flatten</c> while the past is replayed.</param>
public sealed record SnapshotMessage(
    string Agent,
    string SignalType,
    string Symbol,
    decimal PriceLevel,
    double? Size,
    string Exchange,
    string Condition,
    double? Atr,
    double? TrendFraction,
    ImmutableArray<ClusterLine> Clusters,
    DateTimeOffset Time,
    string Phase) : IPublishedMessage;

/// <summary>A cluster within a snapshot; fields as in <see cref="ClusterMessage"/>.</summary>
public sealed record ClusterLine(
    string Side, decimal PriceLevel, double Size, double WidthFraction, double DistanceFraction)
{
    /// <summary>How often clusters like it were reached; null while too few are known.</summary>
    public ReachedLine? Reached { get; init; }
}

/// <summary>The place of an instrument among all that the node ranks; channel <c>rankings</c>.</summary>
/// <param name="Agent">Who ranks.</param>
/// <param name="SignalType"><c>ranking</c>.</param>
/// <param name="Symbol">Symbol as the venue writes it.</param>
/// <param name="PriceLevel">Last price, in quote.</param>
/// <param name="Size">Always null: a place has no size.</param>
/// <param name="Exchange">Venue and market.</param>
/// <param name="Place">1 for the best.</param>
/// <param name="Of">Instruments that are ranked.</param>
/// <param name="ScoreFraction">Sum of percentile x weight of the parts, 0 to 1.</param>
/// <param name="Parts">What the score is made of; parts that are not known are left out.</param>
/// <param name="Missing">Instruments that did not answer in time, such as <c>bybit:BTCUSDT</c>.</param>
/// <param name="Time">Event time of the watermark, UTC.</param>
/// <param name="Phase"><c>live</c>, or <c>flatten</c> at the end of a replayed past.</param>
public sealed record RankMessage(
    string Agent,
    string SignalType,
    string Symbol,
    decimal PriceLevel,
    double? Size,
    string Exchange,
    int Place,
    int Of,
    double ScoreFraction,
    ImmutableArray<RankPartLine> Parts,
    ImmutableArray<string> Missing,
    DateTimeOffset Time,
    string Phase) : IPublishedMessage;

/// <summary>One part of a score.</summary>
/// <param name="Part">Such as <c>imbalance</c>.</param>
/// <param name="Value">The instrument's own number, with its sign.</param>
/// <param name="PercentileFraction">Share of the instruments that it beats, 0 to 1.</param>
/// <param name="WeightFraction">How much it counts.</param>
public sealed record RankPartLine(string Part, double Value, double PercentileFraction, double WeightFraction);

/// <summary>How often price reached clusters of the same side, mass and distance.</summary>
/// <param name="WithinHours">In so many hours from their birth.</param>
/// <param name="Count">How many were reached in time.</param>
/// <param name="Of">Of so many of which it is known.</param>
/// <param name="LowFraction">Lower end of the 95 % interval of the share.</param>
/// <param name="HighFraction">Upper end.</param>
public sealed record ReachedLine(double WithinHours, int Count, int Of, double LowFraction, double HighFraction);
