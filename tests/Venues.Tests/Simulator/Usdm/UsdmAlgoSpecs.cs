using System.Text.Json.Nodes;
using WhaleStack.Venues.Tests.Simulator.Support;

namespace WhaleStack.Venues.Tests.Simulator.Usdm;

/// <summary>Conditional orders: an endpoint of their own, and numbers of their own.</summary>
public sealed class UsdmAlgoSpecs : IAsyncLifetime
{
    private const string Path = "/fapi/v1/algoOrder";
    private const string Stop = UsdmClient.Btc + "&algoType=CONDITIONAL&side=SELL&type=STOP_MARKET&triggerPrice=50000";
    private SimulatedVenue _venue = null!;
    private UsdmClient _client = null!;

    public async Task InitializeAsync()
    {
        _venue = await SimulatedVenue.StartAsync();
        _client = new UsdmClient(_venue);
    }

    public async Task DisposeAsync() => await _venue.DisposeAsync();

    [Fact]
    public async Task A_stop_waits_apart_from_orders_and_is_cancelled_by_its_number()
    {
        var placed = (await _client.PostAsync(Path, $"{Stop}&quantity=0.01&clientAlgoId=stop-1")).Granted();
        Assert.Equal(("NEW", "STOP_MARKET"), (placed.Text("algoStatus"), placed.Text("orderType")));
        Assert.Empty((await _client.GetAsync("/fapi/v1/openOrders")).Granted().EnumerateArray());
        (await _client.GetAsync("/fapi/v1/order", $"{UsdmClient.Btc}&origClientOrderId=stop-1")).Refused(-2013);
        var open = (await _client.GetAsync("/fapi/v1/openAlgoOrders")).Granted();
        Assert.Equal("stop-1", Assert.Single(open.EnumerateArray()).Text("clientAlgoId"));
        var name = $"algoId={placed.Text("algoId")}";
        Assert.Equal("200", (await _client.DeleteAsync(Path, name)).Granted().Text("code"));
        (await _client.DeleteAsync(Path, name)).Refused(-2011);
        Assert.Equal("CANCELED", (await _client.GetAsync(Path, name)).Granted().Text("algoStatus"));
    }

    [Fact]
    public async Task A_stop_that_is_reached_becomes_an_order_and_is_told_of_step_by_step()
    {
        await _client.TradeAsync("BUY", "0.05");
        await using var socket = await _client.ListenAsync();
        var stop = $"{Stop}&closePosition=true&workingType=MARK_PRICE&clientAlgoId=stop-1";
        var placed = (await _client.PostAsync(Path, stop)).Granted();
        Assert.Equal("NEW", (await AlgoAsync(socket)).Text("X"));
        await _venue.PushAsync(new JsonObject { ["symbol"] = "BTCUSDT", ["markPrice"] = 49_000 });
        Assert.Equal(("TRIGGERING", ""), await StepAsync(socket));
        var (status, order) = await StepAsync(socket);
        Assert.Equal("TRIGGERED", status);
        var fill = await socket.NextAsync(frame =>
            VenueSocket.Text(frame, "e") == "ORDER_TRADE_UPDATE" && frame.GetProperty("o").Text("x") == "TRADE");
        Assert.Equal((order, "STOP_MARKET", "SELL"), (
            fill.GetProperty("o").Text("i"), fill.GetProperty("o").Text("ot"), fill.GetProperty("o").Text("S")));
        Assert.Equal(("FINISHED", order), await StepAsync(socket));
        Assert.Empty((await _client.GetAsync("/fapi/v3/positionRisk")).Granted().EnumerateArray());
        var found = (await _client.GetAsync("/fapi/v1/order", $"{UsdmClient.Btc}&orderId={order}")).Granted();
        Assert.Equal(("FILLED", "STOP_MARKET"), (found.Text("status"), found.Text("origType")));
        var ended = (await _client.GetAsync(Path, $"algoId={placed.Text("algoId")}")).Granted();
        Assert.Equal(("FINISHED", order), (ended.Text("algoStatus"), ended.Text("actualOrderId")));
    }

    [Fact]
    public async Task A_close_of_the_position_has_no_size()
    {
        (await _client.PostAsync(Path, $"{Stop}&closePosition=true&quantity=0.01")).Refused(-4136);
        (await _client.PostAsync(Path, Stop)).Refused(-1102);
    }

    private static async Task<System.Text.Json.JsonElement> AlgoAsync(VenueSocket socket) =>
        (await socket.NextAsync(frame => VenueSocket.Text(frame, "e") == "ALGO_UPDATE")).GetProperty("o");

    private static async Task<(string Status, string Order)> StepAsync(VenueSocket socket)
    {
        var algo = await AlgoAsync(socket);
        return (algo.Text("X"), algo.Text("ai"));
    }
}
