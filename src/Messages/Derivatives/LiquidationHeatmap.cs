using System.Collections.Immutable;
using WhaleStack.Messages.Market;

namespace WhaleStack.Messages.Derivatives;

/// <summary>Where leveraged positions are estimated to be liquidated, over time: the shape of every model.</summary>
/// <param name="Source">Which model of whom, such as <c>coinglass-model1</c>.</param>
/// <param name="Symbol">Instrument or coin, as the source names it.</param>
/// <param name="Exchange">Exchange of the positions; null for all that the source knows.</param>
/// <param name="Candles">The price behind it, oldest first, of equal length.</param>
/// <param name="LevelsQuote">The price axis, rising.</param>
/// <param name="Cells">What is not zero, by time and then level.</param>
public sealed record LiquidationHeatmap(
    string Source,
    string Symbol,
    string? Exchange,
    ImmutableArray<Candle> Candles,
    ImmutableArray<decimal> LevelsQuote,
    ImmutableArray<HeatmapCell> Cells);

/// <summary>One price at one time.</summary>
/// <param name="CandleIndex">Which candle.</param>
/// <param name="LevelIndex">Which level.</param>
/// <param name="MassQuote">Estimated value that would be liquidated, only to be compared with other cells of the same
/// heatmap; above 0.</param>
public readonly record struct HeatmapCell(int CandleIndex, int LevelIndex, double MassQuote);
