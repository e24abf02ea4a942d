using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster;
using WhaleStack.Actors.Broadcast;
using WhaleStack.Actors.Composition;
using WhaleStack.Actors.Feeds;
using WhaleStack.Actors.Ranking;
using WhaleStack.Actors.Traders;
using WhaleStack.Channels.File;
using WhaleStack.Domain.Ports;
using WhaleStack.Domain.Traders;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Units;
using WhaleStack.Node.Observation;
using WhaleStack.Storage;
using WhaleStack.Storage.Databases;
using WhaleStack.Storage.Files.Reports;
using WhaleStack.Storage.Files.Signals;
using WhaleStack.Storage.Journal;
using WhaleStack.Storage.Migrations;

namespace WhaleStack.Node.Startup;

/// <summary>A running node: its actor system and what it was put together from. Stopped once, in order.</summary>
public sealed class NodeRuntime : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(30);
    private static readonly ImmutableArray<string> Roles =
        ["feeds", "coins", "scanners", "traders", "broadcasters", "web"];

    private readonly ActorSystem _system;
    private readonly IDisposable _venue;
    private readonly ISignalPublisher? _publisher;
    private readonly NodeTables _tables;
    private bool _stopped;

    private NodeRuntime(
        ActorSystem system, IDisposable venue, NodeTables tables, TradingSetup trading, TradingRefs refs,
        NodeObservation observation, Database database)
    {
        _system = system;
        _venue = venue;
        _tables = tables;
        _publisher = trading.Publisher;
        Refs = refs;
        Observation = observation;
        Database = database;
    }

    /// <summary>Where the parts are reached.</summary>
    public TradingRefs Refs { get; }

    /// <summary>What the node is doing.</summary>
    public NodeObservation Observation { get; }

    /// <summary>Where its journal is.</summary>
    public Database Database { get; }

    /// <summary>Starts a node and waits until it listens to itself.</summary>
    /// <exception cref="VenueException">The venue's instruments cannot be read.</exception>
    /// <exception cref="StartupException">An instrument is unknown to the venue, or the actor system does not come
    /// up.</exception>
    /// <exception cref="StorageException">The database cannot be used, or Redis refuses the password.</exception>
    public static async Task<NodeRuntime> StartAsync(NodeSetup setup, TimeProvider time, CancellationToken cancellation)
    {
        DatabaseForm.Bring(setup.Database, setup.Config.Retention, time);
        var publisher = await NodePublisher.StartAsync(setup, time, cancellation).ConfigureAwait(false);
        try
        {
            return await StartAsync(setup, publisher, time, cancellation).ConfigureAwait(false);
        }
        catch
        {
            await publisher.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>
    /// Stops feeds, actors and journal in order and completes the tables; what was acknowledged is on disk.
    /// </summary>
    public async Task StopAsync()
    {
        if (_stopped)
        {
            return;
        }

        _stopped = true;
        await CoordinatedShutdown.Get(_system).Run(CoordinatedShutdown.ClrExitReason.Instance).ConfigureAwait(false);
        await _system.WhenTerminated.ConfigureAwait(false);
        await _tables.CompleteAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        _venue.Dispose();
        if (_publisher is not null)
        {
            await _publisher.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static async Task<NodeRuntime> StartAsync(
        NodeSetup setup, ISignalPublisher publisher, TimeProvider time, CancellationToken cancellation)
    {
        var venue = new NodeVenues(setup, time);
        var tables = new NodeTables(setup, time);
        try
        {
            var instruments = await venue.InstrumentsAsync(cancellation).ConfigureAwait(false);
            var now = await venue.History.GetServerTimeAsync(cancellation).ConfigureAwait(false);
            var incarnation = Incarnation.ReadOrCreate(setup.Database, time);
            var trading = Compose(setup, venue, instruments, now, incarnation);
            trading = trading with
            {
                Publisher = publisher,
                Archive = tables.Archive,
                Composites = setup.Composites,
                Ranking = new RankingSetup(
                    setup.Coins, setup.Config.Ranking, new RankingFiles(setup.Data), publisher),
                VendorHeatmaps = setup.VendorHeatmaps,
            };
            return await StartAsync(setup, venue, tables, trading, incarnation).ConfigureAwait(false);
        }
        catch
        {
            await tables.DisposeAsync().ConfigureAwait(false);
            venue.Dispose();
            throw;
        }
    }

    private static async Task<NodeRuntime> StartAsync(
        NodeSetup setup, NodeVenues venue, NodeTables tables, TradingSetup trading, string incarnation)
    {
        var options = new NodeOptions(setup.Database, setup.Env.LogLevel, Roles);
        var system = ActorSystem.Create("whalestack", NodeConfiguration.Build(options));
        try
        {
            await JoinAsync(system).ConfigureAwait(false);
            var observation = new NodeObservation(
                trading.StartQuote, trading.Coins, [.. trading.Feeds.Select(f => f.Feed.Name)]);
            var mediator = Akka.Cluster.Tools.PublishSubscribe.DistributedPubSub.Get(system).Mediator;
            system.ActorOf(ObserverActor.PropsFor(observation, mediator), "observer");
            await observation.Listening.WaitAsync(StartTimeout).ConfigureAwait(false);
            var guard = NodeGuardActor.StartIn(system, observation);
            var refs = TradingSystem.Start(system, trading);
            foreach (var agent in trading.ScannerNames)
            {
                SignalStream.Start(system, setup.Data, agent, incarnation);
            }

            tables.Follow(system);
            guard.Tell(new NodeGuardActor.WatchParts(refs.Parts));
            return new NodeRuntime(system, venue, tables, trading, refs, observation, setup.Database);
        }
        catch (Exception error)
        {
            await system.Terminate().ConfigureAwait(false);
            throw error is TimeoutException
                ? new StartupException($"the actor system did not come up within {StartTimeout.TotalSeconds} s.", error)
                : error;
        }
    }

    private static async Task JoinAsync(ActorSystem system)
    {
        var up = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var cluster = Cluster.Get(system);
        cluster.RegisterOnMemberUp(() => up.TrySetResult());
        cluster.Join(cluster.SelfAddress);
        await up.Task.WaitAsync(StartTimeout).ConfigureAwait(false);
    }

    private static TradingSetup Compose(
        NodeSetup setup,
        NodeVenues venue,
        ImmutableSortedDictionary<InstrumentId, Instrument> instruments,
        DateTimeOffset now,
        string incarnation)
    {
        foreach (var coin in setup.Coins.Where(coin => setup.IsTrading && !instruments.ContainsKey(coin)))
        {
            throw new StartupException($"instrument '{coin}' is not traded at its venue.");
        }

        var config = setup.Config;
        var traders = config.Traders.Select(t => new AutotraderSetup(
            t, StrategyCatalog.Create(t.Strategy), instruments, incarnation, ScannersOf(t, setup)));
        return new TradingSetup(
            config.Capital.Account,
            config.Capital.StartQuote,
            setup.Coins,
            instruments,
            config.Coins,
            config.WhaleTarget,
            setup.IsTrading ? [.. traders] : [],
            config.Risk,
            config.Platform.Paper,
            Broadcaster(setup),
            PastOf(setup, venue, setup.Range(now)),
            [.. venue.Feeds, .. setup.MoreFeeds],
            LiveInterval: TimeSpan.FromMinutes(1))
        {
            MoreScanners = setup.MoreScanners,
            Inbox = new SignalInbox(setup.Data.Path),
            Beside = setup.MoreScanners.IsEmpty ? [] : setup.SpotTopics,
        };
    }

    private static HistorySetup PastOf(NodeSetup setup, NodeVenues venue, HistoryRange range)
    {
        var openInterest = setup.HasPastOpenInterest ? new PastOpenInterest(venue.Statistics) : null;
        return new HistorySetup(
            cancellation => HistorySteps.ReadAsync(venue.History, range, openInterest, cancellation),
            setup.TradesHistory,
            setup.StepsPerSecond)
        {
            OpenInterest = openInterest,
        };
    }

    /// <summary>Scanners that a trader acts on, and so waits for.</summary>
    private static ImmutableArray<string> ScannersOf(TraderOptions trader, NodeSetup setup) =>
    [
        setup.Config.WhaleTarget.Agent,
        .. setup.MoreScanners
            .Where(scanner => trader.SignalTypes.Contains(scanner.SignalType))
            .Select(scanner => scanner.Agent),
    ];

    private static BroadcasterSetup Broadcaster(NodeSetup setup) => new(
        new FileChannel(new FileChannelOptions(setup.Data.FullPath("logs", "broadcast", "file.log"))),
        setup.Templates.SignalText,
        setup.Templates.FillText,
        [setup.Config.WhaleTarget.Agent, .. setup.MoreScanners.Select(scanner => scanner.Agent)]);
}
