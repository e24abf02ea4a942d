using System.Collections.Immutable;

namespace WhaleStack.Quant;

/// <summary>What counts as a cluster of liquidation levels.</summary>
/// <param name="DistanceFractionMax">How far from the price clusters are looked for, as a fraction of it, (0,
/// 0.9].</param>
/// <param name="SmoothingBuckets">Half width of the triangular smoothing window, 0 to 50 buckets.</param>
/// <param name="EdgeFraction">A cluster ends where density falls below this share of its peak, (0, 1).</param>
/// <param name="ShareFractionMin">Least share of the mass of its side within reach, [0, 1].</param>
/// <param name="ClustersMax">Most peaks looked at a side, highest first, 1 to 50.</param>
public sealed record ClusterOptions(
    double DistanceFractionMax,
    int SmoothingBuckets,
    double EdgeFraction,
    double ShareFractionMin,
    int ClustersMax) : IValidatedOptions
{
    /// <inheritdoc/>
    public ImmutableArray<string> Validate() => new Mistakes()
        .Above("distance_fraction_max", DistanceFractionMax, 0.0, 0.9)
        .Within("smoothing_buckets", SmoothingBuckets, 0, 50)
        .Within("edge_fraction", EdgeFraction, 0.01, 0.99)
        .Within("share_fraction_min", ShareFractionMin, 0.0, 1.0)
        .Within("clusters_max", ClustersMax, 1, 50)
        .Found;
}
