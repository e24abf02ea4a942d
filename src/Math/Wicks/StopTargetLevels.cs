using System.Collections.Immutable;

namespace WhaleStack.Quant;

/// <summary>Why there are no levels.</summary>
public enum LevelRefusal
{
    /// <summary>There are levels.</summary>
    None = 0,

    /// <summary>No cluster lies ahead.</summary>
    NoTarget = 1,

    /// <summary>A safe stop would lie farther away than is allowed.</summary>
    StopTooFar = 2,

    /// <summary>The last target is too near for the stop.</summary>
    RewardTooSmall = 3,
}

/// <summary>A stop and targets for an entry.</summary>
/// <param name="StopQuote">The stop.</param>
/// <param name="TargetsQuote">Targets, nearest first.</param>
/// <param name="RewardRisk">Distance of the last target over that of the stop.</param>
public sealed record LevelPlan(double StopQuote, ImmutableArray<double> TargetsQuote, double RewardRisk);

/// <summary>Lays a stop behind the wicks and the nearest cluster, and targets before the clusters ahead.</summary>
/// <remarks>
/// Formula, for a long at E: stop distance = max(safe wick distance, least distance); where a cluster of longs reaches
/// into it, or its edge is within the most distance, the stop goes below the nearest one's lower edge by the margin,
/// since price is drawn to it and stops among liquidations are filled badly. Targets = centres of clusters of shorts
/// above E less the margin, nearest first. For a short all is mirrored. Unit: quote. Source: ours. Cost: O(clusters).
/// </remarks>
public static class StopTargetLevels
{
    /// <summary>Plans the levels; null, and why, when there are none worth trading.</summary>
    /// <param name="isLong">Whether the position is long.</param>
    /// <param name="entryQuote">Entry price, positive and finite.</param>
    /// <param name="safeStopFraction">Distance beyond the usual wicks (<see cref="WickTracker"/>), not
    /// negative.</param>
    /// <param name="clusters">Clusters of both sides.</param>
    /// <param name="options">Limits and margins.</param>
    /// <exception cref="ArgumentException">A number is out of range, or the options have mistakes.</exception>
    public static (LevelPlan? Plan, LevelRefusal Refusal) Of(
        bool isLong,
        double entryQuote,
        double safeStopFraction,
        IReadOnlyList<LiquidationCluster> clusters,
        StopTargetOptions options)
    {
        ArgumentNullException.ThrowIfNull(clusters);
        ArgumentNullException.ThrowIfNull(options);
        Check(entryQuote, safeStopFraction, options);
        var sign = isLong ? 1.0 : -1.0;
        var ahead = isLong ? LiquidationSide.Shorts : LiquidationSide.Longs;
        ImmutableArray<double> targets =
        [
            .. clusters.Where(cluster => cluster.Side == ahead)
                .Select(cluster => cluster.Price * (1.0 - (sign * options.TargetMarginFraction)))
                .Where(target => sign * (target - entryQuote) > 0.0)
                .OrderBy(target => sign * target)
                .Take(options.TargetsMax),
        ];
        if (targets.IsEmpty)
        {
            return (null, LevelRefusal.NoTarget);
        }

        var stopFraction = StopFraction(sign, entryQuote, safeStopFraction, clusters, options);
        if (stopFraction > options.StopFractionMax)
        {
            return (null, LevelRefusal.StopTooFar);
        }

        var rewardRisk = Math.Abs((targets[^1] / entryQuote) - 1.0) / stopFraction;
        return rewardRisk >= options.RewardRiskMin
            ? (new LevelPlan(entryQuote * (1.0 - (sign * stopFraction)), targets, rewardRisk), LevelRefusal.None)
            : (null, LevelRefusal.RewardTooSmall);
    }

    private static double StopFraction(
        double sign,
        double entryQuote,
        double safeStopFraction,
        IReadOnlyList<LiquidationCluster> clusters,
        StopTargetOptions options)
    {
        var least = Math.Max(safeStopFraction, options.StopFractionMin);
        var behind = sign > 0.0 ? LiquidationSide.Longs : LiquidationSide.Shorts;
        var beyond = clusters
            .Where(cluster => cluster.Side == behind && sign * (entryQuote - cluster.Price) > 0.0)
            .OrderBy(cluster => Math.Abs(cluster.Price - entryQuote))
            .Select(cluster => FarEdge(cluster, sign))
            .Select(edge => (sign * (1.0 - (edge / entryQuote))) + options.ClusterMarginFraction)
            .Cast<double?>()
            .FirstOrDefault();
        return beyond is { } distance && distance <= options.StopFractionMax ? Math.Max(least, distance) : least;
    }

    private static double FarEdge(LiquidationCluster cluster, double sign)
    {
        var half = Math.Sqrt(1.0 + cluster.WidthFraction);
        return sign > 0.0 ? cluster.Price / half : cluster.Price * half;
    }

    private static void Check(double entryQuote, double safeStopFraction, StopTargetOptions options)
    {
        if (!double.IsFinite(entryQuote) || entryQuote <= 0.0)
        {
            throw new ArgumentOutOfRangeException(nameof(entryQuote), entryQuote, "Must be positive and finite.");
        }

        if (!(safeStopFraction >= 0.0))
        {
            throw new ArgumentOutOfRangeException(nameof(safeStopFraction), safeStopFraction, "Must not be negative.");
        }

        if (options.Validate() is { Length: > 0 } mistakes)
        {
            throw new ArgumentException(string.Join(' ', mistakes), nameof(options));
        }
    }
}
