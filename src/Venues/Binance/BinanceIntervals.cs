using System.Collections.Immutable;

namespace WhaleStack.Venues.Binance;

/// <summary>The venue's words for lengths of time, the same over REST and in names of streams.</summary>
internal static class BinanceIntervals
{
    /// <summary>Intervals of candles by the venue's word. A month is left out: its length is none.</summary>
    public static readonly ImmutableDictionary<string, TimeSpan> ByWord = new Dictionary<string, TimeSpan>
    {
        ["1m"] = TimeSpan.FromMinutes(1), ["3m"] = TimeSpan.FromMinutes(3), ["5m"] = TimeSpan.FromMinutes(5),
        ["15m"] = TimeSpan.FromMinutes(15), ["30m"] = TimeSpan.FromMinutes(30), ["1h"] = TimeSpan.FromHours(1),
        ["2h"] = TimeSpan.FromHours(2), ["4h"] = TimeSpan.FromHours(4), ["6h"] = TimeSpan.FromHours(6),
        ["8h"] = TimeSpan.FromHours(8), ["12h"] = TimeSpan.FromHours(12), ["1d"] = TimeSpan.FromDays(1),
        ["3d"] = TimeSpan.FromDays(3), ["1w"] = TimeSpan.FromDays(7),
    }.ToImmutableDictionary(StringComparer.Ordinal);

    private static readonly ImmutableDictionary<TimeSpan, string> Words =
        ByWord.ToImmutableDictionary(entry => entry.Value, entry => entry.Key);

    /// <summary>The venue's word for an interval.</summary>
    /// <exception cref="ArgumentException">The venue has none of that length.</exception>
    public static string WordOf(TimeSpan interval) => Words.TryGetValue(interval, out var word)
        ? word
        : throw new ArgumentException($"interval {interval} is none of Binance's.", nameof(interval));
}
