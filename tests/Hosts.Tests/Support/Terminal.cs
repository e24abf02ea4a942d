using System.Diagnostics;
using System.Globalization;

namespace WhaleStack.Hosts.Tests.Support;

/// <summary>A terminal inside tmux, on a server of its own.</summary>
public sealed class Terminal : IDisposable
{
    private readonly string _socket = "whale-" + Guid.NewGuid().ToString("N");

    private Terminal()
    {
    }

    /// <summary>The command that starts the node.</summary>
    public static string Node =>
        $"env WHALE_ROOT={Layout.Root} "
        + $"WHALE_SIMULATOR_DLL={Layout.AssemblyOf("Simulator", "WhaleStack.Simulator.dll")} "
        + $"dotnet {Layout.AssemblyOf("Node", "WhaleStack.Node.dll")}";

    /// <summary>Opens one, runs a command in it, and stays open behind the command's end.</summary>
    public static Terminal Start(int columns, int rows, string command)
    {
        var terminal = new Terminal();
        terminal.Tmux(
            "-f", "/dev/null", "new-session", "-d", "-x", Text(columns), "-y", Text(rows),
            $"{command}; echo ended with $?; exec sleep 600");
        return terminal;
    }

    /// <summary>Every row as it is shown.</summary>
    public IReadOnlyList<string> Screen() => [.. Tmux("capture-pane", "-p").Split('\n').SkipLast(1)];

    /// <summary>The screen with its escape sequences.</summary>
    public string Coloured() => Tmux("capture-pane", "-p", "-e");

    /// <summary>A property of the terminal, such as <c>#{cursor_flag}</c>.</summary>
    public string Display(string property) => Tmux("display-message", "-p", property).Trim();

    /// <summary>Presses keys, by tmux's names.</summary>
    public void Press(params string[] keys) => Tmux(["send-keys", .. keys]);

    /// <summary>Changes its size.</summary>
    public void Resize(int columns, int rows) => Tmux("resize-window", "-x", Text(columns), "-y", Text(rows));

    /// <summary>Waits until all of the words are on the screen together.</summary>
    public Task ShowsAsync(params string[] words) => Wait.UntilAsync(
        () =>
        {
            var screen = string.Join('\n', Screen());
            return words.All(word => screen.Contains(word, StringComparison.Ordinal));
        },
        () => $"'{string.Join("', '", words)}' on: {string.Join('\n', Screen())}");

    /// <inheritdoc/>
    public void Dispose() => Tmux("kill-server");

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private string Tmux(params string[] arguments)
    {
        var start = new ProcessStartInfo("tmux", ["-L", _socket, .. arguments]) { RedirectStandardOutput = true };
        start.Environment.Remove("TMUX");
        start.Environment.Remove("NO_COLOR");
        using var tmux = Process.Start(start)!;
        var output = tmux.StandardOutput.ReadToEnd();
        tmux.WaitForExit();
        Assert.True(tmux.ExitCode == 0, $"tmux {string.Join(' ', arguments)} failed");
        return output;
    }
}
