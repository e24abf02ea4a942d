using WhaleStack.Domain.Ranking;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Signals;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Publishing;

/// <summary>Turns our facts into messages to the outside.</summary>
public static class Publications
{
    /// <summary>Who finds clusters: the first of the heatmap's models.</summary>
    public const string ClusterAgent = "heatmap_model1_scanner";

    /// <summary>Type of a new cluster.</summary>
    public const string ClusterType = "liquidation_cluster";

    /// <summary>Who watches the instruments.</summary>
    public const string SnapshotAgent = "market_watcher";

    /// <summary>Type of a snapshot.</summary>
    public const string SnapshotType = "market_snapshot";

    /// <summary>Who ranks the instruments.</summary>
    public const string RankAgent = "ranker";

    /// <summary>Type of a place among them.</summary>
    public const string RankType = "ranking";

    /// <summary>A signal as the outside reads it.</summary>
    public static Publication Of(SignalEvents.SignalRaised raised)
    {
        ArgumentNullException.ThrowIfNull(raised);
        var signal = raised.Signal;
        return new Publication(
            PublicationKind.Signal,
            new SignalMessage(
                signal.Agent,
                signal.SignalType,
                signal.Coin.Symbol,
                signal.TargetQuote ?? signal.EntryQuote,
                Size: null,
                signal.Coin.Venue,
                signal.SignalId,
                SignalWords.SideOf(signal.Direction),
                signal.EntryQuote,
                signal.StopQuote,
                signal.TargetQuote,
                signal.ConfidenceFraction,
                signal.Reasons,
                signal.Time,
                signal.ExpiresAt,
                PhaseOf(raised.Watermark),
                signal.Label,
                signal.MoreTargetsQuote ?? [],
                signal.Author));
    }

    /// <summary>A coin's view as the outside reads it; null as long as the coin has no price.</summary>
    public static Publication? SnapshotOf(CoinEvents.CoinUpdated update)
    {
        ArgumentNullException.ThrowIfNull(update);
        var view = update.View;
        return view.LastPriceQuote is not { } price
            ? null
            : new Publication(
                PublicationKind.Snapshot,
                new SnapshotMessage(
                    SnapshotAgent,
                    SnapshotType,
                    update.Coin.Symbol,
                    price,
                    Size: null,
                    update.Coin.Venue,
                    ConditionOf(view.Condition),
                    view.AtrQuote,
                    view.TrendFraction,
                    [.. view.Clusters.Select(LineOf)],
                    update.Watermark.Time,
                    PhaseOf(update.Watermark)));
    }

    /// <summary>A cluster of a coin's view as the outside reads it.</summary>
    public static Publication ClusterOf(CoinEvents.CoinUpdated update, ClusterView cluster)
    {
        ArgumentNullException.ThrowIfNull(update);
        ArgumentNullException.ThrowIfNull(cluster);
        return new Publication(
            PublicationKind.Signal,
            new ClusterMessage(
                ClusterAgent,
                ClusterType,
                update.Coin.Symbol,
                cluster.PriceQuote,
                cluster.MassQuote,
                update.Coin.Venue,
                PositionSide(cluster.PositionSide),
                cluster.WidthFraction,
                cluster.DistanceFraction,
                update.View.InflowSource,
                update.Watermark.Time,
                PhaseOf(update.Watermark))
            {
                Reached = LineOf(cluster.Reached),
            });
    }

    /// <summary>A place of a ranking as the outside reads it.</summary>
    /// <param name="report">The ranking.</param>
    /// <param name="index">Which of its ranks, from 0.</param>
    /// <param name="priceQuote">The instrument's last price.</param>
    /// <param name="watermark">When it was ranked.</param>
    public static Publication RankOf(RankingReport report, int index, decimal priceQuote, Watermark watermark)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(watermark);
        var rank = report.Ranks[index];
        return new Publication(
            PublicationKind.Snapshot,
            new RankMessage(
                RankAgent,
                RankType,
                rank.Coin.Symbol,
                priceQuote,
                Size: null,
                rank.Coin.Venue,
                index + 1,
                report.Ranks.Length,
                rank.ScoreFraction,
                [
                    .. rank.Parts.Select(part => new RankPartLine(
                        RankWords.Of(part.Part), part.Value, part.PercentileFraction, part.WeightFraction)),
                ],
                [.. report.Missing.Select(coin => $"{coin}")],
                watermark.Time,
                PhaseOf(watermark)));
    }

    private static ClusterLine LineOf(ClusterView cluster) => new(
        PositionSide(cluster.PositionSide),
        cluster.PriceQuote,
        cluster.MassQuote,
        cluster.WidthFraction,
        cluster.DistanceFraction)
    {
        Reached = LineOf(cluster.Reached),
    };

    private static ReachedLine? LineOf(ReachRate? rate) => rate is null
        ? null
        : new ReachedLine(rate.Within.TotalHours, rate.Reached, rate.Of, rate.LowFraction, rate.HighFraction);

    private static string PositionSide(Side side) => side switch
    {
        Side.Buy => "long",
        Side.Sell => "short",
        _ => throw new ArgumentOutOfRangeException(nameof(side), side, "Unknown side."),
    };

    private static string ConditionOf(CoinCondition condition) => condition switch
    {
        CoinCondition.Warming => "warming",
        CoinCondition.Live => "live",
        _ => throw new ArgumentOutOfRangeException(nameof(condition), condition, "Unknown condition."),
    };

    private static string PhaseOf(Watermark watermark) => watermark.Phase switch
    {
        StepPhase.History => "history",
        StepPhase.Flatten => "flatten",
        StepPhase.Live => "live",
        _ => throw new ArgumentOutOfRangeException(nameof(watermark), watermark.Phase, "Unknown phase."),
    };
}
