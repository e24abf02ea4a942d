using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json;
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

    private static readonly ImmutableArray<int> BookSizes = [5, 10, 20, 50, 100, 500, 1_000];

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
        var size = BookSizes.FirstOrDefault(size => size >= levelsMax, BookSizes[^1]);
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
            rows => [.. VenueJson.Rows(rows, "trades").Select(Trade).OrderBy(trade => trade.VenueTime)],
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
            row => new OpenInterest(
                VenueJson.Time(VenueJson.Field(row, "timestamp"), "timestamp"),
                VenueJson.Amount(VenueJson.Field(row, "sumOpenInterest"), "sumOpenInterest")),
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
                VenueJson.Time(VenueJson.Field(row, "timestamp"), "timestamp"),
                VenueJson.Amount(VenueJson.Field(row, "longAccount"), "longAccount"),
                VenueJson.Amount(VenueJson.Field(row, "shortAccount"), "shortAccount")),
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
        Func<JsonElement, T> read,
        Func<T, DateTimeOffset> timeOf,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        var reach = _time.GetUtcNow() - StatisticsReach;
        var next = from > reach ? from : reach;
        while (next < to)
        {
            var path = $"{query}&startTime={Ms(next)}&endTime={Ms(to) - 1}";
            List<T> Read(JsonElement rows) => [.. VenueJson.Rows(rows, "rows").Select(read).OrderBy(timeOf)];
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

    private static Dictionary<InstrumentId, Ticker> ById(JsonElement rows, Func<JsonElement, Ticker> read)
    {
        var tickers = new Dictionary<InstrumentId, Ticker>();
        foreach (var row in VenueJson.Rows(rows, "rows"))
        {
            var symbol = VenueJson.Text(VenueJson.Field(row, "symbol"), "symbol");
            if (InstrumentId.TryParse($"{BinanceVenue.Name}:{symbol}", out var id))
            {
                tickers[id] = read(row);
            }
        }

        return tickers;
    }

    private static BookUpdate Book(JsonElement answer, int levelsMax)
    {
        ImmutableArray<BookLevel> Side(string field) =>
        [
            .. VenueJson.Rows(VenueJson.Field(answer, field), field).Take(levelsMax).Select(row => new BookLevel(
                VenueJson.Price(VenueJson.At(row, 0, 2, field), "price"), VenueJson.Amount(row[1], "quantity"))),
        ];
        var id = VenueJson.Decimal(VenueJson.Field(answer, "lastUpdateId"), "lastUpdateId");
        return new BookUpdate(
            VenueJson.Time(VenueJson.Field(answer, "T"), "T"), IsSnapshot: true, (long)id, Side("bids"), Side("asks"));
    }

    private static Trade Trade(JsonElement row) => new(
        VenueJson.Time(VenueJson.Field(row, "time"), "time"),
        TradeId.Parse(VenueJson.Field(row, "id").ToString()),
        VenueJson.Field(row, "isBuyerMaker").GetBoolean() ? Side.Sell : Side.Buy,
        VenueJson.Price(VenueJson.Field(row, "price"), "price"),
        VenueJson.Price(VenueJson.Field(row, "qty"), "qty"));

    private static void CheckVenue(string venue)
    {
        if (venue != BinanceVenue.Name)
        {
            throw new ArgumentException($"venue '{venue}' is not {BinanceVenue.Name}.", nameof(venue));
        }
    }
}
