using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace WhaleStack.Hosts.Tests.Support;

/// <summary>The node as a user starts it, in a process of its own, on a data folder of its own.</summary>
public sealed class DemoProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource _firstStep = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private DemoProcess(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
        _process.Start();
        _process.StandardInput.Close();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>What it printed so far, both streams.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>What it printed so far, line by line.</summary>
    public IReadOnlyList<string> Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Completes at its first line about a step.</summary>
    public Task FirstStep => _firstStep.Task.WaitAsync(Patience);

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>Its process id.</summary>
    public int Id => _process.Id;

    /// <summary>Starts the demo without a terminal.</summary>
    public static DemoProcess Start(string data, params string[] arguments) =>
        Launch(Layout.Root, ["demo", "--headless", "--data", data, .. arguments]);

    /// <summary>Starts the node without a terminal, on the files of a root.</summary>
    public static DemoProcess Launch(string root, params string[] arguments)
    {
        var node = Layout.AssemblyOf("Node", "WhaleStack.Node.dll");
        // A test run in the background ignores SIGINT, and so would everything that it starts.
        var start = new ProcessStartInfo("env")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = Path.GetTempPath(),
        };
        start.Environment["WHALE_ROOT"] = root;
        start.Environment["WHALE_SIMULATOR_DLL"] = Layout.AssemblyOf("Simulator", "WhaleStack.Simulator.dll");
        foreach (var argument in (string[])["--default-signal=INT", "dotnet", node, .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        return new DemoProcess(start);
    }

    /// <summary>Waits until it has printed a text.</summary>
    public Task SaysAsync(string text) => Wait.UntilAsync(
        () => _process.HasExited || Output.Contains(text, StringComparison.Ordinal), () => $"'{text}' in: {Output}");

    /// <summary>Process ids of its children.</summary>
    public IReadOnlyList<int> Children() =>
    [
        .. File.ReadAllText($"/proc/{_process.Id}/task/{_process.Id}/children")
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(id => int.Parse(id, CultureInfo.InvariantCulture)),
    ];

    /// <summary>Waits for its end and returns the exit code.</summary>
    public async Task<int> WaitAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return _process.ExitCode;
    }

    /// <summary>Ends it the hard way, as a power cut would.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync().WaitAsync(Patience);
    }

    /// <summary>Asks it to stop, as Ctrl-C does.</summary>
    public void Interrupt()
    {
        using var kill = Process.Start("kill", ["-INT", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>Reads a summary file.</summary>
    public static JsonElement ReadSummary(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(path));
        return document.RootElement.Clone();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private void Hear(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_output)
        {
            _output.AppendLine(line);
        }

        if (line.Contains(" steps ", StringComparison.Ordinal))
        {
            _firstStep.TrySetResult();
        }
    }
}
