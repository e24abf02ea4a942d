using System.Globalization;
using System.Net.Http.Headers;
using WhaleStack.Venues.Http;

namespace WhaleStack.Venues.Binance.Private;

/// <summary>
/// How many orders an account may send: in ten seconds and in a minute, by our own count and by the venue's, whose
/// intervals are those of its clock. Thread-safe.
/// </summary>
internal sealed class BinanceOrderLimits : IDisposable
{
    private readonly Limit[] _limits;
    private readonly TimeProvider _time;

    public BinanceOrderLimits(BinanceAccountOptions options, TimeProvider time)
    {
        _time = time;
        _limits =
        [
            new Limit("X-MBX-ORDER-COUNT-10S", options.OrdersPerTenSecondsMax, TimeSpan.FromSeconds(10), time),
            new Limit("X-MBX-ORDER-COUNT-1M", options.OrdersPerMinuteMax, TimeSpan.FromMinutes(1), time),
        ];
    }

    /// <summary>Returns when so many more orders may go.</summary>
    public async ValueTask TakeAsync(int orders, CancellationToken cancellation)
    {
        foreach (var limit in _limits)
        {
            await limit.Bucket.TakeAsync(orders, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Learns from the headers of an answer.</summary>
    /// <param name="headers">Headers.</param>
    /// <param name="clockOffset">What to add to our time to get the venue's.</param>
    public void Learn(HttpResponseHeaders headers, TimeSpan clockOffset)
    {
        foreach (var limit in _limits)
        {
            if (!headers.TryGetValues(limit.Header, out var values)
                || !int.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var used))
            {
                continue;
            }

            var now = (_time.GetUtcNow() + clockOffset).UtcTicks;
            var next = new DateTimeOffset(
                now - (now % limit.Window.Ticks) + limit.Window.Ticks, TimeSpan.Zero) - clockOffset;
            limit.Bucket.Learn(null, limit.Max - used, next);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var limit in _limits)
        {
            limit.Bucket.Dispose();
        }
    }

    private sealed class Limit(string header, int max, TimeSpan window, TimeProvider time)
    {
        public string Header { get; } = header;

        public int Max { get; } = max;

        public TimeSpan Window { get; } = window;

        public RateBucket Bucket { get; } = new(max, window, window, time);
    }
}
