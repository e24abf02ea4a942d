using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Units;

namespace WhaleStack.Venues.Replay;

/// <summary>The past of a recording that is played by itself: none, and its clock is where it begins.</summary>
/// <param name="start">Receive time of its first frame.</param>
public sealed class NoPast(DateTimeOffset start) : IMarketHistory
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<Instrument>> GetInstrumentsAsync(CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<Instrument>>([]);

    /// <inheritdoc/>
    public IAsyncEnumerable<Candle> GetCandlesAsync(
        InstrumentId coin, TimeSpan interval, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation) =>
        AsyncEnumerable.Empty<Candle>();

    /// <inheritdoc/>
    public IAsyncEnumerable<FundingRate> GetFundingsAsync(
        InstrumentId coin, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation) =>
        AsyncEnumerable.Empty<FundingRate>();

    /// <inheritdoc/>
    public Task<DateTimeOffset> GetServerTimeAsync(CancellationToken cancellation) => Task.FromResult(start);
}
