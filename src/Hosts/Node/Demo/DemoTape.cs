using System.Collections.Immutable;
using WhaleStack.Actors.Feeds;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Units;
using WhaleStack.Node.Startup;
using WhaleStack.Storage.Files.Tapes;
using WhaleStack.Venues.Binance;
using WhaleStack.Venues.Replay;

namespace WhaleStack.Node.Demo;

/// <summary>What the demo follows when the year is over.</summary>
/// <param name="Name">How a user asks for it.</param>
/// <param name="Linear">Perpetuals that the simulator plays.</param>
/// <param name="Spot">Spot pairs that the simulator plays.</param>
/// <param name="Own">Instruments that the node plays from a file.</param>
public sealed record DemoTape(
    string Name,
    ImmutableArray<InstrumentId> Linear,
    ImmutableArray<InstrumentId> Spot,
    ImmutableArray<InstrumentId> Own)
{
    private const int BatchMax = 256;
    private const int CheckpointFrames = 100;
    private static readonly TimeSpan SilenceMax = TimeSpan.FromSeconds(60);

    /// <summary>The Bybit recording, over sockets from the simulator.</summary>
    public static DemoTape Bybit { get; } = new("bybit", DemoRecording.LinearTape, DemoRecording.SpotTape, []);

    /// <summary>The Binance recording, played by the node as a venue like any other.</summary>
    public static DemoTape Binance { get; } = new("binance", [], [], [new InstrumentId(BinanceVenue.Name, "BTCUSDT")]);

    /// <summary>All of them.</summary>
    public static ImmutableArray<DemoTape> All { get; } = [Bybit, Binance];

    /// <summary>All its instruments.</summary>
    public IEnumerable<InstrumentId> Coins => [.. Linear, .. Spot, .. Own];

    private static BinanceFrameParser Reader => new("depthSnapshot", "depth@0ms", "bookTicker", "trade");

    /// <summary>The feeds of the instruments that the node plays.</summary>
    /// <param name="paths">Where the recordings are.</param>
    /// <param name="speed">Pace as a multiple of the recorded one; 0 for as fast as it goes.</param>
    /// <param name="time">Clock of the pace.</param>
    public ImmutableArray<FeedSetup> Feeds(HostPaths paths, double speed, TimeProvider time)
    {
        if (Own.IsEmpty)
        {
            return [];
        }

        var options = new ReplayOptions { Speed = speed > 0 ? speed : null };
        var feed = new ReplayFeed(Reader, Recording(paths), options, time);
        return [new FeedSetup(feed, Own, BatchMax, SilenceMax, CheckpointFrames)];
    }

    /// <summary>By topic, what the recording holds for the instruments that the node plays, counted anew.</summary>
    public IReadOnlyDictionary<string, long> Expected(HostPaths paths)
    {
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        var reader = Reader;
        foreach (var frame in Own.IsEmpty ? [] : Recording(paths).Read())
        {
            if (reader.Parse(frame.Frame) is { Kind: FrameKind.Data } read)
            {
                counts[read.Topic] = counts.GetValueOrDefault(read.Topic) + 1;
            }
        }

        return counts;
    }

    private BinanceBookTape Recording(HostPaths paths) => new(
        new TimedLinesTape(Path.Combine(paths.Samples, "binance", "usdm_btcusdt_20240808.jsonl.gz")), Own[0]);
}
