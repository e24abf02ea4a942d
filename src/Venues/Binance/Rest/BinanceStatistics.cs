using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Units;
using WhaleStack.Venues.Json;
using static WhaleStack.Venues.VenueTime;

namespace WhaleStack.Venues.Binance.Rest;

/// <summary>Binance's public figures of USD-margined perpetuals. Thread-safe.</summary>
/// <remarks>
/// Open interest and account ratios reach a month back: what lies before is not there, and an older span gives nothing.
/// Margin tiers are told to signed requests only, and are refused here.
/// </remarks>
public sealed class BinanceStatistics : IMarketStatistics
{
    private const int RowsPerPage = 500;
    private const int TradesMax = 1_000;

    private static readonly ImmutableHashSet<TimeSpan> Periods =
    [
        .. new[] { "5m", "15m", "30m", "1h", "2h", "4h", "6h", "12h", "1d" }
            .Select(word => BinanceIntervals.ByWord[word]),
    ];

    private readonly BinanceRestClient _client;
    private readonly TimeProvider _time;

    /// <summary>Makes one that asks through the given client.</summary>
    /// <param name="client">The way to the venue.</param>
    /// <param name="time">Tells how far back a month reaches.</param>
    public BinanceStatistics(BinanceRestClient client, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(time);
        _client = client;
        _time = time;
    }

    /// <summary>How far back open interest and ratios are told: a day less than the month.</summary>
    public static TimeSpan StatisticsReach { get; } = TimeSpan.FromDays(29);

    /// <inheritdoc/>
    public async Task<ImmutableSortedDictionary<InstrumentId, Ticker>> GetTickersAsync(
        string venue, CancellationToken cancellation)
    {
        CheckVenue(venue);
        const int OfAllWeight = 10;
        var marks = await _client
            .GetAsync("/fapi/v1/premiumIndex", OfAllWeight, rows => ById(rows, BinanceTickers.Mark), cancellation)
            .ConfigureAwait(false);
        const int BooksWeight = 5;
        var tops = await _client
            .GetAsync("/fapi/v1/ticker/bookTicker", BooksWeight, rows => ById(rows, BinanceTickers.Top), cancellation)
            .ConfigureAwait(false);
        return marks.ToImmutableSortedDictionary(
            pair => pair.Key,
            pair => tops.TryGetValue(pair.Key, out var top) ? BinanceTickers.Together(pair.Value, top) : pair.Value);
    }

