using System.Collections.Immutable;
using WhaleStack.Quant;

namespace WhaleStack.Storage.Market;

/// <summary>How market data gets into its tables; the group <c>tables</c> of <c>config/market_data.yaml</c>.</summary>
/// <param name="QueueRowsMax">Rows that may wait for the database, 100 to 10,000,000; one more is dropped.</param>
/// <param name="BatchRowsMax">Most rows of one transaction, 1 to 100,000.</param>
/// <param name="FlushInterval">How long a row may wait for others, 10 ms to 1 minute.</param>
public sealed record MarketWriterOptions(int QueueRowsMax, int BatchRowsMax, TimeSpan FlushInterval)
    : IValidatedOptions
{
    /// <inheritdoc/>
    public ImmutableArray<string> Validate() => new Mistakes()
        .Within("queue_rows_max", QueueRowsMax, 100, 10_000_000)
        .Within("batch_rows_max", BatchRowsMax, 1, 100_000)
        .Within("flush_interval", FlushInterval, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1))
        .Found;
}
