using System.Collections.Immutable;
using WhaleStack.Actors.Feeds;
using WhaleStack.Channels.Templates;
using WhaleStack.Messages.Units;
using WhaleStack.Node.Demo;
using WhaleStack.Node.Observation;
using WhaleStack.Node.Startup;
using WhaleStack.Storage.Configuration;
using WhaleStack.Storage.Databases;
using WhaleStack.Storage.Files;
using WhaleStack.Venues.Binance;

namespace WhaleStack.Node.Run;

/// <summary>A node on live data: warms its coins on the past without trading it, then follows the feeds until
/// stopped.</summary>
public sealed class NodeRun
{
    private readonly HostPaths _paths;
    private readonly string? _dataFolder;
    private readonly DatabaseKind _database;

    /// <summary>Makes it.</summary>
    public NodeRun(HostPaths paths, string? dataFolder, DatabaseKind database)
    {
        _paths = paths;
        _dataFolder = dataFolder;
        _database = database;
    }

    /// <summary>Runs until the token is cancelled; returns the exit code.</summary>
    /// <exception cref="StartupException">It cannot start.</exception>
    /// <exception cref="StoppedException">A part of the node ended.</exception>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        using var data = DataDirectory.Open(_dataFolder ?? _paths.Data);
        var setup = Setup(data);
        foreach (var warning in setup.Env.Warnings)
        {
            await Console.Error.WriteLineAsync(warning).ConfigureAwait(false);
        }

        await using var outputs = NodeOutputs.Open(setup, TimeProvider.System);
        await Console.Out
            .WriteLineAsync($"connecting to {Places(setup)} for {setup.Coins.Length} instruments")
            .ConfigureAwait(false);
        setup = setup with { Recorder = outputs.Recorder };
        using var vendor = CoinGlassClient.Of(setup.Env, setup.Config, TimeProvider.System);
        setup = setup with
        {
            MoreFeeds = CoinGlassFeeds.Of(setup, TimeProvider.System),
            VendorHeatmaps = CoinGlassClient.HeatmapsOf(setup, vendor),
        };
        var node = await NodeRuntime.StartAsync(setup, TimeProvider.System, stop).ConfigureAwait(false);
        await using (node.ConfigureAwait(false))
        {
            await using var performance = new PerformanceLog(node.Observation, TimeProvider.System);
            var composites = setup.Composites.Select(composite => composite.Id).ToImmutableArray();
            var reporter = new CompositeReporter(node.Refs.Composites, composites, Console.Out, TimeProvider.System);
            await ReportUntilEndAsync(node.Observation, reporter, stop).ConfigureAwait(false);
        }

        await Console.Out.WriteLineAsync($"stopped in order; everything is saved in {data.Path}").ConfigureAwait(false);
        return ExitCodes.Done;
    }

    private static async Task ReportUntilEndAsync(
        NodeObservation observation, CompositeReporter composites, CancellationToken stop)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var report = new HeadlessReporter(observation, Console.Out, TimeProvider.System).RunAsync(over.Token);
        var across = composites.RunAsync(over.Token);
        await Task.WhenAny(report, observation.Failed).ConfigureAwait(false);
        await over.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(report, across).ConfigureAwait(false);
        if (observation.Failed.IsCompleted)
        {
            throw new StoppedException($"the node cannot go on: {await observation.Failed.ConfigureAwait(false)}");
        }
    }

    private static string Places(NodeSetup setup) => string.Join(
        " and ",
        setup.Coins.Select(coin => coin.Venue == BinanceVenue.Name ? setup.Env.Binance.Rest : setup.Env.Bybit.Rest)
            .Distinct());

    private NodeSetup Setup(DataDirectory data)
    {
        var config = HostConfig.Load(_paths);
        config = config with { Coins = config.Coins with { Models = config.HeatmapModels.OfCoins } };
        var env = EnvSettings.Load(EnvFile.Read(_paths.EnvFile), _paths.EnvFile);
        var coins = config.Platform.InstrumentIds();
        var linear = coins.RemoveAll(c => c.Venue != "bybit");
        var binance = coins.RemoveAll(c => c.Venue != BinanceVenue.Name);
        ImmutableArray<InstrumentId> perpetuals = [.. linear, .. binance];
        return new NodeSetup(
            config,
            env,
            BroadcastTemplates.Load(_paths.Templates),
            data,
            _database == DatabaseKind.Sqlite ? SqliteDatabase.In(data) : new PostgreSqlDatabase(env.Database),
            perpetuals,
            now => new HistoryRange(
                perpetuals,
                config.Coins.DecisionInterval,
                now - config.Platform.HistoryWindow,
                now,
                EndsHistory: false),
            TradesHistory: false,
            StepsPerSecond: 0,
            linear,
            coins.RemoveAll(c => c.Venue != "bybit-spot"),
            IsReplay: false)
        {
            BinanceTopics = binance,
            HasPastOpenInterest = true,
            MoreScanners = config.Scanners.Running,
            Composites = config.Composites.Composites,
        };
    }
}
