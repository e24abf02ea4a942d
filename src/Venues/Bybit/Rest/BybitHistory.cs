using System.Runtime.CompilerServices;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Units;
using WhaleStack.Venues.Bybit.Wire;
using WhaleStack.Venues.Json;
using static WhaleStack.Venues.VenueTime;

namespace WhaleStack.Venues.Bybit.Rest;

/// <summary>Bybit's past: candles, fundings and trading rules of linear and spot. Thread-safe.</summary>
/// <remarks>
/// Bybit answers newest first. Candles are asked window by window, as many as a page holds, from the oldest on;
/// fundings
/// in windows of <see cref="FundingWindow"/>, each read back from its end, since their interval differs by coin and
/// time.
/// </remarks>
public sealed class BybitHistory : IMarketHistory
{
    /// <summary>Candles in one page, the venue's limit.</summary>
    public const int CandlesPerPage = 1000;

    /// <summary>Fundings in one page, the venue's limit.</summary>
    public const int FundingsPerPage = 200;

    private const int InstrumentPagesMax = 100;

    private readonly BybitRestClient _client;

    /// <summary>Makes one that asks through the given client.</summary>
    public BybitHistory(BybitRestClient client)
    {
        ArgumentNullException.ThrowIfNull(client);
        _client = client;
    }

    /// <summary>Span of the requests for fundings: one page at eight hours an interval.</summary>
    public static TimeSpan FundingWindow { get; } = TimeSpan.FromHours(8 * FundingsPerPage);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Instrument>> GetInstrumentsAsync(CancellationToken cancellation)
    {
        // By id: a listing between two pages moves a row from one to the next, and it would come twice.
        var all = new Dictionary<InstrumentId, Instrument>();
        foreach (var category in BybitCategory.All)
        {
            var cursor = "";
            var pages = 0;
            do
            {
                if (++pages > InstrumentPagesMax)
                {
                    throw new VenueException(
                        $"bybit instruments-info: {category} has more than {InstrumentPagesMax} pages", false);
                }

                var path = $"/v5/market/instruments-info?category={category}&status=Trading&limit=1000"
                    + (cursor.Length == 0 ? "" : $"&cursor={Uri.EscapeDataString(cursor)}");
                var answer = await _client.GetAsync(path, cancellation).ConfigureAwait(false);
                var page = Read(answer, bytes => BybitInstruments.ReadPage(bytes, category));
                foreach (var instrument in page.Instruments)
                {
                    all[instrument.Id] = instrument;
                }

                cursor = page.NextCursor;
            }
            while (cursor.Length > 0);
        }

        return [.. all.Values];
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">Coin, interval or span is not one that Bybit has.</exception>
    public IAsyncEnumerable<Candle> GetCandlesAsync(
        InstrumentId coin, TimeSpan interval, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation)
    {
        var category = BybitCategory.Of(coin);
        var word = BybitInterval.WordOf(interval);
        CheckSpan(from, to);
        var query = $"/v5/market/kline?category={category}&symbol={coin.Symbol}&interval={word}&limit={CandlesPerPage}";
        return CandlesAsync(query, interval, from, to, cancellation);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">Coin or span is not one that Bybit has.</exception>
    public IAsyncEnumerable<FundingRate> GetFundingsAsync(
        InstrumentId coin, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation)
    {
        var category = BybitCategory.Of(coin);
        if (category != BybitCategory.Linear)
        {
            throw new ArgumentException($"coin '{coin}' has no funding: it is spot.", nameof(coin));
        }

        CheckSpan(from, to);
        var query = $"/v5/market/funding/history?category={category}&symbol={coin.Symbol}&limit={FundingsPerPage}";
        return FundingsAsync(query, coin, from, to, cancellation);
    }

    /// <inheritdoc/>
    public async Task<DateTimeOffset> GetServerTimeAsync(CancellationToken cancellation) =>
        (await _client.GetAsync("/v5/market/time", cancellation).ConfigureAwait(false)).Time;

    private async IAsyncEnumerable<Candle> CandlesAsync(
        string query,
        TimeSpan interval,
        DateTimeOffset from,
        DateTimeOffset to,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        var next = from;
        while (next < to)
        {
            var end = Earlier(next, to, interval * CandlesPerPage);
            var path = $"{query}&start={Ms(next)}&end={Ms(end) - 1}";
            var answer = await _client.GetAsync(path, cancellation).ConfigureAwait(false);
            foreach (var candle in Read(answer, bytes => BybitHistoryRows.Candles(bytes, interval)))
            {
                // The newest row may still be forming: the venue's own clock tells.
                if (candle.OpenTime >= next && candle.OpenTime < end && candle.CloseTime <= answer.Time)
                {
                    yield return candle;
                }
            }

            if (end > answer.Time)
            {
                yield break;
            }

            next = end;
        }
    }

    private async IAsyncEnumerable<FundingRate> FundingsAsync(
        string query,
        InstrumentId coin,
        DateTimeOffset from,
        DateTimeOffset to,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        var next = from;
        while (next < to)
        {
            var end = Earlier(next, to, FundingWindow);
            var (rows, now) = await FundingWindowAsync(query, coin, next, end, cancellation).ConfigureAwait(false);
            foreach (var row in rows)
            {
                yield return row;
            }

            if (end > now)
            {
                yield break;
            }

            next = end;
        }
    }

    // Reads a window's pages from its end to its start; a page that is not full was the last.
    private async Task<(IEnumerable<FundingRate> Rows, DateTimeOffset Now)> FundingWindowAsync(
        string query, InstrumentId coin, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation)
    {
        var pages = new Stack<List<FundingRate>>();
        var end = to;
        while (true)
        {
            var path = $"{query}&startTime={Ms(from)}&endTime={Ms(end) - 1}";
            var answer = await _client.GetAsync(path, cancellation).ConfigureAwait(false);
            var page = Read(answer, bytes => BybitHistoryRows.Fundings(bytes, coin));
            var isFull = page.Count >= FundingsPerPage;
            page.RemoveAll(row => row.Time < from || row.Time >= end);
            pages.Push(page);
            if (!isFull || page.Count == 0 || page[0].Time <= from)
            {
                return (pages.SelectMany(rows => rows), answer.Time);
            }

            end = page[0].Time;
        }
    }

    private static T Read<T>(BybitAnswer answer, Reading<T> reading)
    {
        try
        {
            return reading(answer.Result.Span);
        }
        catch (Exception wrong) when (wrong is VenueFormatException or System.Text.Json.JsonException)
        {
            throw new VenueException(
                $"bybit {answer.Request}: the answer is not Bybit's: {wrong.Message}", isTransient: false, wrong);
        }
    }

    private static DateTimeOffset Earlier(DateTimeOffset from, DateTimeOffset to, TimeSpan span) =>
        to - from <= span ? to : from + span;

    private delegate T Reading<out T>(ReadOnlySpan<byte> result);
}
