using System.Text.Json;
using System.Text.Json.Nodes;
using WhaleStack.Venues.Tests.Simulator.Support;

namespace WhaleStack.Venues.Tests.Simulator.Usdm;

/// <summary>The websocket API: REST's orders by a socket, each request signed by itself.</summary>
public sealed class UsdmCallSpecs : IAsyncLifetime
{
    private SimulatedVenue _venue = null!;
    private VenueSocket _socket = null!;

    public async Task InitializeAsync()
    {
        _venue = await SimulatedVenue.StartAsync();
        _socket = await VenueSocket.ConnectAsync(_venue, "/ws-fapi/v1");
    }

    public async Task DisposeAsync()
    {
        await _socket.DisposeAsync();
        await _venue.DisposeAsync();
    }

    [Fact]
    public async Task An_order_is_placed_changed_asked_for_and_cancelled()
    {
        var placed = await AskAsync("order.place", Limit("58000"));
        Assert.Equal(200, placed.GetProperty("status").GetInt32());
        Assert.Equal("NEW", placed.GetProperty("result").Text("status"));
        var limits = placed.GetProperty("rateLimits").EnumerateArray().Select(limit =>
            (limit.Text("rateLimitType"), limit.Text("interval"), limit.GetProperty("count").GetInt32()));
        Assert.Contains(("ORDERS", "SECOND", 1), limits);
        var modified = await AskAsync("order.modify", new(Limit("57000"))
        {
            ["origClientOrderId"] = "ws-1", ["newClientOrderId"] = "",
        });
        Assert.Equal("57000", modified.GetProperty("result").Text("price"));
        var key = new Dictionary<string, string> { ["symbol"] = "BTCUSDT", ["origClientOrderId"] = "ws-1" };
        var rest = (await new UsdmClient(_venue).GetAsync("/fapi/v1/order", "symbol=BTCUSDT&origClientOrderId=ws-1"));
        var asked = await AskAsync("order.status", key);
        Assert.Equal(rest.Granted().Text("price"), asked.GetProperty("result").Text("price"));
        Assert.Equal("CANCELED", (await AskAsync("order.cancel", key)).GetProperty("result").Text("status"));
        Assert.Equal(-2011, Code(await AskAsync("order.cancel", key)));
    }

    [Fact]
    public async Task A_conditional_order_is_placed_and_cancelled_too()
    {
        var placed = await AskAsync("algoOrder.place", new()
        {
            ["symbol"] = "BTCUSDT", ["side"] = "SELL", ["algoType"] = "CONDITIONAL", ["type"] = "STOP_MARKET",
            ["triggerPrice"] = "50000", ["quantity"] = "0.01", ["clientAlgoId"] = "ws-stop",
        });
        Assert.Equal("NEW", placed.GetProperty("result").Text("algoStatus"));
        var gone = await AskAsync("algoOrder.cancel", new() { ["clientAlgoId"] = "ws-stop" });
        Assert.Equal("200", gone.GetProperty("result").Text("code"));
    }

    [Fact]
    public async Task What_is_wrong_is_answered_with_its_code_and_does_nothing()
    {
        Assert.Equal(-1022, Code(await AskAsync("order.place", Limit("58000"), secret: "another")));
        Assert.Equal(-1102, Code(await AskAsync("order.place", new() { ["symbol"] = "BTCUSDT" })));
        Assert.Equal(-1020, Code(await AskAsync("session.logon", [])));
        await _socket.SendAsync("{broken");
        Assert.Equal(-1000, Code(await _socket.NextAsync(_ => true)));
        Assert.Empty((await new UsdmClient(_venue).GetAsync("/fapi/v1/openOrders")).Granted().EnumerateArray());
    }

    private static Dictionary<string, string> Limit(string price) => new()
    {
        ["symbol"] = "BTCUSDT", ["side"] = "BUY", ["type"] = "LIMIT", ["timeInForce"] = "GTC", ["quantity"] = "0.01",
        ["price"] = price, ["newClientOrderId"] = "ws-1",
    };

    private static int Code(JsonElement answer) => answer.GetProperty("error").GetProperty("code").GetInt32();

    private async Task<JsonElement> AskAsync(
        string method, Dictionary<string, string> parameters, string secret = SimulatedVenue.Secret)
    {
        var all = new SortedDictionary<string, string>(parameters, StringComparer.Ordinal)
        {
            ["apiKey"] = SimulatedVenue.Key, ["timestamp"] = $"{_venue.NowMs}",
        };
        var text = string.Join('&', all.Select(pair => $"{pair.Key}={pair.Value}"));
        all["signature"] = SimulatedVenue.Sign(text, secret);
        var given = new JsonObject();
        foreach (var (name, value) in all)
        {
            given[name] = value;
        }

        var id = $"{Guid.NewGuid()}";
        await _socket.SendAsync(new JsonObject { ["id"] = id, ["method"] = method, ["params"] = given });
        return await _socket.NextAsync(frame => VenueSocket.Text(frame, "id") == id);
    }
}
