using System.Globalization;
using WhaleStack.Node.Observation;
using WhaleStack.Node.Startup;
using WhaleStack.Storage.Configuration;
using WhaleStack.Storage.Databases;
using WhaleStack.Storage.Files;

namespace WhaleStack.Node.Demo;

/// <summary>One run of the demo, from the simulator's start to the summary.</summary>
public sealed class DemoRun
{
    private static readonly TimeSpan SettleTime = TimeSpan.FromSeconds(1);

    private readonly DemoOptions _options;
    private readonly HostPaths _paths;
    private readonly TimeProvider _time = TimeProvider.System;

    /// <summary>Makes it.</summary>
    public DemoRun(DemoOptions options, HostPaths paths)
    {
        _options = options;
        _paths = paths;
    }

    private string ResumeCommand =>
        "./whale demo --resume" + (_options.DataFolder is { } folder ? $" --data {folder}" : string.Empty)
        + (_options.Database == DatabaseKind.PostgreSql ? " --database postgresql" : string.Empty)
        + (_options.Days is { } days ? Format($" --days {days}") : string.Empty)
        + (_options.Tape == DemoTape.Bybit ? string.Empty : $" --tape {_options.Tape.Name}");

    private double Speed => _options.Speed ?? (_options.Headless ? 0 : 1);

    /// <summary>Runs until the tape ends or the token is cancelled; returns the exit code.</summary>
    /// <exception cref="StartupException">It cannot start.</exception>
    /// <exception cref="StoppedException">It could not go on: the simulator or a part of the node ended.</exception>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        var started = _time.GetTimestamp();
        var folder = Path.GetFullPath(_options.DataFolder ?? _paths.DemoData);
        if (_options.Resume && !Directory.Exists(folder))
        {
            throw new StartupException($"there is nothing to resume in '{folder}'; start without --resume.");
        }

        using var data = DataDirectory.Open(folder);
        using var database = OpenDatabase(data);
        Prepare(data, database);

