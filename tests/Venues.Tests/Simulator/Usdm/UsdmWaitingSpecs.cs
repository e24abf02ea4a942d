using System.Text.Json.Nodes;
using WhaleStack.Venues.Tests.Simulator.Support;

namespace WhaleStack.Venues.Tests.Simulator.Usdm;

/// <summary>Orders that follow the price, and orders that are good until a date.</summary>
public sealed class UsdmWaitingSpecs : IAsyncLifetime
{
    private const string Path = "/fapi/v1/algoOrder";

    private const string Trailing = UsdmClient.Btc
        + "&algoType=CONDITIONAL&side=SELL&type=TRAILING_STOP_MARKET&workingType=MARK_PRICE&quantity=0.01";

    private SimulatedVenue _venue = null!;
    private UsdmClient _client = null!;

    public async Task InitializeAsync()
    {
        _venue = await SimulatedVenue.StartAsync();
        _client = new UsdmClient(_venue);
        await MarkAsync(60_000);
    }

    public async Task DisposeAsync() => await _venue.DisposeAsync();

    [Fact]
    public async Task A_trailing_stop_waits_for_its_activation_follows_the_best_price_and_fires_behind_it()
    {
        await _client.TradeAsync("BUY", "0.05");
        await MarkAsync(60_000);
        var placed = (await _client.PostAsync(
            Path, $"{Trailing}&callbackRate=1&activatePrice=61000&clientAlgoId=t-1")).Granted();
        Assert.Equal(("TRAILING_STOP_MARKET", "61000", "1"), (
            placed.Text("orderType"), placed.Text("activatePrice"), placed.Text("callbackRate")));
        await MarkAsync(59_000); // Far below where it would have fired, had it been active.
        Assert.Equal("NEW", await StatusAsync());
        await MarkAsync(62_000);
        await MarkAsync(61_390); // By hand: 62,000 less 1 % is 61,380.
        Assert.Equal("NEW", await StatusAsync());
        await MarkAsync(61_380);
        Assert.Equal("FINISHED", await StatusAsync());
        var position = (await _client.GetAsync("/fapi/v3/positionRisk")).Granted();
        Assert.Equal("0.04", Assert.Single(position.EnumerateArray()).Text("positionAmt"));
    }

    [Fact]
    public async Task A_trailing_stop_that_makes_no_sense_is_refused()
    {
        (await _client.PostAsync(Path, $"{Trailing}&callbackRate=0.05")).Refused(-2007);
        (await _client.PostAsync(Path, $"{Trailing}&callbackRate=1&activatePrice=50000")).Refused(-2021);
        (await _client.PostAsync(Path, Trailing)).Refused(-1102);
    }

    [Fact]
    public async Task An_order_expires_at_its_date()
    {
        var until = _venue.NowMs + 700_000;
        var order = $"{UsdmClient.Resting.Replace("GTC", "GTD")}&newClientOrderId=gtd-1";
        (await _client.PostAsync("/fapi/v1/order", order)).Refused(-1102);
        (await _client.PostAsync("/fapi/v1/order", $"{order}&goodTillDate={_venue.NowMs + 60_000}")).Refused(-1130);
        var placed = await _client.OrderAsync($"{order}&goodTillDate={until}");
        Assert.Equal(("GTD", $"{until / 1_000 * 1_000}"), (placed.Text("timeInForce"), placed.Text("goodTillDate")));
        await using var socket = await _client.ListenAsync();
        _venue.Time.Advance(TimeSpan.FromSeconds(690));
        var key = $"{UsdmClient.Btc}&origClientOrderId=gtd-1";
        Assert.Equal("NEW", (await _client.GetAsync("/fapi/v1/order", key)).Granted().Text("status"));
        _venue.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("EXPIRED", (await _client.GetAsync("/fapi/v1/order", key)).Granted().Text("status"));
        var told = await socket.NextAsync(frame => VenueSocket.Text(frame, "e") == "ORDER_TRADE_UPDATE");
        Assert.Equal(("EXPIRED", "GTD"), (told.GetProperty("o").Text("X"), told.GetProperty("o").Text("f")));
    }

    private Task MarkAsync(decimal mark) =>
        _venue.PushAsync(new JsonObject { ["symbol"] = "BTCUSDT", ["markPrice"] = mark });

    private async Task<string> StatusAsync() =>
        (await _client.GetAsync(Path, "clientAlgoId=t-1")).Granted().Text("algoStatus");
}
