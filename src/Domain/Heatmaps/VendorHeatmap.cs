using WhaleStack.Quant;
using LiquidationHeatmap = WhaleStack.Messages.Derivatives.LiquidationHeatmap;

namespace WhaleStack.Domain.Heatmaps;

/// <summary>Brings a vendor's heatmap into the shapes of our own models: one to score, one to draw.</summary>
public static class VendorHeatmap
{
    /// <summary>The levels that a vendor's heatmap shows at one of its candles.</summary>
    /// <param name="map">The heatmap.</param>
    /// <param name="candleIndex">Which candle; what comes after it is not looked at.</param>
    /// <param name="bucketFraction">Width of the buckets that the levels are sorted into.</param>
    /// <exception cref="ArgumentException">There is no such candle, or nothing is shown there.</exception>
    public static LevelSnapshot LevelsAt(LiquidationHeatmap map, int candleIndex, double bucketFraction)
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentOutOfRangeException.ThrowIfNegative(candleIndex);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(candleIndex, map.Candles.Length);
        return new LevelSnapshot(
            map.Source,
            bucketFraction,
            (double)map.Candles[candleIndex].CloseQuote,
            [.. map.Cells.Where(cell => cell.CandleIndex == candleIndex)
                .Select(cell => ((double)map.LevelsQuote[cell.LevelIndex], cell.MassQuote))]);
    }

    /// <summary>The scene of a vendor's heatmap, with the clusters of its last candle.</summary>
    /// <exception cref="ArgumentException">The heatmap has no candle or shows nothing at its last.</exception>
    public static HeatmapScene Scene(LiquidationHeatmap map, ClusterOptions clusters, double bucketFraction)
    {
        ArgumentNullException.ThrowIfNull(map);
        var close = map.Candles.IsEmpty ? 0.0 : (double)map.Candles[^1].CloseQuote;
        var found = new List<LiquidationCluster>();
        new ClusterFinder(clusters, bucketFraction).Find(
            LevelsAt(map, map.Candles.Length - 1, bucketFraction), close, found);
        return new HeatmapScene(map, map.Source, [], [.. found], FrozenAt: null, close);
    }
}
