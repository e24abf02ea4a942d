using System.Diagnostics;
using System.Globalization;

namespace WhaleStack.Node.Demo;

/// <summary>
/// The exchange simulator as a child process. It ends when this process ends, however that ends: it reads its standard
/// input and stops when that is closed.
/// </summary>
public sealed class SimulatorProcess : IAsyncDisposable
{
    private const string Announcement = "listening on ";
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(5);

    private readonly Process _process;

    private SimulatorProcess(Process process, Uri address)
    {
        _process = process;
        Address = address;
        Ended = EndAsync(process);
    }

    /// <summary>Where it listens, such as http://127.0.0.1:40123.</summary>
    public Uri Address { get; }

    /// <summary>Where it listens for websockets: everything before the category.</summary>
    public Uri WebSocketAddress => new UriBuilder(Address) { Scheme = "ws", Path = "/v5/public" }.Uri;

    /// <summary>Its process id.</summary>
    public int ProcessId => _process.Id;

    /// <summary>Completes when it has ended, with its exit code.</summary>
    public Task<int> Ended { get; }

    /// <summary>Its resident memory at its highest, in bytes; 0 when it has ended.</summary>
    public long PeakMemoryBytes
    {
        get
        {
            if (_process.HasExited)
            {
                return 0;
            }

            _process.Refresh();
            return _process.PeakWorkingSet64;
        }
    }

    /// <summary>Starts it and waits until it listens.</summary>
    /// <param name="library">Path of the simulator's assembly.</param>
    /// <param name="samples">Folder of the recordings.</param>
    /// <param name="days">How much of the end of the recorded year it serves; null for all of it.</param>
    /// <param name="speed">Pace of the tape as a multiple of the recorded one; 0 for as fast as it goes.</param>
    /// <param name="port">Port on loopback; 0 for any that is free.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="StartupException">It could not be started; the message says why.</exception>
    public static async Task<SimulatorProcess> StartAsync(
        string library, string samples, int? days, double speed, int port, CancellationToken cancellation)
    {
        if (!File.Exists(library))
        {
            throw new StartupException($"the simulator is not built: {library} is missing; start through ./whale.");
        }

        var process = Process.Start(StartInfo(library, samples, days, speed, port))
            ?? throw new StartupException("the simulator could not be started.");
        var errors = process.StandardError.ReadToEndAsync(cancellation);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(StartTimeout);
        try
        {
            while (await process.StandardOutput.ReadLineAsync(timeout.Token).ConfigureAwait(false) is { } line)
            {
                if (line.StartsWith(Announcement, StringComparison.Ordinal)
                    && Uri.TryCreate(line[Announcement.Length..].Trim(), UriKind.Absolute, out var address))
                {
                    _ = DrainAsync(process);
                    return new SimulatorProcess(process, address);
                }
            }

            var reason = (await errors.ConfigureAwait(false)).Trim();
            throw new StartupException(reason.Length > 0 ? reason : "the simulator ended before it listened.");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            process.Kill();
            throw new StartupException($"the simulator did not listen within {StartTimeout.TotalSeconds} s.");
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.StandardInput.Close();
            using var timeout = new CancellationTokenSource(StopTimeout);
            try
            {
                await _process.WaitForExitAsync(timeout.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                _process.Kill();
            }
        }

        _process.Dispose();
    }

    private static ProcessStartInfo StartInfo(string library, string samples, int? days, double speed, int port)
    {
        var isDotnet = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet";
        var start = new ProcessStartInfo(isDotnet ? Environment.ProcessPath! : "dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        string[] arguments =
        [
            library,
            "--samples", samples,
            "--port", port.ToString(CultureInfo.InvariantCulture),
            "--speed", speed.ToString(CultureInfo.InvariantCulture),
            "--exit-with-stdin",
            .. days is { } last ? (string[])["--days", last.ToString(CultureInfo.InvariantCulture)] : [],
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return start;
    }

    private static async Task<int> EndAsync(Process process)
    {
        await process.WaitForExitAsync().ConfigureAwait(false);
        return process.ExitCode;
    }

    /// <summary>Reads on, so that the child never waits for a full pipe.</summary>
    private static async Task DrainAsync(Process process)
    {
        try
        {
            while (await process.StandardOutput.ReadLineAsync().ConfigureAwait(false) is not null)
            {
                // What it says after its announcement is nobody's business here.
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // It has ended.
        }
    }
}
