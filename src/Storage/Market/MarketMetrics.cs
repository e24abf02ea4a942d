using System.Diagnostics.Metrics;
using WhaleStack.Storage.Metrics;

namespace WhaleStack.Storage.Market;

/// <summary>What the writer of market data counts, on the meter that all parts use. Thread-safe.</summary>
internal static class MarketMetrics
{
    private static readonly Meter Meter = new(MetricsPage.MeterName);

    /// <summary>Rows written to their table.</summary>
    public static Counter<long> Written { get; } = Meter.CreateCounter<long>("whalestack_market_rows_written_total");

    /// <summary>Rows that were dropped: the queue was full, or the database refused them.</summary>
    public static Counter<long> Dropped { get; } = Meter.CreateCounter<long>("whalestack_market_rows_dropped_total");
}
