using WhaleStack.Hosts.Tests.Support;

namespace WhaleStack.Hosts.Tests;

/// <summary>A node that follows Bybit and Binance at once: two protocols, one simulated exchange behind both.</summary>
[Collection("processes")]
public sealed class TwoVenuesSpecs : IDisposable
{
    private const string Composite = """
        composites:
          - id: composite:BTCUSDT
            legs: [{ coin: bybit:BTCUSDT }, { coin: binance:BTCUSDT }]
            silence_max: 1h
            weight_half_life: 1h
            lag_bucket: 100ms
            lag_buckets_max: 20
            lag_half_life: 10m
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Their_past_and_their_live_feeds_make_one_instrument()
    {
        using var exchange = Exchange.Generated();
        var address = await exchange.AddressAsync();
        var root = new OwnRoot(_folder["root"]);
        root.Env(
            $"BYBIT_ENDPOINT_REST={address}",
            $"BYBIT_WS_PUBLIC=ws://{address.Authority}/v5/public",
            $"BINANCE_ENDPOINT_REST={address}",
            $"BINANCE_WS_PUBLIC=ws://{address.Authority}");
        root.Replace("config/platform.yaml", "  - bybit:BTCUSDT\n", "  - bybit:BTCUSDT\n  - binance:BTCUSDT\n");
        root.Replace("config/platform.yaml", "  - bybit:DOGEUSDT\n", string.Empty);
        root.Replace("config/platform.yaml", "  - bybit:HYPEUSDT\n", string.Empty);
        File.WriteAllText(root["config/composites.yaml"], Composite);
        using var node = DemoProcess.Launch(root.Path, "run", "--data", _folder["data"]);

        await node.SaysAsync("2 of 2 venues");

        Assert.False(node.HasExited, node.Output);
        Assert.Contains("composite:BTCUSDT  bid ", node.Output, StringComparison.Ordinal);
        node.Interrupt();
        Assert.Equal(0, await node.WaitAsync());
        // A counter that never counted has no line: what was counted shows that the page is there and whole.
        Assert.True(Metrics.ReadWritten(_folder["data"], "whalestack_market_events_total") > 0);
        Assert.Equal(0, Metrics.Read(_folder["data"], "whalestack_frames_malformed_total"));
    }
}
