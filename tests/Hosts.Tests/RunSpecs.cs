using WhaleStack.Hosts.Tests.Support;

namespace WhaleStack.Hosts.Tests;

/// <summary>A live node that is set up wrongly, or whose venue cannot be reached.</summary>
[Collection("processes")]
public sealed class RunSpecs : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_venue_that_cannot_be_reached_is_named_with_the_cause()
    {
        var root = new OwnRoot(_folder["root"]);
        root.Env("BYBIT_ENDPOINT_REST=http://127.0.0.1:1", "BYBIT_WS_PUBLIC=ws://127.0.0.1:1/v5/public");
        using var node = Run(root);

        Assert.Equal(1, await node.WaitAsync());
        Assert.Contains("connecting to http://127.0.0.1:1", node.Lines[0], StringComparison.Ordinal);
        Assert.Contains("tried 5 times", node.Lines[^1], StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", node.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_mistake_in_the_env_file_is_named_at_once()
    {
        var root = new OwnRoot(_folder["root"]);
        root.Env(
            "BYBIT_ENDPOINT_REST=ftp://nowhere", "LOG_LEVEL=LOUD", "TIMEZONE=Mars/Olympus", "TRADING_MODE=live",
            "BYBIT_API_KEY=half-of-a-pair");
        using var node = Run(root);

        Assert.Equal(1, await node.WaitAsync());
        string[] keys = ["BYBIT_ENDPOINT_REST", "LOG_LEVEL", "TIMEZONE", "TRADING_MODE", "BYBIT_API_SECRET"];
        Assert.All(keys, key => Assert.Contains(key, node.Output, StringComparison.Ordinal));
        Assert.DoesNotContain("half-of-a-pair", node.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_mistake_in_the_configuration_is_named_at_once_with_its_file()
    {
        var root = new OwnRoot(_folder["root"]);
        root.Replace("config/platform.yaml", "taker_fee_fraction: 0.00055", "taker_fee_fraction: lots");
        root.Replace("config/platform.yaml", "history_window: 540d", "history_windows: 540d");
        File.WriteAllText(root["config/risk_management.yaml"], "nonsense: [");
        using var node = Run(root);

        Assert.Equal(1, await node.WaitAsync());
        string[] words = ["taker_fee_fraction", "history_windows", "risk_management.yaml"];
        Assert.All(words, word => Assert.Contains(word, node.Output, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", node.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_interrupted_start_says_that_nothing_was_started()
    {
        await using var venue = await ScriptedVenue.StartAsync(TimeSpan.FromMinutes(1), ScriptedVenue.KeepSilentAsync);
        var root = VenueTroubleSpecs.RootFor(venue, _folder["root"]);
        using var node = Run(root);
        await node.SaysAsync("connecting to");
        node.Interrupt();

        Assert.Equal(130, await node.WaitAsync());
        Assert.Contains("stopped before anything was started", node.Output, StringComparison.Ordinal);
    }

    private DemoProcess Run(OwnRoot root) => DemoProcess.Launch(root.Path, "run", "--data", _folder["data"]);
}
