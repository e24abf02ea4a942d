using System.Text.Json;
using System.Text.Json.Nodes;
using WhaleStack.Venues.Tests.Simulator.Support;

namespace WhaleStack.Venues.Tests.Simulator.Usdm;

/// <summary>The private stream in Binance's words.</summary>
public sealed class UsdmUserStreamSpecs : IAsyncLifetime
{
    private SimulatedVenue _venue = null!;
    private UsdmClient _client = null!;

    public async Task InitializeAsync()
    {
        _venue = await SimulatedVenue.StartAsync();
        _client = new UsdmClient(_venue);
    }

    public async Task DisposeAsync() => await _venue.DisposeAsync();

    [Fact]
    public async Task A_resting_order_is_told_of_and_the_account_is_not()
    {
        await using var socket = await _client.ListenAsync();
        var placed = await _client.OrderAsync($"{UsdmClient.Resting}&newClientOrderId=one");
        var name = $"{UsdmClient.Btc}&orderId={placed.Text("orderId")}";
        (await _client.PutAsync("/fapi/v1/order", $"{name}&side=BUY&quantity=0.02&price=58100")).Granted();
        (await _client.DeleteAsync("/fapi/v1/order", name)).Granted();
        var frames = await socket.DuringAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(
            [("NEW", "NEW", "0.01"), ("AMENDMENT", "NEW", "0.02"), ("CANCELED", "CANCELED", "0.02")],
            frames.Select(frame => frame.GetProperty("o")).Select(o => (o.Text("x"), o.Text("X"), o.Text("q"))));
        Assert.All(frames, frame => Assert.Equal("ORDER_TRADE_UPDATE", frame.Text("e")));
        Assert.All(frames, frame => Assert.Equal("one", frame.GetProperty("o").Text("c")));
    }

    [Fact]
    public async Task A_fill_is_told_with_its_fee_and_then_balance_and_position()
    {
        await using var socket = await _client.ListenAsync();
        await _client.TradeAsync("BUY", "0.05");
        var frames = await socket.DuringAsync(TimeSpan.FromSeconds(1));
        Assert.Equal("ACCOUNT_UPDATE", frames[^1].Text("e"));
        var fills = frames.Where(f => f.Text("e") == "ORDER_TRADE_UPDATE").Select(f => f.GetProperty("o"))
            .Where(o => o.Text("x") == "TRADE").ToList();
        Assert.Equal(0.05m, fills.Sum(fill => Number(fill, "l")));
        Assert.Equal("FILLED", fills[^1].Text("X"));
        var account = frames[^1].GetProperty("a");
        Assert.Equal("ORDER", account.Text("m"));
        Assert.Equal(100_000m - fills.Sum(fill => Number(fill, "n")), Number(account.GetProperty("B")[0], "wb"));
        Assert.Equal("0.05", Assert.Single(account.GetProperty("P").EnumerateArray()).Text("pa"));
    }

    [Fact]
    public async Task Funding_tells_of_the_balance_and_not_of_the_position()
    {
        await _client.TradeAsync("BUY", "0.05");
        await using var socket = await _client.ListenAsync();
        await _venue.PushAsync(new JsonObject { ["symbol"] = "BTCUSDT", ["fundingRate"] = 0.001 });
        var account = (await socket.NextAsync(f => VenueSocket.Text(f, "e") == "ACCOUNT_UPDATE")).GetProperty("a");
        Assert.Equal("FUNDING_FEE", account.Text("m"));
        Assert.Single(account.GetProperty("B").EnumerateArray());
        Assert.Empty(account.GetProperty("P").EnumerateArray());
        var paid = (await _client.GetAsync("/fapi/v1/income", "incomeType=FUNDING_FEE")).Granted();
        Assert.True(Number(Assert.Single(paid.EnumerateArray()), "income") < 0m);
    }

    [Fact]
    public async Task A_liquidation_is_told_as_a_calculated_order()
    {
        (await _client.PostAsync("/fapi/v1/marginType", $"{UsdmClient.Btc}&marginType=ISOLATED")).Granted();
        await _client.TradeAsync("BUY", "0.5");
        await using var socket = await _client.ListenAsync();
        await _venue.PushAsync(new JsonObject { ["symbol"] = "BTCUSDT", ["markPrice"] = 40_000 });
        var order = (await socket.NextAsync(f => VenueSocket.Text(f, "e") == "ORDER_TRADE_UPDATE")).GetProperty("o");
        Assert.StartsWith("autoclose-", order.Text("c"));
        Assert.Equal(("CALCULATED", "SELL", "0.5"), (order.Text("x"), order.Text("S"), order.Text("l")));
        var account = (await socket.NextAsync(f => VenueSocket.Text(f, "e") == "ACCOUNT_UPDATE")).GetProperty("a");
        Assert.Equal("0", account.GetProperty("P")[0].Text("pa"));
    }

    [Fact]
    public async Task A_key_that_nobody_renews_ends_and_says_so()
    {
        var key = (await _client.KeyedAsync(HttpMethod.Post, "/fapi/v1/listenKey")).Granted().Text("listenKey");
        await using var socket = await VenueSocket.ConnectAsync(_venue, $"/private/stream?streams={key}");
        await _client.OrderAsync(UsdmClient.Resting);
        Assert.Equal(key, (await socket.NextAsync(_ => true)).Text("stream"));
        _venue.Time.Jump(TimeSpan.FromMinutes(40));
        var renewed = (await _client.KeyedAsync(HttpMethod.Put, "/fapi/v1/listenKey")).Granted();
        Assert.Equal(key, renewed.Text("listenKey"));
        _venue.Time.Jump(TimeSpan.FromMinutes(59));
        await _client.OrderAsync(UsdmClient.Resting);
        Assert.Equal("ORDER_TRADE_UPDATE", (await socket.NextAsync(_ => true)).GetProperty("data").Text("e"));
        _venue.Time.Jump(TimeSpan.FromMinutes(2));
        var ended = (await socket.NextAsync(_ => true)).GetProperty("data");
        Assert.Equal(("listenKeyExpired", key), (ended.Text("e"), ended.Text("listenKey")));
        await _client.OrderAsync(UsdmClient.Resting);
        Assert.Empty(await socket.DuringAsync(TimeSpan.FromSeconds(1)));
        (await _client.KeyedAsync(HttpMethod.Put, "/fapi/v1/listenKey")).Refused(-1125);
        (await _client.KeyedAsync(HttpMethod.Delete, "/fapi/v1/listenKey")).Refused(-1125);
    }

    [Fact]
    public async Task Only_the_events_that_were_asked_for_are_told()
    {
        var key = (await _client.KeyedAsync(HttpMethod.Post, "/fapi/v1/listenKey")).Granted().Text("listenKey");
        await using var socket = await VenueSocket.ConnectAsync(
            _venue, $"/private/ws?listenKey={key}&events=ACCOUNT_UPDATE");
        await _client.TradeAsync("BUY", "0.05");
        Assert.All(
            await socket.DuringAsync(TimeSpan.FromSeconds(1)),
            frame => Assert.Equal("ACCOUNT_UPDATE", frame.Text("e")));
    }

    private static decimal Number(JsonElement row, string name) =>
        decimal.Parse(row.Text(name), System.Globalization.CultureInfo.InvariantCulture);
}
