namespace WhaleStack.Quant;

/// <summary>How near observed levels lie to a model's clusters, and to clusters placed where the model's lay at other
/// times.</summary>
/// <remarks>
/// Formula: near = |ln(level / centre)| at most ln(1 + width) / 2 + tolerance for any cluster of its side; distance =
/// the least |ln(level / centre)| over ATR. Placed: the clusters of an earlier decision at the same distances in
/// ln(price) from the price of now, with their widths; the mean over all decisions of one fold before. Not in ATR,
/// which falls after a crash while positions stay as far away. Unit: shares, ATR.
/// </remarks>
internal static class PlacedClusters
{
    /// <summary>Whether a level is near a cluster, and the mean chance of it near placed ones; null when there is
    /// nothing to compare with.</summary>
    public static (double Own, double Placed)? Near(ObservedMoment moment, ObservedLevel level, double toleranceLog)
    {
        double IsNear(Decision decision) => decision.Levels.Any(cluster => cluster.Side == level.Side
            && Gap(moment, level, cluster) <= (Math.Log(1.0 + cluster.WidthFraction) / 2.0) + toleranceLog) ? 1.0 : 0.0;
        return moment.Past.Count == 0 ? null : (IsNear(moment.Decision), moment.Past.Average(IsNear));
    }

    /// <summary>Distance to the nearest centre and its mean over placed clusters, ATR; null when there are
    /// none.</summary>
    public static (double Own, double Placed)? Distance(ObservedMoment moment, ObservedLevel level)
    {
        double? Nearest(Decision decision) => decision.Levels
            .Where(cluster => cluster.Side == level.Side)
            .Select(cluster => (double?)(Gap(moment, level, cluster) / moment.Decision.Market.AtrFraction))
            .Min();
        return Nearest(moment.Decision) is { } own && moment.Past.Select(Nearest).Average() is { } placed
            ? (own, placed)
            : null;
    }

    private static double Gap(ObservedMoment moment, ObservedLevel level, EvaluatedLevel cluster) => Math.Abs(
        Math.Log(level.Price / moment.Decision.Price)
            - (cluster.Sign * cluster.DistanceLog));
}
