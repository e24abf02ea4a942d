using System.Collections.Immutable;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Units;
using WhaleStack.Quant;

namespace WhaleStack.Domain.Coins;

/// <summary>How clusters are shown, and when two, found one after the other, are one.</summary>
internal static class ClusterRules
{
    /// <summary>A cluster lives on while one of the same side is found within its width.</summary>
    public static bool LivesOnAs(this ClusterView old, ClusterView cluster) =>
        old.PositionSide == cluster.PositionSide
        && Math.Abs((double)(cluster.PriceQuote / old.PriceQuote) - 1.0) <= old.WidthFraction;

    /// <summary>A cluster as others may know it.</summary>
    public static ClusterView ViewOf(LiquidationCluster cluster) => new(
        cluster.Side == LiquidationSide.Longs ? Side.Buy : Side.Sell,
        StatisticalPrice.ToQuote(cluster.Price),
        cluster.MassQuote,
        cluster.WidthFraction,
        cluster.DistanceFraction);

    /// <summary>The clusters, with their distance from a newer price.</summary>
    public static ImmutableArray<ClusterView> DistancesFrom(
        this ImmutableArray<ClusterView> clusters, decimal priceQuote) =>
    [
        .. clusters.Select(cluster => cluster with
        {
            DistanceFraction = (double)(cluster.PriceQuote / priceQuote) - 1.0,
        }),
    ];
}
