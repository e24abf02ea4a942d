using WhaleStack.Quant;

namespace WhaleStack.Storage.Files.History;

/// <summary>What was read from folders of history.</summary>
/// <param name="Series">One for each venue, coin and length of bar; by coin, interval, venue.</param>
/// <param name="Notes">What is missing, doubled or wrong, in the order of the files.</param>
/// <param name="FilesUsed">Files that gave rows.</param>
/// <param name="Positions">Open positions by the price at which they would be liquidated, in the order of the
/// files.</param>
/// <param name="Closings">Single positions closed by force, in order of time; those of one file are in the bars of the
/// series too.</param>
public sealed record HistoryReading(
    IReadOnlyList<MarketSeries> Series,
    IReadOnlyList<HistoryNote> Notes,
    IReadOnlyList<string> FilesUsed,
    IReadOnlyList<ObservedLevels> Positions,
    IReadOnlyList<LiquidationEvent> Closings);
