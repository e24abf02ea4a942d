using System.Collections.Immutable;
using WhaleStack.Actors.Coins;
using WhaleStack.Actors.Feeds;
using WhaleStack.Channels.Templates;
using WhaleStack.Domain.Composite;
using WhaleStack.Domain.Ports;
using WhaleStack.Domain.Scanners;
using WhaleStack.Messages.Units;
using WhaleStack.Storage.Configuration;
using WhaleStack.Storage.Databases;
using WhaleStack.Storage.Files;

namespace WhaleStack.Node.Startup;

/// <summary>What a node is started with, by whichever command.</summary>
/// <param name="Config">Everything from <c>config/</c>.</param>
/// <param name="Env">Everything from <c>.env</c>.</param>
/// <param name="Templates">The words in which facts are told to people.</param>
/// <param name="Data">The data folder, held by this process.</param>
/// <param name="Database">Where journal and tables are.</param>
/// <param name="Coins">Instruments that are scanned and traded.</param>
/// <param name="Range">The past to read, by the venue's own time.</param>
/// <param name="TradesHistory">Whether traders decide on the past.</param>
/// <param name="StepsPerSecond">Pace of the past; 0 for as fast as it goes.</param>
/// <param name="LinearTopics">Perpetuals to follow live.</param>
/// <param name="SpotTopics">Spot pairs to follow live.</param>
/// <param name="IsReplay">Whether the venue replays a tape and can go on behind a cursor.</param>
public sealed record NodeSetup(
    WhaleConfig Config,
    EnvSettings Env,
    BroadcastTemplates Templates,
    DataDirectory Data,
    Database Database,
    ImmutableArray<InstrumentId> Coins,
    Func<DateTimeOffset, HistoryRange> Range,
    bool TradesHistory,
    int StepsPerSecond,
    ImmutableArray<InstrumentId> LinearTopics,
    ImmutableArray<InstrumentId> SpotTopics,
    bool IsReplay)
{
    /// <summary>Binance's perpetuals to follow live.</summary>
    public ImmutableArray<InstrumentId> BinanceTopics { get; init; } = [];

    /// <summary>Feeds beside those of the venues.</summary>
    public ImmutableArray<FeedSetup> MoreFeeds { get; init; } = [];

    /// <summary>A vendor's heatmaps that coins are told; null for none.</summary>
    public VendorHeatmapsSetup? VendorHeatmaps { get; init; }

    /// <summary>Scanners beside the whale-target scanner; none unless given.</summary>
    public ImmutableArray<IScanner> MoreScanners { get; init; } = [];

    /// <summary>Instruments across venues.</summary>
    public ImmutableArray<CompositeOptions> Composites { get; init; } = [];

    /// <summary>The past, in place of the venue's own; null for that.</summary>
    public IMarketHistory? Past { get; init; }

    /// <summary>Whether the past comes with open interest, as far as venues have it.</summary>
    public bool HasPastOpenInterest { get; init; }

    /// <summary>Whether anything is traded, on paper; otherwise nobody needs the instruments' trading rules.</summary>
    public bool IsTrading { get; init; } = true;

    /// <summary>Keeps what comes over the wire; null to keep nothing.</summary>
    public IFrameRecorder? Recorder { get; init; }
}
