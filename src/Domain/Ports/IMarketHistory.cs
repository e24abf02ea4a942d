using WhaleStack.Messages.Market;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Ports;

/// <summary>The past of a venue's instruments.</summary>
public interface IMarketHistory
{
    /// <summary>Trading rules of all instruments of the venue, read to the last page.</summary>
    /// <exception cref="VenueException">The venue refused or could not be reached.</exception>
    Task<IReadOnlyList<Instrument>> GetInstrumentsAsync(CancellationToken cancellation);

    /// <summary>
    /// Closed candles with open time in [from, to), oldest first, each once; pages are fetched as they are read.
    /// </summary>
    /// <exception cref="VenueException">The venue refused or could not be reached.</exception>
    IAsyncEnumerable<Candle> GetCandlesAsync(
        InstrumentId coin, TimeSpan interval, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation);

    /// <summary>Funding settlements with time in [from, to), oldest first, each once.</summary>
    /// <exception cref="VenueException">The venue refused or could not be reached.</exception>
    IAsyncEnumerable<FundingRate> GetFundingsAsync(
        InstrumentId coin, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation);

    /// <summary>The venue's clock.</summary>
    /// <exception cref="VenueException">The venue refused or could not be reached.</exception>
    Task<DateTimeOffset> GetServerTimeAsync(CancellationToken cancellation);
}
