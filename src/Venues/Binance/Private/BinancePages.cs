using WhaleStack.Domain.Ports;
using WhaleStack.Venues.Json;

namespace WhaleStack.Venues.Binance.Private;

/// <summary>Reads lists of the past to their end: window by window, in each page by page, oldest first.</summary>
internal sealed class BinancePages
{
    /// <summary>Longest span that one question about the past may have.</summary>
    public static readonly TimeSpan WindowMax = TimeSpan.FromDays(7) - TimeSpan.FromMilliseconds(1);

    /// <summary>Rows in one page, the venue's limit.</summary>
    public const int RowsMax = 1_000;

    private readonly BinanceSignedClient _client;
    private readonly int _pagesMax;

    public BinancePages(BinanceSignedClient client, int pagesMax)
    {
        _client = client;
        _pagesMax = pagesMax;
    }

    /// <summary>All rows of a list with time in [from, to), each once.</summary>
    /// <param name="endpoint">Where.</param>
    /// <param name="make">Makes the parameters without times.</param>
    /// <param name="span">Which time.</param>
    /// <param name="read">Reads a row; null for one that is none of ours.</param>
    /// <param name="place">Time and id of a row: rows of one millisecond may be spread over two pages.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<VenueResult<List<T>>> AllAsync<T>(
        BinanceEndpoint endpoint,
        Func<BinanceParameters> make,
        (DateTimeOffset From, DateTimeOffset To) span,
        Func<VenueRow, T?> read,
        Func<T, (DateTimeOffset Time, string Id)> place,
        CancellationToken cancellation)
        where T : class
    {
        Check(span);
        var all = new Dictionary<string, T>(StringComparer.Ordinal);
        var pages = 0;
        for (var next = span.From; next < span.To;)
        {
            var end = span.To - next <= WindowMax ? span.To : next + WindowMax;
            var result = await _client.SendAsync(
                endpoint, Window(make(), next, end), rows => Page(rows, read), cancellation).ConfigureAwait(false);
            if (result is not VenueResult<(List<T> Rows, int Count)>.Granted granted)
            {
                return result.Select(unused => unused.Rows);
            }

            if (++pages > _pagesMax)
            {
                return TooMany<T>(endpoint);
            }

            var before = all.Count;
            foreach (var row in granted.Value.Rows)
            {
                all[place(row).Id] = row;
            }

            // A full page may have stopped in the middle of a millisecond: that one is asked for again.
            var isFull = granted.Value.Count >= RowsMax && all.Count > before;
            next = isFull ? granted.Value.Rows.Max(row => place(row).Time) : end;
        }

        return new VenueResult<List<T>>.Granted([.. all.Values.OrderBy(row => place(row).Time)]);
    }

    private static BinanceParameters Window(BinanceParameters asked, DateTimeOffset from, DateTimeOffset to) =>
        asked.With("startTime", from).With("endTime", to.AddMilliseconds(-1)).With("limit", RowsMax);

    private static void Check((DateTimeOffset From, DateTimeOffset To) span)
    {
        if (span.From < DateTimeOffset.UnixEpoch || span.To < span.From)
        {
            throw new ArgumentException($"from {span.From:O} to {span.To:O} is no span of time since 1970.");
        }
    }

    private VenueResult<List<T>> TooMany<T>(BinanceEndpoint endpoint) =>
        new VenueResult<List<T>>.Refused(new VenueError(
            VenueErrorKind.BadRequest, $"binance {endpoint.Path}: has more than {_pagesMax} pages"));

    private static (List<T> Rows, int Count) Page<T>(VenueValue rows, Func<VenueRow, T?> read)
        where T : class
    {
        var all = rows.Rows(read);
        return ([.. all.OfType<T>()], all.Length);
    }
}
