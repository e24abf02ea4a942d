using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Units;
using WhaleStack.Venues.Json;
using static WhaleStack.Venues.VenueTime;

namespace WhaleStack.Venues.Binance.Rest;

/// <summary>The past of Binance's USD-margined perpetuals: candles, fundings and trading rules. Thread-safe.</summary>
/// <remarks>Binance answers oldest first, unlike Bybit: pages follow each other from the oldest on.</remarks>
public sealed class BinanceHistory : IMarketHistory
{
    /// <summary>Candles in one page: of all sizes the one with the least weight for a candle.</summary>
    public const int CandlesPerPage = 1_000;

    /// <summary>Fundings in one page, the venue's limit.</summary>
    public const int FundingsPerPage = 1_000;

    private const int CandlesWeight = 5;

    private readonly BinanceRestClient _client;

    /// <summary>Makes one that asks through the given client.</summary>
    public BinanceHistory(BinanceRestClient client)
    {
        ArgumentNullException.ThrowIfNull(client);
        _client = client;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Instrument>> GetInstrumentsAsync(CancellationToken cancellation)
    {
        var intervals = await _client
            .GetAsync("/fapi/v1/fundingInfo", 1, BinanceInstruments.FundingIntervals, cancellation)
            .ConfigureAwait(false);
        return await _client
            .GetAsync("/fapi/v1/exchangeInfo", 1, info => BinanceInstruments.Read(info, intervals), cancellation)
            .ConfigureAwait(false);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">Coin, interval or span is not one that Binance has.</exception>
    public IAsyncEnumerable<Candle> GetCandlesAsync(
        InstrumentId coin, TimeSpan interval, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation)
    {
        var symbol = BinanceVenue.SymbolOf(coin);
        var word = BinanceIntervals.WordOf(interval);
        CheckSpan(from, to);
        var query = $"/fapi/v1/klines?symbol={symbol}&interval={word}&limit={CandlesPerPage}";
        return CandlesAsync(query, interval, from, to, cancellation);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">Coin or span is not one that Binance has.</exception>
    public IAsyncEnumerable<FundingRate> GetFundingsAsync(
        InstrumentId coin, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation)
    {
        var symbol = BinanceVenue.SymbolOf(coin);
        CheckSpan(from, to);
        return FundingsAsync($"/fapi/v1/fundingRate?symbol={symbol}&limit={FundingsPerPage}", from, to, cancellation);
    }

    /// <inheritdoc/>
    public Task<DateTimeOffset> GetServerTimeAsync(CancellationToken cancellation) => _client.GetAsync(
        "/fapi/v1/time",
        1,
        answer => answer.Read(row => row["serverTime"u8].EpochTime()),
        cancellation);

    private async IAsyncEnumerable<Candle> CandlesAsync(
        string query,
        TimeSpan interval,
        DateTimeOffset from,
        DateTimeOffset to,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        // A candle that still forms is told too: only the venue's clock says which.
        var now = await GetServerTimeAsync(cancellation).ConfigureAwait(false);
        var end = to < now ? to : now;
        var next = from;
        while (next < end)
        {
            var path = $"{query}&startTime={Ms(next)}&endTime={Ms(end) - 1}";
            var page = await _client
                .GetAsync(path, CandlesWeight, rows => Candles(rows, interval), cancellation).ConfigureAwait(false);
            foreach (var candle in page.Where(candle => candle.OpenTime >= next && candle.CloseTime <= now))
            {
                yield return candle;
                next = candle.CloseTime;
            }

            if (page.Length < CandlesPerPage || page[^1].CloseTime > next)
            {
                yield break;
            }
        }
    }

    private async IAsyncEnumerable<FundingRate> FundingsAsync(
        string query, DateTimeOffset from, DateTimeOffset to, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var next = from;
        while (next < to)
        {
            var path = $"{query}&startTime={Ms(next)}&endTime={Ms(to) - 1}";
            var page = await _client.GetAsync(path, 1, Fundings, cancellation).ConfigureAwait(false);
            var before = next;
            foreach (var funding in page.Where(funding => funding.Time >= before && funding.Time < to))
            {
                yield return funding;
                next = funding.Time.AddMilliseconds(1);
            }

            if (page.Length < FundingsPerPage || next == before)
            {
                yield break;
            }
        }
    }

    // [open time, open, high, low, close, volume, close time, quote volume, ...]
    private static ImmutableArray<Candle> Candles(VenueValue rows, TimeSpan interval) =>
        Ordered(rows.Lists(row => Candle(row.OfAtLeast(8), interval)), candle => candle.OpenTime);

    private static Candle Candle(VenueRow row, TimeSpan interval) => new(
        row[0, "openTime"u8].EpochTime(),
        interval,
        row[1, "open"u8].Price(),
        row[2, "high"u8].Price(),
        row[3, "low"u8].Price(),
        row[4, "close"u8].Price(),
        row[5, "volume"u8].Amount(),
        row[7, "quoteVolume"u8].Amount());

    private static ImmutableArray<FundingRate> Fundings(VenueValue rows) => Ordered(
        rows.Rows(row => new FundingRate(row["fundingTime"u8].EpochTime(), row["fundingRate"u8].Decimal())),
        funding => funding.Time);

    private static ImmutableArray<T> Ordered<T>(ImmutableArray<T> rows, Func<T, DateTimeOffset> timeOf)
    {
        for (var i = 1; i < rows.Length; i++)
        {
            if (timeOf(rows[i]) <= timeOf(rows[i - 1]))
            {
                throw new VenueFormatException($"row of {timeOf(rows[i]):O} stands behind {timeOf(rows[i - 1]):O}");
            }
        }

        return rows;
    }
}
