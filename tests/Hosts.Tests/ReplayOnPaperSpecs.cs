using System.Text.Json;
using WhaleStack.Hosts.Tests.Support;

namespace WhaleStack.Hosts.Tests;

/// <summary>A recording behind the past of its coins, traded on paper.</summary>
[Collection("processes")]
public sealed class ReplayOnPaperSpecs : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_past_is_read_first_and_the_recording_goes_on_behind_it()
    {
        using var exchange = Exchange.Recorded();
        var address = await exchange.AddressAsync();
        var root = new OwnRoot(_folder["root"]);
        root.Env($"BYBIT_ENDPOINT_REST={address}", $"BYBIT_WS_PUBLIC=ws://{address.Authority}/v5/public");
        // The recorded year ends five months before the tape: ten days of it are enough to find clusters in.
        root.Replace("config/platform.yaml", "history_window: 540d", "history_window: 167d");
        using var node = DemoProcess.Launch(
            root.Path, "replay", Tape, "--paper", "--speed", "max", "--data", _folder["data"],
            "--summary", _folder["out.json"]);

        Assert.Equal(0, await node.WaitAsync());
        using var document = JsonDocument.Parse(await File.ReadAllTextAsync(_folder["out.json"]));
        var summary = document.RootElement;
        Assert.True(summary.GetProperty("completed").GetBoolean());
        Assert.Equal(3_227, summary.GetProperty("frames").GetInt64());
        Assert.Equal(6, summary.GetProperty("coins").GetInt64());
        Assert.True(summary.GetProperty("clusters").GetInt64() > 0, node.Output); // The tape alone closes no hour.
        Assert.DoesNotContain("INCOMPLETE", node.Output, StringComparison.Ordinal);
        Assert.True(Metrics.ReadWritten(_folder["data"], "whalestack_market_events_total") > 3_000);
    }

    private static string Tape =>
        Path.Combine(Layout.Root, "data", "samples", "bybit", "cryptofeed_v3_BYBIT_20260809.jsonl.gz");
}
