using System.Collections.Immutable;
using WhaleStack.Messages.Units;

namespace WhaleStack.Node.Demo;

/// <summary>What the shipped recordings hold; see <c>data/samples/README.md</c>.</summary>
public static class DemoRecording
{
    /// <summary>Open time of the first hourly candle.</summary>
    public static DateTimeOffset From { get; } = new(2025, 3, 6, 11, 0, 0, TimeSpan.Zero);

    /// <summary>Close time of the last hourly candle.</summary>
    public static DateTimeOffset To { get; } = new(2026, 3, 5, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Steps of the whole year, end of history included.</summary>
    public static int Steps => StepsFrom(From);

    /// <summary>Perpetuals with a year of candles and funding.</summary>
    public static ImmutableArray<InstrumentId> History { get; } =
        [
            .. new[] { "BTCUSDT", "DOGEUSDT", "ETHUSDT", "HYPEUSDT", "SOLUSDT" }
                .Select(s => new InstrumentId("bybit", s)),
        ];

    /// <summary>Perpetuals on the tape.</summary>
    public static ImmutableArray<InstrumentId> LinearTape { get; } =
        [.. new[] { "BTCUSDT", "DOGEUSDT", "ETHUSDT", "SOLUSDT" }.Select(s => new InstrumentId("bybit", s))];

    /// <summary>Spot pairs on the tape.</summary>
    public static ImmutableArray<InstrumentId> SpotTape { get; } =
        [.. new[] { "BTCUSDT", "ETHUSDT" }.Select(s => new InstrumentId("bybit-spot", s))];

    /// <summary>Steps from a time on, end of history included.</summary>
    public static int StepsFrom(DateTimeOffset from) => (int)(To - from).TotalHours + 2;
}
