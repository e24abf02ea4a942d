using System.Collections.Immutable;
using WhaleStack.Quant;
using LiquidationHeatmap = WhaleStack.Messages.Derivatives.LiquidationHeatmap;

namespace WhaleStack.Domain.Heatmaps;

/// <summary>A heatmap over time with what is to be seen in it.</summary>
/// <param name="Map">The field: candles, levels, cells.</param>
/// <param name="Inflow">What fed it, in words: open interest or the volume proxy.</param>
/// <param name="Sweeps">Where price crossed much mass, heaviest first.</param>
/// <param name="Clusters">Clusters at the end of the field, heaviest first.</param>
/// <param name="FrozenAt">From when on the field was not fed any more, so that it shows what was known; null for
/// never.</param>
/// <param name="ClosePrice">The price that the clusters' distances are from.</param>
public sealed record HeatmapScene(
    LiquidationHeatmap Map,
    string Inflow,
    ImmutableArray<HeatmapSweep> Sweeps,
    ImmutableArray<LiquidationCluster> Clusters,
    DateTimeOffset? FrozenAt,
    double ClosePrice);

/// <summary>Price crossed mass.</summary>
/// <param name="CandleIndex">In which candle of the map.</param>
/// <param name="Side">Whose positions.</param>
/// <param name="PriceQuote">The low that swept longs, or the high that swept shorts.</param>
/// <param name="MassQuote">How much, only to be compared within the map.</param>
public readonly record struct HeatmapSweep(int CandleIndex, LiquidationSide Side, double PriceQuote, double MassQuote);
