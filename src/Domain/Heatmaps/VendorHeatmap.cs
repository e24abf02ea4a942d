using WhaleStack.Messages.Coins;
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

    /// <summary>The newest levels of a vendor's heatmap, for a coin; null where it shows none.</summary>
    /// <param name="map">The heatmap.</param>
    /// <param name="model">Name of the model.</param>
    /// <param name="source">Name of the vendor.</param>
    /// <param name="life">How long, after the end of the newest candle, they are told.</param>
    public static ModelLevels? LevelsOf(LiquidationHeatmap map, string model, string source, TimeSpan life)
    {
        ArgumentNullException.ThrowIfNull(map);
        if (NewestShown(map) is not { } newest)
        {
            return null;
        }

        // The newest candle may still be forming: its end lies ahead, its beginning was known.
        var candle = map.Candles[newest];
        return new ModelLevels(
            model,
            source,
            candle.OpenTime,
            candle.CloseTime + life,
            candle.CloseQuote,
            [.. map.Cells.Where(cell => cell.CandleIndex == newest)
                .Select(cell => new LevelMass(map.LevelsQuote[cell.LevelIndex], cell.MassQuote))]);
    }

    /// <summary>The newest candle at which a heatmap shows a level; null for none.</summary>
    private static int? NewestShown(LiquidationHeatmap map) =>
        map.Cells.IsEmpty ? null : map.Cells.Max(cell => cell.CandleIndex);

    /// <summary>The scene of a vendor's heatmap, with the clusters of the newest candle that shows any level.</summary>
    /// <exception cref="ArgumentException">The heatmap has no candle or shows nothing.</exception>
    public static HeatmapScene Scene(LiquidationHeatmap map, ClusterOptions clusters, double bucketFraction)
    {
        ArgumentNullException.ThrowIfNull(map);
        var newest = NewestShown(map) ?? throw new ArgumentException("The heatmap shows no level.", nameof(map));
        var close = (double)map.Candles[newest].CloseQuote;
        var found = new List<LiquidationCluster>();
        new ClusterFinder(clusters, bucketFraction).Find(
            LevelsAt(map, newest, bucketFraction), close, found);
        return new HeatmapScene(map, map.Source, [], [.. found], FrozenAt: null, close);
    }
}
