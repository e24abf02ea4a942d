using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Units;
using WhaleStack.Venues.Bybit.Wire;
using WhaleStack.Venues.Json;
using static WhaleStack.Venues.VenueTime;

namespace WhaleStack.Venues.Bybit.Rest;

/// <summary>Bybit's public figures of linear and spot. Thread-safe.</summary>
/// <remarks>Bybit answers newest first; the past is asked window by window, from the oldest on, so that nothing is
/// missed where a page is full. Source: Bybit V5 documentation, market.</remarks>
public sealed class BybitStatistics : IMarketStatistics
{
    /// <summary>Rows of open interest in one page, the venue's limit.</summary>
    public const int OpenInterestPerPage = 200;

    /// <summary>Rows of account ratios in one page, the venue's limit.</summary>
    public const int RatiosPerPage = 500;

    private const int BookLevelsMax = 1000;
    private const int SpotBookLevelsMax = 200;
    private const int TradesMax = 1000;
    private const int SpotTradesMax = 60;
    private const int RiskPagesMax = 1000;

    private static readonly ImmutableDictionary<TimeSpan, string> Intervals = new Dictionary<TimeSpan, string>
    {
        [TimeSpan.FromMinutes(5)] = "5min",
        [TimeSpan.FromMinutes(15)] = "15min",
        [TimeSpan.FromMinutes(30)] = "30min",
        [TimeSpan.FromHours(1)] = "1h",
        [TimeSpan.FromHours(4)] = "4h",
        [TimeSpan.FromDays(1)] = "1d",
    }.ToImmutableDictionary();

    private readonly BybitRestClient _client;

    /// <summary>Makes one that asks through the given client.</summary>
    public BybitStatistics(BybitRestClient client)
    {
        ArgumentNullException.ThrowIfNull(client);
        _client = client;
    }

    /// <inheritdoc/>
    public async Task<ImmutableSortedDictionary<InstrumentId, Ticker>> GetTickersAsync(
        string venue, CancellationToken cancellation)
    {
        var category = BybitCategory.OfVenue(venue);
        var path = $"/v5/market/tickers?category={category}";
        var answer = await _client.GetAsync(path, cancellation).ConfigureAwait(false);
        return Read(answer, result => result["list"u8]
            .Rows(row => BybitStatisticsRows.Ticker(row, category, answer.Time))
            .ToImmutableSortedDictionary(pair => pair.Coin, pair => pair.Ticker));
    }

