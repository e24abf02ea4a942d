using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Scanners.WhaleTarget;

/// <summary>How strongly clusters draw the price, and which way.</summary>
/// <remarks>
/// Formula: pull = m x exp(-|d| / r), d = (cluster price - last price) / ATR; A = sum of pulls of shorts above,
/// B = sum of pulls of longs below; imbalance = (A - B) / (A + B); trend = clamp(t / f, -1, 1);
/// score = (1 - w) x imbalance + w x trend. Where: m = mass, r = range in ATR, t = trend of the coin, f = full trend,
/// w = weight of the trend. Unit: none. Range: score in [-1, 1], positive upwards.
/// Source: ours; docs/decisions. Warm-up: that of ATR and trend. Cost: O(clusters). No score without clusters.
/// </remarks>
internal sealed record ClusterPull(
    double Above, double Below, double Score, ClusterView? Target, double TargetDistanceAtr)
{
    /// <summary>The pulls on a coin; null in warm-up and when there is no cluster.</summary>
    public static ClusterPull? Of(CoinView view, WhaleTargetOptions options)
    {
        if (view is not { LastPriceQuote: { } priceQuote, AtrQuote: > 0.0, TrendFraction: { } trendFraction })
        {
            return null;
        }

        var atrFraction = view.AtrQuote.Value / (double)priceQuote;
        var above = 0.0;
        var below = 0.0;
        foreach (var cluster in view.Clusters.Where(IsAhead))
        {
            var pull = cluster.MassQuote
                * Math.Exp(-Math.Abs(cluster.DistanceFraction) / atrFraction / options.PullRangeAtr);
            above += cluster.PositionSide == Side.Sell ? pull : 0.0;
            below += cluster.PositionSide == Side.Buy ? pull : 0.0;
        }

        if (above + below <= 0.0)
        {
            return null;
        }

        var trend = Math.Clamp(trendFraction / options.TrendFullFraction, -1.0, 1.0);
        var score = ((1.0 - options.TrendWeightFraction) * (above - below) / (above + below))
            + (options.TrendWeightFraction * trend);
        var target = Heaviest(view, options, score > 0.0 ? Side.Sell : Side.Buy, atrFraction);
        var distanceAtr = target is null ? 0.0 : Math.Abs(target.DistanceFraction) / atrFraction;
        return new ClusterPull(above, below, score, target, distanceAtr);
    }

    /// <summary>Shorts lie above the price and longs below; price may have moved past one since the last
    /// candle.</summary>
    private static bool IsAhead(ClusterView cluster) => cluster.PositionSide == Side.Sell
        ? cluster.DistanceFraction > 0.0
        : cluster.DistanceFraction < 0.0;

    private static ClusterView? Heaviest(
        CoinView view, WhaleTargetOptions options, Side positionSide, double atrFraction) => view.Clusters
        .Where(cluster => cluster.PositionSide == positionSide && IsAhead(cluster))
        .Where(cluster => Math.Abs(cluster.DistanceFraction) / atrFraction is var distance
            && distance >= options.DistanceAtrMin
            && distance <= options.DistanceAtrMax)
        .OrderByDescending(cluster => cluster.MassQuote
            * Math.Exp(-Math.Abs(cluster.DistanceFraction) / atrFraction / options.PullRangeAtr))
        .ThenBy(cluster => cluster.PriceQuote)
        .FirstOrDefault();
}
