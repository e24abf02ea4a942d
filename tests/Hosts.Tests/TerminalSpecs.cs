using WhaleStack.Hosts.Tests.Support;

namespace WhaleStack.Hosts.Tests;

/// <summary>The demo on a real terminal, as tmux shows it.</summary>
[Collection("processes")]
public sealed class TerminalSpecs : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [FactWithTool("tmux")]
    public async Task The_screen_fits_survives_resizing_and_gives_the_terminal_back_after_an_interrupt()
    {
        using var terminal = Terminal.Start(80, 24, Demo("--pace", "40"));
        await terminal.ShowsAsync(
            "volume proxy", "TRADES, AND WHY", "stop touched", "BUY & HOLD", "Ctrl-C stops and saves");
        await Wait.UntilAsync(
            () => terminal.Screen() is var s && s.Count == 24 && s[23].StartsWith("journal", StringComparison.Ordinal),
            () => "a footer in the last row: " + string.Join('\n', terminal.Screen()));
        Assert.Equal("0", terminal.Display("#{cursor_flag}"));

        terminal.Resize(60, 16);
        await Wait.UntilAsync(
            () => terminal.Screen() is var s && s.Count == 16 && s[0].EndsWith("..", StringComparison.Ordinal)
                && s[15].StartsWith("journal", StringComparison.Ordinal) && Headings(s) == 1,
            () => "a small screen: " + string.Join('\n', terminal.Screen()));
        terminal.Resize(120, 40);
        await Wait.UntilAsync(
            () => terminal.Screen() is var s && s.Count == 40
                && s[39].StartsWith("journal", StringComparison.Ordinal) && Headings(s) == 1,
            () => "a large screen: " + string.Join('\n', terminal.Screen()));

        terminal.Press("x", "Enter", "C-c");
        await terminal.ShowsAsync("Stopped in order", "./whale demo --resume --data", "ended with 130");
        Assert.Equal("1", terminal.Display("#{cursor_flag}"));
        Assert.Equal("0", terminal.Display("#{alternate_on}"));
        Assert.DoesNotContain(terminal.Screen(), line => line.Contains("TRADES, AND WHY", StringComparison.Ordinal));
    }

    [FactWithTool("tmux")]
    public async Task The_end_screen_tells_of_the_gap_and_waits_for_a_key()
    {
        var command = Demo("--days", "60", "--pace", "1", "--speed", "0", "--picture", _folder["demo.svg"]);
        using var terminal = Terminal.Start(80, 24, command);
        await terminal.ShowsAsync("Press any key", "Gap of 157.4 days", "done");
        Assert.DoesNotContain(terminal.Screen(), line => line.Contains("ended with", StringComparison.Ordinal));

        terminal.Press("x");
        await terminal.ShowsAsync("Done.", "0 doubled", "buy and hold", "ended with 0");
        Assert.StartsWith("<svg", await File.ReadAllTextAsync(_folder["demo.svg"]), StringComparison.Ordinal);
    }

    [FactWithTool("tmux")]
    public async Task A_dumb_terminal_gets_plain_lines_and_no_colours_means_none()
    {
        using (var dumb = Terminal.Start(80, 24, "env TERM=dumb " + Demo()))
        {
            await dumb.ShowsAsync(" steps ");
            Assert.Equal("0", dumb.Display("#{alternate_on}"));
            dumb.Press("C-c");
            await dumb.ShowsAsync("ended with 130");
        }

        using var plain = Terminal.Start(80, 24, "env NO_COLOR=1 " + Demo("--pace", "40"));
        await plain.ShowsAsync("volume proxy");
        Assert.DoesNotMatch("\e\\[(?:[0-9]+;)*[39][0-7]m", plain.Coloured());
    }

    private static int Headings(IEnumerable<string> screen) =>
        screen.Count(line => line.StartsWith("WhaleStack demo", StringComparison.Ordinal));

    private string Demo(params string[] arguments) =>
        $"{Terminal.Node} demo --data {_folder[Guid.NewGuid().ToString("N")]} {string.Join(' ', arguments)}";
}