    /// <inheritdoc/>
    public async Task<BookUpdate> GetBookAsync(InstrumentId coin, int levelsMax, CancellationToken cancellation)
    {
        var category = BybitCategory.Of(coin);
        CheckCount(levelsMax, category == BybitCategory.Spot ? SpotBookLevelsMax : BookLevelsMax, nameof(levelsMax));
        var path = $"/v5/market/orderbook?category={category}&symbol={coin.Symbol}&limit={levelsMax}";
        var answer = await _client.GetAsync(path, cancellation).ConfigureAwait(false);
        return Read(answer, result => BybitStatisticsRows.Book(result, coin));
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<Trade>> GetTradesAsync(
        InstrumentId coin, int tradesMax, CancellationToken cancellation)
    {
        var category = BybitCategory.Of(coin);
        CheckCount(tradesMax, category == BybitCategory.Spot ? SpotTradesMax : TradesMax, nameof(tradesMax));
        var path = $"/v5/market/recent-trade?category={category}&symbol={coin.Symbol}&limit={tradesMax}";
        var answer = await _client.GetAsync(path, cancellation).ConfigureAwait(false);
        return Read(answer, result => result["list"u8].Rows(BybitStatisticsRows.Trade)
            .Reverse().OrderBy(trade => trade.VenueTime).ToImmutableArray());
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<OpenInterest> GetOpenInterestAsync(
        InstrumentId coin, TimeSpan interval, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation)
    {
        var query = $"/v5/market/open-interest?category={Linear(coin)}&symbol={coin.Symbol}"
            + $"&intervalTime={Word(interval)}&limit={OpenInterestPerPage}";
        return PastAsync(
            query, interval * OpenInterestPerPage, from, to, BybitStatisticsRows.OpenInterest, row => row.Time,
            cancellation);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<AccountRatio> GetAccountRatiosAsync(
        InstrumentId coin, TimeSpan interval, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation)
    {
        var query = $"/v5/market/account-ratio?category={Linear(coin)}&symbol={coin.Symbol}"
            + $"&period={Word(interval)}&limit={RatiosPerPage}";
        return PastAsync(
            query, interval * RatiosPerPage, from, to, BybitStatisticsRows.Ratio, row => row.Time, cancellation);
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<RiskTier>> GetRiskTiersAsync(
        string venue, InstrumentId? coin, CancellationToken cancellation)
    {
        var category = BybitCategory.OfVenue(venue);
        var query = $"/v5/market/risk-limit?category={category}"
            + (coin is { } one ? $"&symbol={one.Symbol}" : "");
        var tiers = new Dictionary<(InstrumentId Coin, int Tier), RiskTier>();
        var cursor = "";
        for (var page = 1; page <= RiskPagesMax; page++)
        {
            var path = cursor.Length == 0 ? query : $"{query}&cursor={Uri.EscapeDataString(cursor)}";
            var answer = await _client.GetAsync(path, cancellation).ConfigureAwait(false);
            var next = Read(answer, result =>
            {
                foreach (var tier in result["list"u8].Rows(row => BybitStatisticsRows.Risk(row, category)))
                {
                    tiers[(tier.Coin, tier.Tier)] = tier;
                }

                return result["nextPageCursor"u8].TextOrEmpty();
            });
            if (next.Length == 0 || next == cursor || coin is not null)
            {
                return [.. tiers.Values.OrderBy(tier => tier.Coin).ThenBy(tier => tier.NotionalQuoteMax)];
            }

            cursor = next;
        }

        throw new VenueException($"bybit risk-limit: {category} has more than {RiskPagesMax} pages", false);
    }

    private async IAsyncEnumerable<T> PastAsync<T>(
        string query,
        TimeSpan window,
        DateTimeOffset from,
        DateTimeOffset to,
        Func<VenueRow, T> read,
        Func<T, DateTimeOffset> timeOf,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var next = from; next < to;)
        {
            var end = to - next <= window ? to : next + window;
            var path = $"{query}&startTime={Ms(next)}&endTime={Ms(end) - 1}";
            var answer = await _client.GetAsync(path, cancellation).ConfigureAwait(false);
            var rows = Read(answer, result => result["list"u8].Rows(read)
                .Where(row => timeOf(row) >= next && timeOf(row) < end).OrderBy(timeOf).DistinctBy(timeOf).ToList());
            foreach (var row in rows)
            {
                yield return row;
            }

            if (end > answer.Time)
            {
                yield break;
            }

            next = end;
        }
    }

    private static T Read<T>(BybitAnswer answer, Func<VenueRow, T> read)
    {
        try
        {
            return read(answer.ResultRow(stackalloc int[FieldTable.Room]));
        }
        catch (Exception wrong) when (wrong is VenueFormatException or ArgumentException)
        {
            throw new VenueException(
                $"bybit {answer.Request}: the answer is not Bybit's: {wrong.Message}", isTransient: false, wrong);
        }
    }

    private static BybitCategory Linear(InstrumentId coin) => BybitCategory.Of(coin) == BybitCategory.Linear
        ? BybitCategory.Linear
        : throw new ArgumentException($"coin '{coin}' has no open contracts: it is spot.", nameof(coin));

    private static string Word(TimeSpan interval) => Intervals.TryGetValue(interval, out var word)
        ? word
        : throw new ArgumentException($"interval {interval} is none of Bybit's.", nameof(interval));

    private static void CheckCount(int count, int max, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, max, name);
    }
}
