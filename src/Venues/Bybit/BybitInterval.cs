using System.Collections.Immutable;
using System.Text;

namespace WhaleStack.Venues.Bybit;

/// <summary>A candle interval of the kline topic.</summary>
/// <param name="Wire">Bybit's word, such as <c>1</c> for a minute or <c>D</c> for a day.</param>
/// <param name="Length">How long it is; null for a month, whose candles say themselves where they end.</param>
internal sealed record BybitInterval(string Wire, TimeSpan? Length)
{
    /// <summary>All that the venue has (bybit-v5, kline).</summary>
    public static ImmutableArray<BybitInterval> All { get; } =
    [
        .. new[] { 1, 3, 5, 15, 30, 60, 120, 240, 360, 720 }
            .Select(minutes => new BybitInterval($"{minutes}", TimeSpan.FromMinutes(minutes))),
        new("D", TimeSpan.FromDays(1)),
        new("W", TimeSpan.FromDays(7)),
        new("M", null),
    ];

    /// <summary>The venue's word for an interval.</summary>
    /// <exception cref="ArgumentException">The venue has none of that length.</exception>
    public static string WordOf(TimeSpan interval) => All.FirstOrDefault(one => one.Length == interval)?.Wire
        ?? throw new ArgumentException($"interval {interval} is none of Bybit's.", nameof(interval));

    /// <summary><see cref="Wire"/> in UTF-8.</summary>
    public ReadOnlyMemory<byte> WireUtf8 { get; } = Encoding.UTF8.GetBytes(Wire);
}
