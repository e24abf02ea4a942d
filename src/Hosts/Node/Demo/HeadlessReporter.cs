using System.Globalization;
using WhaleStack.Domain.Ports;
using WhaleStack.Node.Observation;

namespace WhaleStack.Node.Demo;

/// <summary>Plain lines for a run without a terminal: one every few seconds, one for each turn of events.</summary>
public sealed class HeadlessReporter
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    private readonly NodeObservation _observation;
    private readonly TextWriter _output;
    private readonly TimeProvider _time;

    private NodeStage _stageTold = NodeStage.Starting;
    private int _gapsTold;
    private long _troublesTold;
    private PublisherStatus? _publisherTold;

    /// <summary>Makes it.</summary>
    public HeadlessReporter(NodeObservation observation, TextWriter output, TimeProvider time)
    {
        _observation = observation;
        _output = output;
        _time = time;
    }

    /// <summary>Reports until the token is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(Interval, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellation).ConfigureAwait(false))
            {
                await ReportAsync().ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            await ReportAsync().ConfigureAwait(false);
        }
    }

    private async Task ReportAsync()
    {
        var view = _observation.Current;
        if (view.Stage != _stageTold)
        {
            _stageTold = view.Stage;
            await _output.WriteLineAsync(Stage(view)).ConfigureAwait(false);
        }

        if (view.Gaps.Count > _gapsTold)
        {
            _gapsTold = view.Gaps.Count;
            await _output.WriteLineAsync(Gap(view)).ConfigureAwait(false);
        }

        if (view.Publisher is { } publisher && publisher != _publisherTold)
        {
            _publisherTold = publisher;
            var said = publisher.State == PublisherState.Away ? "not published" : "published";
            await _output.WriteLineAsync($"{said}: {publisher.Detail}").ConfigureAwait(false);
        }

        if (_observation.Troubles > _troublesTold)
        {
            _troublesTold = _observation.Troubles;
            await _output.WriteLineAsync($"error: {_observation.Trouble}").ConfigureAwait(false);
        }

        await _output.WriteLineAsync(Progress(view)).ConfigureAwait(false);
    }

    private static string Stage(NodeView view) => view.Stage switch
    {
        NodeStage.Starting => "starting",
        NodeStage.History => view.ResumeAt is { } at ? $"history: going on behind {at}" : "history: from the beginning",
        NodeStage.Live => "history done, following the live feeds",
        NodeStage.Ended => "every feed has come to its end",
        _ => throw new ArgumentOutOfRangeException(nameof(view), view.Stage, "Unknown stage."),
    };

    private static string Gap(NodeView view)
    {
        var gap = view.Gaps.Values.MaxBy(g => g.To - g.From)!;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"gap of {(gap.To - gap.From).TotalDays:0.0} days before {gap.To:yyyy-MM-dd HH:mm}: ")
            + string.Create(CultureInfo.InvariantCulture, $"{view.Gaps.Count} coins are warming again");
    }

    private static string Progress(NodeView view) => string.Create(
        CultureInfo.InvariantCulture,
        $"{view.LastStep?.ToString() ?? "no step yet"}  {view.Steps} steps  {view.SignalsSeen} signals  ")
        + string.Create(
            CultureInfo.InvariantCulture,
            $"{view.Account?.Fills ?? 0} fills  equity {view.Account?.EquityQuote ?? 0:0.00}  ")
        + string.Create(CultureInfo.InvariantCulture, $"messages {view.Topics.Values.Sum(t => t.Total)}");
}
