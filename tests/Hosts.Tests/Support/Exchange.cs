using System.Diagnostics;

namespace WhaleStack.Hosts.Tests.Support;

/// <summary>The exchange simulator in a process of its own, gone when the test is.</summary>
public sealed class Exchange : IDisposable
{
    private const string Announcement = "listening on ";

    private readonly Process _process;

    private Exchange(params string[] arguments) => _process = Process.Start(new ProcessStartInfo(
        "dotnet",
        [Layout.AssemblyOf("Simulator", "WhaleStack.Simulator.dll"), .. arguments, "--exit-with-stdin"])
    {
        RedirectStandardInput = true, RedirectStandardOutput = true,
    })!;

    /// <summary>With a market that happens now.</summary>
    public static Exchange Generated() => new("--market", "generated", "--seed", "7");

    /// <summary>With the recordings that ship.</summary>
    public static Exchange Recorded() => new("--samples", Path.Combine(Layout.Root, "data", "samples"), "--port", "0");

    /// <summary>Where it listens, once it does.</summary>
    public async Task<Uri> AddressAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await _process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.StartsWith(Announcement, StringComparison.Ordinal))
            {
                return new Uri(line[Announcement.Length..].Trim());
            }
        }

        throw new InvalidOperationException("The simulator ended before it listened.");
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