        await Console.Out.WriteLineAsync("starting the exchange simulator and the node...").ConfigureAwait(false);
        using var totals = new MetricTotals();
        var simulator = await SimulatorProcess
            .StartAsync(_paths.Simulator, _paths.Samples, _options.Days, Speed, _options.Port, stop)
            .ConfigureAwait(false);
        await using (simulator.ConfigureAwait(false))
        {
            var setup = Setup(data, database.Database, simulator);
            await using var outputs = NodeOutputs.Open(setup, _time);
            var node = await NodeRuntime.StartAsync(setup, _time, stop).ConfigureAwait(false);
            await using (node.ConfigureAwait(false))
            {
                await using var performance = new PerformanceLog(node.Observation, _time);
                var completed = await ShowUntilEndAsync(node, simulator, totals, stop).ConfigureAwait(false);
                var venue = new DemoVenue(simulator, _options.Tape, _paths);
                var summary = await DemoReport
                    .CollectAsync(node, venue, totals, completed, () => _time.GetElapsedTime(started))
                    .ConfigureAwait(false);
                await ReportAsync(summary, folder, stop).ConfigureAwait(false);
                return completed ? ExitCodes.Done : ExitCodes.Interrupted;
            }
        }
    }

    private void Prepare(DataDirectory data, DemoDatabase database)
    {
        if (_options.Resume)
        {
            DemoMark.Check(data, _options);
            database.Prepare(resume: true);
            return;
        }

        database.Prepare(resume: false);
        DemoData.Clear(data);
        DemoMark.Set(data, _options);
    }

    private NodeSetup Setup(DataDirectory data, Database database, SimulatorProcess simulator) => DemoSetup.Create(
        _paths, data, database, simulator, _options, _options.Tape.Feeds(_paths, Speed, _time));

    private DemoDatabase OpenDatabase(DataDirectory data)
    {
        var env = EnvSettings.Load(EnvFile.Read(_paths.EnvFile), _paths.EnvFile);
        return DemoDatabase.Open(_options.Database, data, env.Database);
    }

    private async Task<bool> ShowUntilEndAsync(
        NodeRuntime node, SimulatorProcess simulator, MetricTotals totals, CancellationToken stop)
    {
        using var over = new CancellationTokenSource();
        var gauges = new GaugeBoard(node.Observation, totals, Speed, _options.Steps, _time);
        var show = _options.Headless
            ? new HeadlessReporter(node.Observation, Console.Out, _time).RunAsync(over.Token)
            : new ScreenPainter(Console.Out, node.Observation, gauges.Read, _time).RunAsync(over.Token);
        var picture = DrawPictureAsync(node.Observation, gauges, over.Token);
        try
        {
            return await EndAsync(node.Observation, simulator, gauges, stop).ConfigureAwait(false);
        }
        finally
        {
            await over.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(show, picture).ConfigureAwait(false);
        }
    }

    /// <summary>True when the tape came to its end, false when the user stopped it.</summary>
    private async Task<bool> EndAsync(
        NodeObservation observation, SimulatorProcess simulator, GaugeBoard gauges, CancellationToken stop)
    {
        var keys = _options.Headless || Console.IsInputRedirected ? null : new KeyListener();
        var stopped = Task.Delay(Timeout.InfiniteTimeSpan, stop);
        var first = await Task.WhenAny(observation.Ended, stopped, observation.Failed, simulator.Ended)
            .ConfigureAwait(false);
        if (first == stopped)
        {
            return false;
        }

        if (first != observation.Ended)
        {
            var reason = await ReasonAsync(observation, simulator).ConfigureAwait(false);
            throw new StoppedException($"{reason} Go on with: {ResumeCommand}");
        }

        await Task.Delay(SettleTime, CancellationToken.None).ConfigureAwait(false);
        if (keys is not null)
        {
            gauges.Hint = "Done. Press any key for the summary.";
            await Task.WhenAny(keys.NextKey(), stopped).ConfigureAwait(false);
        }

        return true;
    }

    private static async Task<string> ReasonAsync(NodeObservation observation, SimulatorProcess simulator) =>
        observation.Failed.IsCompleted
            ? $"the node cannot go on: {await observation.Failed.ConfigureAwait(false)}"
            : "the exchange simulator, a child of this demo, ended with code "
                + Format($"{await simulator.Ended.ConfigureAwait(false)}.");

    private static string Format(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private async Task DrawPictureAsync(NodeObservation observation, GaugeBoard gauges, CancellationToken over)
    {
        const int columns = 120;
        const int rows = 30;
        if (_options.PictureFile is not { } file)
        {
            return;
        }

        while (!over.IsCancellationRequested)
        {
            var view = observation.Current;
            if (view.Steps > _options.Steps / 2 && view.Account?.Positions.Length > 0)
            {
                var svg = ScreenPicture.Draw(ScreenFrame.Draw(view, gauges.Read(), columns, rows), columns);
                await File.WriteAllTextAsync(file, svg, CancellationToken.None).ConfigureAwait(false);
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), CancellationToken.None).ConfigureAwait(false);
        }
    }

    private async Task ReportAsync(DemoSummary summary, string folder, CancellationToken stop)
    {
        foreach (var line in SummaryText.Lines(summary, folder, ResumeCommand))
        {
            await Console.Out.WriteLineAsync(line).ConfigureAwait(false);
        }

        if (summary.Completed)
        {
            await Console.Out.WriteLineAsync(DemoHeatmap.Draw(_paths, folder, stop)).ConfigureAwait(false);
        }

        if (_options.SummaryFile is { } file)
        {
            try
            {
                await File.WriteAllTextAsync(file, summary.ToJson() + "\n", CancellationToken.None)
                    .ConfigureAwait(false);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                throw new StartupException($"--summary: '{file}' cannot be written: {error.Message}", error);
            }
        }
    }
}
