using System.Text;
using WhaleStack.Node.Observation;

namespace WhaleStack.Node.Demo;

/// <summary>
/// Paints the demo's screen on a terminal, a few times a second, on the terminal's second page: what was there before
/// comes back at the end. Every frame is drawn whole from the top, so a changed size mends itself with the next one.
/// </summary>
public sealed class ScreenPainter
{
    // Second page, cursor hidden, no wrapping; and all of it back.
    private const string Enter = "\e[?1049h\e[?25l\e[?7l\e[2J";
    private const string Leave = "\e[0m\e[2J\e[H\e[?7h\e[?25h\e[?1049l";
    private const int ColumnsMax = 140;
    private const int ColumnsUnknown = 80;
    private const int RowsUnknown = 24;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly TextWriter _terminal;
    private readonly NodeObservation _observation;
    private readonly Func<ScreenGauges> _gauges;
    private readonly TimeProvider _time;
    private readonly bool _colours = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    /// <summary>Makes it.</summary>
    public ScreenPainter(
        TextWriter terminal, NodeObservation observation, Func<ScreenGauges> gauges, TimeProvider time)
    {
        _terminal = terminal;
        _observation = observation;
        _gauges = gauges;
        _time = time;
    }

    /// <summary>Paints until the token is cancelled, then gives the terminal back.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(Interval, _time);
        await WriteAsync(Enter).ConfigureAwait(false);
        try
        {
            do
            {
                await WriteAsync(Frame()).ConfigureAwait(false);
            }
            while (await timer.WaitForNextTickAsync(cancellation).ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
            // The show is over.
        }
        finally
        {
            await WriteAsync(Leave).ConfigureAwait(false);
        }
    }

    private string Frame()
    {
        var (columns, rows) = Size();
        var frame = new StringBuilder("\e[?2026h\e[H");
        var lines = ScreenFrame.Draw(_observation.Current, _gauges(), columns, rows);
        for (var row = 0; row < lines.Count; row++)
        {
            // Writing before clearing does not flicker; a line of full width would clear its own last cell.
            var isFull = lines[row].Text.Length >= columns;
            frame.Append(row > 0 ? "\r\n" : "").Append(lines[row].ToTerminal(columns, _colours));
            frame.Append(isFull ? "" : "\e[K");
        }

        return frame.Append(lines.Count < rows ? "\r\n\e[J" : string.Empty).Append("\e[?2026l").ToString();
    }

    private static (int Columns, int Rows) Size()
    {
        try
        {
            var (columns, rows) = (Console.WindowWidth, Console.WindowHeight);
            return (columns > 0 ? Math.Min(columns, ColumnsMax) : ColumnsUnknown, rows > 0 ? rows : RowsUnknown);
        }
        catch (IOException)
        {
            return (ColumnsUnknown, RowsUnknown); // The terminal is going away.
        }
    }

    private async Task WriteAsync(string text)
    {
        await _terminal.WriteAsync(text).ConfigureAwait(false);
        await _terminal.FlushAsync(CancellationToken.None).ConfigureAwait(false);
    }
}
