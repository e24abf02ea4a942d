using WhaleStack.Messages.Coins;

namespace WhaleStack.Domain.Coins;

/// <summary>When two clusters, found one after the other, are one.</summary>
internal static class ClusterRules
{
    /// <summary>A cluster lives on while one of the same side is found within its width.</summary>
    public static bool LivesOnAs(this ClusterView old, ClusterView cluster) =>
        old.PositionSide == cluster.PositionSide
        && Math.Abs((double)(cluster.PriceQuote / old.PriceQuote) - 1.0) <= old.WidthFraction;
}