    /// <inheritdoc/>
    public Task<BookUpdate> GetBookAsync(InstrumentId coin, int levelsMax, CancellationToken cancellation)
    {
        var symbol = BinanceVenue.SymbolOf(coin);
        ArgumentOutOfRangeException.ThrowIfLessThan(levelsMax, 1);
        var sizes = BinanceSocketOptions.SnapshotSizes;
        var size = sizes.FirstOrDefault(size => size >= levelsMax, sizes[^1]);
        return _client.GetAsync(
            $"/fapi/v1/depth?symbol={symbol}&limit={size}",
            BinanceWeights.Depth(size),
            answer => Book(answer, levelsMax),
            cancellation);
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<Trade>> GetTradesAsync(
        InstrumentId coin, int tradesMax, CancellationToken cancellation)
    {
        var symbol = BinanceVenue.SymbolOf(coin);
        ArgumentOutOfRangeException.ThrowIfLessThan(tradesMax, 1);
        const int Weight = 5;
        return _client.GetAsync<ImmutableArray<Trade>>(
            $"/fapi/v1/trades?symbol={symbol}&limit={Math.Min(tradesMax, TradesMax)}",
            Weight,
            rows => [.. rows.Rows(Trade).OrderBy(trade => trade.VenueTime)],
            cancellation);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">Coin, interval or span is not one that Binance has.</exception>
    public IAsyncEnumerable<OpenInterest> GetOpenInterestAsync(
        InstrumentId coin, TimeSpan interval, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation) =>
        RowsAsync(
            Query("openInterestHist", coin, interval),
            from,
            to,
            row => new OpenInterest(row["timestamp"u8].EpochTime(), row["sumOpenInterest"u8].Amount()),
            row => row.Time,
            cancellation);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">Coin, interval or span is not one that Binance has.</exception>
    public IAsyncEnumerable<AccountRatio> GetAccountRatiosAsync(
        InstrumentId coin, TimeSpan interval, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation) =>
        RowsAsync(
            Query("globalLongShortAccountRatio", coin, interval),
            from,
            to,
            row => new AccountRatio(
                row["timestamp"u8].EpochTime(), row["longAccount"u8].Amount(), row["shortAccount"u8].Amount()),
            row => row.Time,
            cancellation);

    /// <inheritdoc/>
    public Task<ImmutableArray<RiskTier>> GetRiskTiersAsync(
        string venue, InstrumentId? coin, CancellationToken cancellation) => throw new VenueException(
            "binance leverageBracket: margin tiers are told to the account's own requests only", isTransient: false);

    private async IAsyncEnumerable<T> RowsAsync<T>(
        string query,
        DateTimeOffset from,
        DateTimeOffset to,
        Func<VenueRow, T> read,
        Func<T, DateTimeOffset> timeOf,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        var reach = _time.GetUtcNow() - StatisticsReach;
        var next = from > reach ? from : reach;
        while (next < to)
        {
            var path = $"{query}&startTime={Ms(next)}&endTime={Ms(to) - 1}";
            List<T> Read(VenueValue rows) => [.. rows.Rows(read).OrderBy(timeOf)];
            var page = await _client.GetAsync(path, 1, Read, cancellation).ConfigureAwait(false);
            var before = next;
            foreach (var row in page.Where(row => timeOf(row) >= before && timeOf(row) < to))
            {
                yield return row;
                next = timeOf(row).AddMilliseconds(1);
            }

            if (page.Count < RowsPerPage || next == before)
            {
                yield break;
            }
        }
    }

    private static string Query(string name, InstrumentId coin, TimeSpan interval) =>
        Periods.Contains(interval)
            ? $"/futures/data/{name}?symbol={BinanceVenue.SymbolOf(coin)}&period={BinanceIntervals.WordOf(interval)}"
                + $"&limit={RowsPerPage}"
            : throw new ArgumentException($"interval {interval} is none of Binance's.", nameof(interval));

    private static Dictionary<InstrumentId, Ticker> ById(VenueValue rows, Func<VenueRow, Ticker> read)
    {
        var tickers = new Dictionary<InstrumentId, Ticker>();
        rows.Rows(row =>
        {
            if (InstrumentId.TryParse($"{BinanceVenue.Name}:{row["symbol"u8].Name()}", out var id))
            {
                tickers[id] = read(row);
            }

            return true;
        });
        return tickers;
    }

    private static BookUpdate Book(VenueValue answer, int levelsMax) => answer.Read(row => new BookUpdate(
        row["T"u8].EpochTime(),
        IsSnapshot: true,
        row["lastUpdateId"u8].LongOrNone() ?? throw row["lastUpdateId"u8].Wrong("is missing"),
        [.. row["bids"u8].Lists(Level).Take(levelsMax)],
        [.. row["asks"u8].Lists(Level).Take(levelsMax)]));

    private static BookLevel Level(VenueRow row)
    {
        var columns = row.OfAtLeast(2);
        return new BookLevel(columns[0, "price"u8].Price(), columns[1, "quantity"u8].Amount());
    }

    private static Trade Trade(VenueRow row) => new(
        row["time"u8].EpochTime(),
        TradeId.Parse(row["id"u8].Text()),
        row["isBuyerMaker"u8].Required.BoolOrNone() == true ? Side.Sell : Side.Buy,
        row["price"u8].Price(),
        row["qty"u8].Price());

    private static void CheckVenue(string venue)
    {
        if (venue != BinanceVenue.Name)
        {
            throw new ArgumentException($"venue '{venue}' is not {BinanceVenue.Name}.", nameof(venue));
        }
    }
}
