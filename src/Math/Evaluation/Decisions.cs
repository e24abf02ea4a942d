using System.Collections.Immutable;

namespace WhaleStack.Quant;

/// <summary>Walks a series and writes down what a model and the market said at each decision.</summary>
public static class Decisions
{
    /// <summary>The decisions of a series in order of time.</summary>
    public static IReadOnlyList<Decision> Of(MarketSeries series, LevelModel model, EvaluationOptions options)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        var map = model.Create(series);
        var finder = new ClusterFinder(options.Clusters, map.BucketFraction);
        var tracker = new MarketTracker(series.Interval);
        var clusters = new List<LiquidationCluster>();
        var decisions = new List<Decision>();
        var funding = 0;
        for (var i = 0; i < series.Bars.Count; i++)
        {
            var bar = series.Bars[i];
            map.Apply(bar);
            tracker.Add(bar);
            for (; funding < series.Funding.Count && series.Funding[funding].Time <= bar.CloseTime; funding++)
            {
            }

            var rate = funding > 0 ? series.Funding[funding - 1].RateFraction : double.NaN;
            if (i > 0 && IsDue(series, i, options) && tracker.State(rate) is { } market)
            {
                clusters.Clear();
                finder.Find(map, bar.Close, clusters);
                decisions.Add(new Decision(
                    i, bar.CloseTime, bar.Close, market, LevelsOf(clusters, bar.Close, market, options)));
            }
        }

        return decisions;
    }

    /// <summary>The clusters that lie ahead of the price, with what a score needs of them.</summary>
    public static ImmutableArray<EvaluatedLevel> LevelsOf(
        IReadOnlyList<LiquidationCluster> clusters, double price, MarketState market, EvaluationOptions options)
    {
        ArgumentNullException.ThrowIfNull(clusters);
        ArgumentNullException.ThrowIfNull(options);
        var ahead = clusters
            .Select(cluster => (Cluster: cluster, Log: LogAhead(cluster, price)))
            .Where(pair => pair.Log >= options.DistanceAtrMin * market.AtrFraction && pair.Log > 0.0)
            .ToList();
        var longs = SumOf(ahead, LiquidationSide.Longs);
        var shorts = SumOf(ahead, LiquidationSide.Shorts);
        return
        [
            .. ahead.Select(pair => new EvaluatedLevel(
                pair.Cluster.Side,
                pair.Cluster.Price,
                pair.Cluster.MassQuote,
                pair.Cluster.WidthFraction,
                pair.Log,
                pair.Log / market.AtrFraction,
                pair.Cluster.MassQuote / (pair.Cluster.Side == LiquidationSide.Longs ? longs : shorts))),
        ];
    }

    private static double LogAhead(LiquidationCluster cluster, double price) =>
        Math.Log(cluster.Price / price) * (cluster.Side == LiquidationSide.Shorts ? 1.0 : -1.0);

    private static double SumOf(List<(LiquidationCluster Cluster, double Log)> ahead, LiquidationSide side) =>
        ahead.Where(pair => pair.Cluster.Side == side).Sum(pair => pair.Cluster.MassQuote);

    /// <summary>The first bar that ends at or after each round time, once the series is warm.</summary>
    private static bool IsDue(MarketSeries series, int bar, EvaluationOptions options)
    {
        var time = series.Bars[bar].CloseTime;
        return time - series.Bars[0].CloseTime >= options.WarmUp
            && time.UtcTicks / options.DecisionEvery.Ticks
                != series.Bars[bar - 1].CloseTime.UtcTicks / options.DecisionEvery.Ticks;
    }
}
