using System.Collections.Immutable;
using WhaleStack.Domain.Ports;
using WhaleStack.Venues.Json;

namespace WhaleStack.Venues.Bybit.Private;

/// <summary>Reads lists of the signed interface to their last page.</summary>
internal sealed class BybitPages
{
    /// <summary>Longest span that one question about the past may have.</summary>
    public static readonly TimeSpan WindowMax = TimeSpan.FromDays(7);

    private readonly BybitSignedClient _client;
    private readonly int _pagesMax;

    public BybitPages(BybitSignedClient client, int pagesMax)
    {
        _client = client;
        _pagesMax = pagesMax;
    }

    /// <summary>All rows of a list.</summary>
    /// <param name="endpoint">Where.</param>
    /// <param name="query">The query without a cursor.</param>
    /// <param name="read">Reads a row.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<VenueResult<List<T>>> AllAsync<T>(
        BybitEndpoint endpoint, string query, Func<VenueRow, T> read, CancellationToken cancellation)
    {
        var all = new List<T>();
        var cursor = "";
        for (var page = 1; page <= _pagesMax; page++)
        {
            var asked = cursor.Length == 0 ? query : $"{query}&cursor={Escaped(cursor)}";
            var result = await _client.GetAsync(endpoint, asked, rows => Page(rows, read), cancellation)
                .ConfigureAwait(false);
            if (result is not VenueResult<(ImmutableArray<T> Rows, string Next)>.Granted granted)
            {
                return result.Select(unused => unused.Rows.ToList());
            }

            all.AddRange(granted.Value.Rows);
            if (granted.Value.Next.Length == 0 || granted.Value.Next == cursor || granted.Value.Rows.IsEmpty)
            {
                return new VenueResult<List<T>>.Granted(all);
            }

            cursor = granted.Value.Next;
        }

        return new VenueResult<List<T>>.Refused(new VenueError(
            VenueErrorKind.BadRequest, $"bybit GET {endpoint.Path}: has more than {_pagesMax} pages"));
    }

    /// <summary>All rows of a list about a time, however long: window by window, from the oldest on.</summary>
    public async Task<VenueResult<List<T>>> AllAsync<T>(
        BybitEndpoint endpoint,
        string query,
        (DateTimeOffset From, DateTimeOffset To) span,
        Func<VenueRow, T> read,
        CancellationToken cancellation)
    {
        if (span.From < DateTimeOffset.UnixEpoch || span.To < span.From)
        {
            throw new ArgumentException($"from {span.From:O} to {span.To:O} is no span of time since 1970.");
        }

        var all = new List<T>();
        for (var next = span.From; next < span.To;)
        {
            var end = span.To - next <= WindowMax ? span.To : next + WindowMax;
            var times = $"{query}&startTime={BybitSigner.Milliseconds(next)}"
                + $"&endTime={end.ToUnixTimeMilliseconds() - 1}";
            var result = await AllAsync(endpoint, times, read, cancellation).ConfigureAwait(false);
            if (result is not VenueResult<List<T>>.Granted granted)
            {
                return result;
            }

            all.AddRange(granted.Value);
            next = end;
        }

        return new VenueResult<List<T>>.Granted(all);
    }

    private static (ImmutableArray<T> Rows, string Next) Page<T>(VenueRow result, Func<VenueRow, T> read) =>
        (result["list"u8].Rows(read), result["nextPageCursor"u8].TextOrEmpty());

    // A cursor comes escaped already and goes back as it came; what could break the query is escaped all the same.
    private static string Escaped(string cursor) =>
        cursor.All(c => char.IsAsciiLetterOrDigit(c) || c is '%' or '-' or '_' or '.' or '~')
            ? cursor
            : Uri.EscapeDataString(cursor);
}
