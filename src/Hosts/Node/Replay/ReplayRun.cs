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
using WhaleStack.Venues.Bybit;
using WhaleStack.Venues.Replay;

namespace WhaleStack.Node.Replay;

/// <summary>One replay, from the first look at the recording to the summary.</summary>
internal sealed class ReplayRun
{
    private static readonly TimeSpan SettleTime = TimeSpan.FromSeconds(1);

    private readonly ReplayRunOptions _options;
    private readonly HostPaths _paths;
    private readonly TimeProvider _time = TimeProvider.System;

    /// <summary>Makes it.</summary>
    public ReplayRun(ReplayRunOptions options, HostPaths paths) => (_options, _paths) = (options, paths);

    /// <summary>Runs until the recording ends or the token is cancelled; returns the exit code.</summary>
    /// <exception cref="StartupException">It cannot start.</exception>
    /// <exception cref="StoppedException">A part of the node ended.</exception>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        await Console.Out.WriteLineAsync($"reading {_options.Recording}").ConfigureAwait(false);
        var plan = ReplayPlan.Of(_options.Recording, _options.Venue);
        foreach (var line in ReplayText.Found(plan))
        {
            await Console.Out.WriteLineAsync(line).ConfigureAwait(false);
        }

        using var data = DataDirectory.Open(_options.FolderIn(_paths));
        var env = EnvSettings.Load(EnvFile.Read(_paths.EnvFile), _paths.EnvFile);
        using var database = DemoDatabase.Open(DatabaseKind.Sqlite, data, env.Database);
        database.Prepare(resume: false);
        DemoData.Clear(data);
        var feeds = plan.Feeds(_options.Speed, _time);
        var setup = Setup(plan, feeds, data, database.Database, env);
        using var totals = new MetricTotals();
        await using var outputs = NodeOutputs.Open(setup, _time);
        var started = _time.GetTimestamp();
        var node = await NodeRuntime.StartAsync(setup, _time, stop).ConfigureAwait(false);
        await using (node.ConfigureAwait(false))
        {
            var completed = await FollowAsync(node.Observation, stop).ConfigureAwait(false);
            var elapsed = _time.GetElapsedTime(started);
            await node.StopAsync().ConfigureAwait(false);
            var summary = ReplaySummary.Of(plan, feeds, node, totals, elapsed, completed);
            await ReportAsync(summary, data.Path).ConfigureAwait(false);
            return completed ? ExitCodes.Done : ExitCodes.Interrupted;
        }
    }

    private NodeSetup Setup(
        ReplayPlan plan,
        ImmutableArray<(ReplayPart Part, ReplayFeed Feed)> feeds,
        DataDirectory data,
        Database database,
        EnvSettings env)
    {
        var config = HostConfig.Load(_paths);
        var coins = _options.TradesOnPaper ? Traded(plan) : plan.Coins;
        return new NodeSetup(
            config,
            env,
            BroadcastTemplates.Load(_paths.Templates),
            data,
            database,
            coins,
            _ => new HistoryRange(
                coins,
                config.Coins.DecisionInterval,
                plan.First - config.Platform.HistoryWindow,
                plan.First,
                EndsHistory: false),
            TradesHistory: false,
            StepsPerSecond: 0,
            LinearTopics: [],
            SpotTopics: [],
            IsReplay: true)
        {
            MoreFeeds = [.. feeds.Select(feed => plan.SetupOf(feed.Part, feed.Feed, _options.Speed))],
            Past = _options.TradesOnPaper ? null : new NoPast(plan.First),
            IsTrading = _options.TradesOnPaper,
        };
    }

    private static ImmutableArray<InstrumentId> Traded(ReplayPlan plan)
    {
        var traded = plan.Coins.RemoveAll(coin => coin.Venue != BybitCategory.Linear.Venue);
        return traded.IsEmpty
            ? throw new StartupException(
                "--paper trades perpetuals of bybit, and the recording has none; play it without --paper.")
            : traded;
    }

    private static async Task<bool> FollowAsync(NodeObservation observation, CancellationToken stop)
    {
        using var over = new CancellationTokenSource();
        var report = new HeadlessReporter(observation, Console.Out, TimeProvider.System).RunAsync(over.Token);
        var stopped = Task.Delay(Timeout.InfiniteTimeSpan, stop);
        var first = await Task.WhenAny(observation.Ended, stopped, observation.Failed).ConfigureAwait(false);
        if (first == observation.Ended)
        {
            // What was taken last is still on its way to the screen.
            await Task.Delay(SettleTime, CancellationToken.None).ConfigureAwait(false);
        }

        await over.CancelAsync().ConfigureAwait(false);
        await report.ConfigureAwait(false);
        return first == observation.Failed
            ? throw new StoppedException($"the node cannot go on: {await observation.Failed.ConfigureAwait(false)}")
            : first == observation.Ended;
    }

    private async Task ReportAsync(ReplaySummary summary, string folder)
    {
        foreach (var line in ReplayText.Lines(summary, folder))
        {
            await Console.Out.WriteLineAsync(line).ConfigureAwait(false);
        }

        if (_options.SummaryFile is { } file)
        {
            try
            {
                await File.WriteAllTextAsync(file, summary.ToJson() + "\n").ConfigureAwait(false);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                throw new StartupException($"--summary: '{file}' cannot be written: {error.Message}", error);
            }
        }
    }
}
