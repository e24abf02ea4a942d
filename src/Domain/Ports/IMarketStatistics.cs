using System.Collections.Immutable;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Ports;

/// <summary>A venue's public figures, as they are now and as they were.</summary>
/// <remarks>Implementations are thread-safe.</remarks>
public interface IMarketStatistics
{
    /// <summary>The latest statistics of all instruments of a market.</summary>
    /// <exception cref="VenueException">The venue refused or could not be reached.</exception>
    Task<ImmutableSortedDictionary<InstrumentId, Ticker>> GetTickersAsync(
        string venue, CancellationToken cancellation);

    /// <summary>The order book, best prices first.</summary>
    /// <param name="coin">Which instrument.</param>
    /// <param name="levelsMax">Levels of each side, at least 1.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="VenueException">The venue refused or could not be reached.</exception>
    Task<BookUpdate> GetBookAsync(InstrumentId coin, int levelsMax, CancellationToken cancellation);

    /// <summary>The latest trades, oldest first.</summary>
    /// <param name="coin">Which instrument.</param>
    /// <param name="tradesMax">At least 1.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="VenueException">The venue refused or could not be reached.</exception>
    Task<ImmutableArray<Trade>> GetTradesAsync(InstrumentId coin, int tradesMax, CancellationToken cancellation);

    /// <summary>Open interest with time in [from, to), oldest first, each once; pages are fetched as they are
    /// read.</summary>
    /// <exception cref="VenueException">The venue refused or could not be reached.</exception>
    IAsyncEnumerable<OpenInterest> GetOpenInterestAsync(
        InstrumentId coin, TimeSpan interval, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation);

    /// <summary>Share of accounts that are long and short, with time in [from, to), oldest first, each once.</summary>
    /// <exception cref="VenueException">The venue refused or could not be reached.</exception>
    IAsyncEnumerable<AccountRatio> GetAccountRatiosAsync(
        InstrumentId coin, TimeSpan interval, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation);

    /// <summary>The margin rules of all instruments of a market, or of one.</summary>
    /// <param name="venue">Name of the market.</param>
    /// <param name="coin">Null for all.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="VenueException">The venue refused or could not be reached.</exception>
    Task<ImmutableArray<RiskTier>> GetRiskTiersAsync(
        string venue, InstrumentId? coin, CancellationToken cancellation);
}
