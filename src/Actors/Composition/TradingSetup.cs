using System.Collections.Immutable;
using WhaleStack.Actors.Broadcast;
using WhaleStack.Actors.Clock;
using WhaleStack.Actors.Coins;
using WhaleStack.Actors.Feeds;
using WhaleStack.Actors.Ranking;
using WhaleStack.Actors.Traders;
using WhaleStack.Domain.Coins;
using WhaleStack.Domain.Composite;
using WhaleStack.Domain.Paper;
using WhaleStack.Domain.Ports;
using WhaleStack.Domain.Risk;
using WhaleStack.Domain.Scanners;
using WhaleStack.Domain.Scanners.Manual;
using WhaleStack.Domain.Scanners.WhaleTarget;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Units;

namespace WhaleStack.Actors.Composition;

/// <summary>Everything that a composition root decides about the trading system.</summary>
/// <param name="Account">Name of the account.</param>
/// <param name="StartQuote">Equity at the start of a new journal.</param>
/// <param name="Coins">Instruments that are scanned and traded.</param>
/// <param name="Instruments">Trading rules by instrument.</param>
/// <param name="CoinOptions">Parameters of the coins.</param>
/// <param name="Scanner">Parameters of the whale-target scanner.</param>
/// <param name="Traders">The autotraders.</param>
/// <param name="Risk">The limits.</param>
/// <param name="Paper">The paper exchange.</param>
/// <param name="Broadcaster">The channel to people.</param>
/// <param name="History">The past to work through.</param>
/// <param name="Feeds">The live connections.</param>
/// <param name="LiveInterval">Length of a live step.</param>
public sealed record TradingSetup(
    string Account,
    decimal StartQuote,
    ImmutableArray<InstrumentId> Coins,
    IReadOnlyDictionary<InstrumentId, Instrument> Instruments,
    CoinOptions CoinOptions,
    WhaleTargetOptions Scanner,
    ImmutableArray<AutotraderSetup> Traders,
    RiskOptions Risk,
    PaperOptions Paper,
    BroadcasterSetup Broadcaster,
    HistorySetup History,
    ImmutableArray<FeedSetup> Feeds,
    TimeSpan LiveInterval)
{
    /// <summary>Names of the autotraders.</summary>
    public ImmutableArray<string> TraderNames => [.. Traders.Select(t => t.Options.Trader)];

    /// <summary>How long an answer is waited for, in scheduler time, before it is asked for again; positive.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>First pause before an actor that stopped is started anew; it doubles up to half a minute.</summary>
    public TimeSpan RestartAfter { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Tells the outside of signals and markets; null for nobody. Whoever made it disposes of it, after the
    /// system has ended.</summary>
    public ISignalPublisher? Publisher { get; init; }

    /// <summary>How coins are ranked; null for not at all.</summary>
    public RankingSetup? Ranking { get; init; }

    /// <summary>Scanners beside the whale-target scanner; none unless given. Each has a name of its own.</summary>
    public ImmutableArray<IScanner> MoreScanners { get; init; } = [];

    /// <summary>Instruments that scanners see beside those that they claim things of, such as spot markets; none unless
    /// given.</summary>
    public ImmutableArray<InstrumentId> Beside { get; init; } = [];

    /// <summary>Where people put their signals; null for nowhere. Asked for when a <see cref="ManualScanner"/> is among
    /// the scanners.</summary>
    public ISignalInbox? Inbox { get; init; }

    /// <summary>Names of all scanners, the whale-target scanner's first.</summary>
    public ImmutableArray<string> ScannerNames => [Scanner.Agent, .. MoreScanners.Select(scanner => scanner.Agent)];

    /// <summary>Instruments across venues; none unless given. An instrument is part of at most one.</summary>
    public ImmutableArray<CompositeOptions> Composites { get; init; } = [];

    /// <summary>A vendor's heatmaps that coins are told; null for none.</summary>
    public VendorHeatmapsSetup? VendorHeatmaps { get; init; }

    /// <summary>Where market data is kept; nowhere unless it is given.</summary>
    public IMarketArchive Archive { get; init; } = NoMarketArchive.Instance;

    /// <summary>What the clock needs of this.</summary>
    public ClockSetup Clock => new(
        Coins,
        [ActorNames.Paper(Account), .. ScannerNames.Select(ActorNames.Scanner), .. Acknowledgers],
        Acknowledgers,
        TraderNames,
        LiveInterval,
        LiveGrace: TimeSpan.FromSeconds(2),
        Patience)
    {
        Beside = Beside,
    };

    private ImmutableArray<string> Acknowledgers =>
    [
        ActorNames.Execution(Account),
        ActorNames.Portfolio(Account),
        ActorNames.Risk(Account),
        ActorNames.Broadcaster(Broadcaster.Channel.Name),
        .. TraderNames.Select(ActorNames.Trader),
    ];
}
