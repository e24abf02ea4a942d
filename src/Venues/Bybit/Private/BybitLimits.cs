using System.Collections.Concurrent;
using System.Globalization;
using WhaleStack.Venues.Http;

namespace WhaleStack.Venues.Bybit.Private;

/// <summary>
/// The limits of one account, a bucket for each endpoint: from the documented defaults, then as the headers
/// <c>X-Bapi-Limit*</c> say. Thread-safe.
/// </summary>
internal sealed class BybitLimits : IDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<string, RateBucket> _buckets = new(StringComparer.Ordinal);
    private readonly TimeSpan _waitMax;
    private readonly TimeProvider _time;

    public BybitLimits(TimeSpan waitMax, TimeProvider time)
    {
        _waitMax = waitMax;
        _time = time;
    }

    /// <summary>The bucket of an endpoint.</summary>
    public RateBucket Of(BybitEndpoint endpoint) => _buckets.GetOrAdd(
        endpoint.Path, _ => new RateBucket(endpoint.UnitsPerSecond, Window, _waitMax, _time));

    /// <summary>Learns from the headers of an answer.</summary>
    /// <param name="endpoint">Which endpoint answered.</param>
    /// <param name="header">Gives a header's text; null when it is absent.</param>
    /// <param name="clockOffset">What to add to our time to get the venue's.</param>
    public void Learn(BybitEndpoint endpoint, Func<string, string?> header, TimeSpan clockOffset)
    {
        const long EpochMsMax = 253_402_300_799_999;
        DateTimeOffset? openAt = Number(header("X-Bapi-Limit-Reset-Timestamp")) is >= 0 and <= EpochMsMax and var reset
            ? DateTimeOffset.FromUnixTimeMilliseconds(reset) - clockOffset
            : null;
        Of(endpoint).Learn(
            Count(header("X-Bapi-Limit")), Count(header("X-Bapi-Limit-Status")), openAt);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var bucket in _buckets.Values)
        {
            bucket.Dispose();
        }
    }

    private static int? Count(string? text) =>
        Number(text) is { } value ? (int)Math.Clamp(value, int.MinValue, int.MaxValue) : null;

    private static long? Number(string? text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : null;
}
