using System.Net.WebSockets;
using System.Text;
using WhaleStack.Actors.Tests.Support;
using WhaleStack.Hosts.Tests.Support;
using WhaleStack.Storage.Files.RawFrames;

namespace WhaleStack.Hosts.Tests;

/// <summary>A live node against a venue that sends garbage, hangs up, answers slowly or not at all.</summary>
[Collection("processes")]
public sealed class VenueTroubleSpecs : IDisposable
{
    private static readonly string[] Garbage =
    [
        "{\"topic\":\"tickers.BTCUSDT\",\"type\":\"snapshot\"", // Broken JSON.
        "not JSON at all",
        "[1,2,3]",
        "\"\"",
        "{\"topic\":\"publicTrade.BTCUSDT\",\"ts\":\"soon\",\"data\":{}}", // Wrong types.
        "{\"topic\":\"kline.1.BTCUSDT\",\"ts\":1,\"type\":\"snapshot\",\"data\":[{\"start\":\"x\",\"open\":true}]}",
        "{\"topic\":\"tickers.BTCUSDT\",\"ts\":1,\"type\":\"snapshot\",\"data\":{\"lastPrice\":\"-1e9999\"}}",
        "{\"topic\":\"weather.BTCUSDT\",\"ts\":1786310817000,\"data\":[]}", // Unknown topics.
        "{\"topic\":\"tickers.MOONUSDT\",\"ts\":1786310817000,\"data\":{}}",
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Garbage_is_counted_and_a_lost_connection_made_anew_while_the_node_stays_up()
    {
        await using var venue = await ScriptedVenue.StartAsync(
            TimeSpan.FromMilliseconds(200), SendGarbageAsync, SendHugeFrameAsync, HangUpAsync, RefuseAsync, StayAsync);
        var root = RootFor(venue, _folder["root"]);
        root.Replace("config/recording.yaml", "free_bytes_min: 2147483648", "free_bytes_min: 1048576");
        using var node = DemoProcess.Launch(root.Path, "run", "--data", _folder["data"]);

        await Wait.UntilAsync(
            () => node.HasExited || (venue.Connections >= 5 && Read("whalestack_feed_failures_total") >= 4),
            () => $"the fifth connection, now {venue.Connections}: {node.Output}");

        Assert.False(node.HasExited, node.Output);
        Assert.True(Read("whalestack_frames_malformed_total") >= 6, "malformed frames are counted");
        Assert.True(Read("whalestack_frames_unknown_total") >= 1, "unknown frames are counted");
        Assert.Contains("connection failed", Logs(), StringComparison.Ordinal);
        node.Interrupt();
        Assert.Equal(0, await node.WaitAsync());
        Assert.Contains("stopped in order", node.Output, StringComparison.Ordinal);
        Assert.Equal(Garbage, Recorded().Where(Garbage.Contains));
    }

    [Fact]
    public async Task A_venue_that_falls_silent_is_left_and_tried_again()
    {
        await using var venue = await ScriptedVenue.StartAsync(
            TimeSpan.Zero, Soak.IsOn ? StallAsync : ScriptedVenue.KeepSilentAsync, StayAsync);
        using var node = DemoProcess.Launch(RootFor(venue, _folder["root"]).Path, "run", "--data", _folder["data"]);

        await Wait.UntilAsync(
            () => node.HasExited || venue.Connections >= 2, () => $"the second connection: {node.Output}");

        Assert.False(node.HasExited, node.Output);
        await Wait.UntilAsync(() => Read("whalestack_feed_failures_total") >= 1, () => "the metric");
        node.Interrupt();
        Assert.Equal(0, await node.WaitAsync());
    }

    /// <summary>A root whose node follows one instrument of the venue.</summary>
    internal static OwnRoot RootFor(ScriptedVenue venue, string path)
    {
        var root = new OwnRoot(path);
        root.Env($"BYBIT_ENDPOINT_REST={venue.Address}", $"BYBIT_WS_PUBLIC=ws://{venue.Address.Authority}/v5/public");
        foreach (var other in (string[])["DOGEUSDT", "ETHUSDT", "HYPEUSDT", "SOLUSDT"])
        {
            root.Replace("config/platform.yaml", $"  - bybit:{other}\n", string.Empty);
        }

        return root;
    }

    private static async Task SendGarbageAsync(WebSocket socket, CancellationToken over)
    {
        await ScriptedVenue.GrantAsync(socket, over);
        foreach (var frame in Garbage)
        {
            await ScriptedVenue.SendAsync(socket, frame, over);
        }

        await socket.SendAsync(new byte[] { 0xff, 0xfe, 0, 1 }, WebSocketMessageType.Binary, true, over);
        await Task.Delay(TimeSpan.FromSeconds(1), over);
        await socket.CloseAsync(WebSocketCloseStatus.EndpointUnavailable, "maintenance", over);
    }

    private static async Task SendHugeFrameAsync(WebSocket socket, CancellationToken over)
    {
        await ScriptedVenue.GrantAsync(socket, over);
        await ScriptedVenue.SendAsync(socket, "{\"topic\":\"" + new string('a', 8 * 1024 * 1024), over);
        await ScriptedVenue.KeepSilentAsync(socket, over);
    }

    private static Task HangUpAsync(WebSocket socket, CancellationToken over)
    {
        socket.Abort();
        return Task.CompletedTask;
    }

    private static async Task RefuseAsync(WebSocket socket, CancellationToken over)
    {
        await ScriptedVenue.SendAsync(
            socket, """{"success":false,"ret_msg":"handler not found","conn_id":"c","op":"subscribe"}""", over);
        await ScriptedVenue.KeepSilentAsync(socket, over);
    }

    private static async Task StallAsync(WebSocket socket, CancellationToken over)
    {
        await ScriptedVenue.GrantAsync(socket, over);
        await ScriptedVenue.KeepSilentAsync(socket, over);
    }

    private static async Task StayAsync(WebSocket socket, CancellationToken over)
    {
        await ScriptedVenue.GrantAsync(socket, over);
        await ScriptedVenue.KeepSilentAsync(socket, over);
    }

    private IEnumerable<string> Recorded() => new RawFrameReader(_folder["data/incoming/ws_raw"])
        .Read("bybit", DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue.AddDays(-2))
        .Select(frame => Encoding.UTF8.GetString(frame.Payload.Span));

    private double Read(string metric) => Metrics.Read(_folder["data"], metric);

    private string Logs() => string.Concat(
        Directory.GetFiles(_folder["data/logs"], "combined*.log").Select(ReadShared));

    private static string ReadShared(string file)
    {
        using var reader = new StreamReader(
            new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd();
    }
}
