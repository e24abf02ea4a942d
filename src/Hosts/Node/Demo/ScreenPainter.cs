using Spectre.Console;
using Spectre.Console.Rendering;
using WhaleStack.Node.Observation;

namespace WhaleStack.Node.Demo;

/// <summary>Paints the demo's screen on a terminal, a few times a second.</summary>
public sealed class ScreenPainter
{
    private const int ColumnsMax = 140;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);
    private readonly IAnsiConsole _console;
    private readonly NodeObservation _observation;
    private readonly Func<ScreenGauges> _gauges;
    private readonly TimeProvider _time;

    /// <summary>Makes it.</summary>
    public ScreenPainter(
        IAnsiConsole console, NodeObservation observation, Func<ScreenGauges> gauges, TimeProvider time)
    {
        _console = console;
        _observation = observation;
        _gauges = gauges;
        _time = time;
    }

    /// <summary>Paints until the token is cancelled, then once more.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        _console.Clear();
        await _console.Live(Frame()).AutoClear(false).Overflow(VerticalOverflow.Crop).StartAsync(async live =>
        {
            using var timer = new PeriodicTimer(Interval, _time);
            try
            {
                while (await timer.WaitForNextTickAsync(cancellation).ConfigureAwait(false))
                {
                    live.UpdateTarget(Frame());
                }
            }
            catch (OperationCanceledException)
            {
                live.UpdateTarget(Frame());
            }
        }).ConfigureAwait(false);
    }

    private Rows Frame()
    {
        var width = Math.Min(_console.Profile.Width, ColumnsMax);
        var lines = ScreenFrame.Draw(_observation.Current, _gauges(), _console.Profile.Height - 1);
        return new Rows(lines.Select(line => (IRenderable)new Markup(line.ToMarkup(width)).Overflow(Overflow.Crop)));
    }
}
