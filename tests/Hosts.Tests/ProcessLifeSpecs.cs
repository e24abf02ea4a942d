using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using WhaleStack.Hosts.Tests.Support;

namespace WhaleStack.Hosts.Tests;

/// <summary>Node and simulator: what becomes of the one when the other goes, and what keeps the two from
/// starting.</summary>
[Collection("processes")]
public sealed class ProcessLifeSpecs : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_killed_node_leaves_no_simulator_behind()
    {
        using var demo = DemoProcess.Start(_folder["data"]);
        await demo.FirstStep;
        var simulator = Assert.Single(demo.Children());
        Assert.True(Wait.IsRunning(simulator));

        await demo.KillAsync();

        await Wait.UntilGoneAsync(simulator);
    }

    [Fact]
    public async Task A_killed_simulator_ends_the_demo_in_order_and_it_can_go_on()
    {
        using (var demo = DemoProcess.Start(_folder["data"], ShortRun.Options))
        {
            await demo.FirstStep;
            using (var simulator = Process.GetProcessById(Assert.Single(demo.Children())))
            {
                simulator.Kill();
            }

            Assert.Equal(1, await demo.WaitAsync());
            var line = Assert.Single(demo.Lines, l => l.Contains("the exchange simulator", StringComparison.Ordinal)
                && l.Contains("ended with code", StringComparison.Ordinal));
            Assert.Contains(
                $"./whale demo --resume --data {_folder["data"]} --days {ShortRun.Options[1]}",
                line,
                StringComparison.Ordinal);
        }

        using var resumed = DemoProcess.Start(_folder["data"], ["--resume", .. ShortRun.Options]);
        Assert.True(await resumed.WaitAsync() == 0, resumed.Output);
    }

    [Fact]
    public async Task A_port_in_use_is_one_clear_line()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        using var demo = DemoProcess.Start(_folder["data"], "--port", port);

        Assert.Equal(1, await demo.WaitAsync());
        Assert.Contains(port, demo.Lines[^1], StringComparison.Ordinal);
        Assert.True(demo.Lines.Count <= 2, demo.Output);
    }

    [Theory]
    [InlineData("candles_1h.csv.gz")]
    [InlineData("funding_8h.csv.gz")]
    [InlineData("cryptofeed_v3_BYBIT_20260809.jsonl.gz")]
    public async Task A_corrupt_recording_is_named_in_one_clear_line(string file)
    {
        var root = new OwnRoot(_folder["root"]);
        root.Overwrite(Path.Combine("data", "samples", "bybit", file), [0x1f, 0x8b, 8, 0, 1, 2, 3]);
        using var demo = DemoProcess.Launch(root.Path, "demo", "--headless", "--data", _folder["data"]);

        Assert.Equal(1, await demo.WaitAsync());
        Assert.Contains(file, demo.Lines[^1], StringComparison.Ordinal);
        Assert.True(demo.Lines.Count <= 2, demo.Output);
    }
}
