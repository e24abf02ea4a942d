using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Cluster.Tools.PublishSubscribe;
using Akka.Cluster.Tools.Singleton;
using Akka.Pattern;
using WhaleStack.Actors.Broadcast;
using WhaleStack.Actors.Clock;
using WhaleStack.Actors.Coins;
using WhaleStack.Actors.Composite;
using WhaleStack.Actors.Execution;
using WhaleStack.Actors.Feeds;
using WhaleStack.Actors.Portfolio;
using WhaleStack.Actors.Publishing;
using WhaleStack.Actors.Ranking;
using WhaleStack.Actors.Risk;
using WhaleStack.Actors.Scanners;
using WhaleStack.Actors.Traders;
using WhaleStack.Domain.Scanners;
using WhaleStack.Domain.Scanners.Manual;
using WhaleStack.Domain.Scanners.WhaleTarget;
using WhaleStack.Messages.Units;

namespace WhaleStack.Actors.Composition;

/// <summary>Puts the actors of the trading system together in an actor system.</summary>
public static class TradingSystem
{
    private static readonly TimeSpan BackoffMax = TimeSpan.FromSeconds(30);

    /// <summary>Starts everything on this node and returns where it is reached.</summary>
    public static TradingRefs Start(ActorSystem system, TradingSetup setup)
    {
        var refs = References(system, setup);
        IActorRef Singleton(string name, Props props) => Supervise(system, name, props, setup.RestartAfter);
        return refs with
        {
            Parts =
            [
                Singleton(ActorNames.Clock, MarketClockActor.PropsFor(setup.Clock, refs)),
                .. Scanners(setup).Select(scanner => Singleton(
                    ActorNames.Scanner(scanner.Agent), ScannerProps(scanner, setup, refs.Mediator))),
                Singleton(
                    ActorNames.Risk(setup.Account),
                    RiskActor.PropsFor(setup.Account, setup.Risk, setup.TraderNames, refs)),
                Singleton(
                    ActorNames.Execution(setup.Account), ExecutionActor.PropsFor(setup.Account, refs, setup.Patience)),
                Singleton(
                    ActorNames.Portfolio(setup.Account),
                    PortfolioActor.PropsFor(setup.Account, setup.StartQuote, setup.TraderNames, refs)),
                Singleton(
                    ActorNames.Paper(setup.Account),
                    PaperVenueActor.PropsFor(setup.Account, setup.Paper, setup.Instruments, refs)),
                Singleton(
                    ActorNames.Broadcaster(setup.Broadcaster.Channel.Name),
                    BroadcasterActor.PropsFor(setup.Broadcaster, refs)),
                .. Publishers(setup, refs).Select(props => Singleton(ActorNames.Publisher, props)),
                .. Rankings(setup, refs).Select(props => Singleton(ActorNames.Ranking, props)),
                .. Vendors(setup, refs).Select(props => Singleton(ActorNames.VendorHeatmaps, props)),
                system.ActorOf(FeedsActor.PropsFor(setup.History, setup.Feeds, refs), "feeds"),
            ],
        };
    }

    private static IEnumerable<IScanner> Scanners(TradingSetup setup) =>
        setup.MoreScanners.Prepend(new WhaleTargetScanner(setup.Scanner));

    private static Props ScannerProps(IScanner scanner, TradingSetup setup, IActorRef mediator) =>
        scanner is ManualScanner manual && setup.Inbox is { } inbox
            ? ManualScannerActor.PropsFor(manual, inbox, mediator)
            : ScannerActor.PropsFor(scanner, mediator);

    private static IEnumerable<Props> Publishers(TradingSetup setup, TradingRefs refs) =>
        setup.Publisher is { } publisher ? [PublisherActor.PropsFor(publisher, refs.Mediator)] : [];

    private static IEnumerable<Props> Rankings(TradingSetup setup, TradingRefs refs) =>
        setup.Ranking is { } ranking ? [RankingActor.PropsFor(ranking, refs.Mediator)] : [];

    private static IEnumerable<Props> Vendors(TradingSetup setup, TradingRefs refs) =>
        setup.VendorHeatmaps is { } vendor ? [VendorHeatmapsActor.PropsFor(vendor, refs.Coins)] : [];

    private static TradingRefs References(ActorSystem system, TradingSetup setup)
    {
        var mediator = DistributedPubSub.Get(system).Mediator;
        var sharding = ClusterSharding.Get(system);
        var settings = ClusterShardingSettings.Create(system);
        var byName = setup.Traders.ToDictionary(t => t.Options.Trader, StringComparer.Ordinal);

        // A trader needs the references and they need the traders' region; no trader starts before a message to it.
        TradingRefs? refs = null;
        var composites = CompositeRegion.Start(system, setup.Composites, () => refs!);
        refs = new TradingRefs(
            mediator,
            sharding.Start(
                ActorNames.CoinRegion,
                id => CoinProps(InstrumentId.Parse(id), setup, mediator, composites),
                settings,
                new CoinExtractor()),
            sharding.Start(
                ActorNames.TraderRegion,
                name => AutotraderActor.PropsFor(byName[name], refs!),
                settings,
                new TraderExtractor()),
            Proxy(system, ActorNames.Clock),
            Proxy(system, ActorNames.Scanner(setup.Scanner.Agent)),
            Proxy(system, ActorNames.Risk(setup.Account)),
            Proxy(system, ActorNames.Execution(setup.Account)),
            Proxy(system, ActorNames.Portfolio(setup.Account)),
            Proxy(system, ActorNames.Paper(setup.Account)),
            Proxy(system, ActorNames.Broadcaster(setup.Broadcaster.Channel.Name)))
        {
            MoreScanners = [.. setup.MoreScanners.Select(more => Proxy(system, ActorNames.Scanner(more.Agent)))],
            Composites = composites.Region,
        };
        return refs;
    }

    private static Props CoinProps(
        InstrumentId id, TradingSetup setup, IActorRef mediator, CompositeRegion composites) =>
        CoinActor.PropsFor(id, setup.CoinOptions, mediator, setup.Archive, composites.Of(id));

    private static IActorRef Proxy(ActorSystem system, string name) => system.ActorOf(
        ClusterSingletonProxy.Props($"/user/{name}", ClusterSingletonProxySettings.Create(system)), $"{name}-proxy");

    /// <summary>
    /// A singleton under a back-off supervisor: a failure restarts it, a stop (the journal is away) starts it anew.
    /// </summary>
    private static IActorRef Supervise(ActorSystem system, string name, Props props, TimeSpan restartAfter)
    {
        var supervised = BackoffSupervisor.Props(
            Backoff.OnStop(props, name, restartAfter, BackoffMax, randomFactor: 0.2, maxNrOfRetries: -1));
        return system.ActorOf(
            ClusterSingletonManager.Props(
                supervised, PoisonPill.Instance, ClusterSingletonManagerSettings.Create(system)),
            name);
    }
}
