using System.Net.WebSockets;
using WhaleStack.Hosts.Tests.Support;

namespace WhaleStack.Hosts.Tests;

/// <summary>A node that follows one instrument at two venues.</summary>
[Collection("processes")]
public sealed class CompositeRunSpecs : IDisposable
{
    private const string Composite = """
        composites:
          - id: composite:BTCUSDT
            legs: [{ coin: bybit:BTCUSDT }, { coin: bybit-spot:BTCUSDT }]
            silence_max: 1h
            weight_half_life: 1h
            lag_bucket: 100ms
            lag_buckets_max: 20
            lag_half_life: 10m
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_best_prices_of_both_venues_are_told()
    {
        await using var venue = await ScriptedVenue.StartAsync(
            TimeSpan.Zero,
            (socket, over) => QuoteAsync(socket, bidQuote: 100, askQuote: 102, over),
            (socket, over) => QuoteAsync(socket, bidQuote: 101, askQuote: 103, over),
            ScriptedVenue.KeepSilentAsync);
        var root = VenueTroubleSpecs.RootFor(venue, _folder["root"]);
        root.Replace("config/platform.yaml", "  - bybit:BTCUSDT\n", "  - bybit:BTCUSDT\n  - bybit-spot:BTCUSDT\n");
        File.WriteAllText(root["config/composites.yaml"], Composite);
        using var node = DemoProcess.Launch(root.Path, "run", "--data", _folder["data"]);
        await node.SaysAsync("composite:BTCUSDT  bid 101 ask 102  open interest unknown  2 of 2 venues");
        Assert.False(node.HasExited, node.Output);
        node.Interrupt();
        Assert.Equal(0, await node.WaitAsync());
    }

    private static async Task QuoteAsync(WebSocket socket, int bidQuote, int askQuote, CancellationToken over)
    {
        await ScriptedVenue.GrantAsync(socket, over);
        await ScriptedVenue.SendAsync(
            socket,
            $$$"""
            {"topic":"orderbook.200.BTCUSDT","type":"snapshot","ts":1772700000000,
            "data":{"s":"BTCUSDT","b":[["{{{bidQuote}}}","1"]],"a":[["{{{askQuote}}}","1"]],"u":7}}
            """,
            over);
        await ScriptedVenue.KeepSilentAsync(socket, over);
    }
}
