using System.Text.Json;
using WhaleStack.Venues.Tests.Simulator.Support;

namespace WhaleStack.Venues.Tests.Simulator.Usdm;

/// <summary>Orders in Binance's words.</summary>
public sealed class UsdmOrderSpecs : IAsyncLifetime
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
    public async Task An_order_is_placed_found_changed_and_cancelled()
    {
        var placed = await _client.OrderAsync($"{UsdmClient.Resting}&newClientOrderId=one");
        Assert.Equal(
            ("NEW", "0.01", "one"),
            (placed.Text("status"), placed.Text("origQty"), placed.Text("clientOrderId")));
        Assert.False(placed.TryGetProperty("avgPrice", out _));
        var name = $"{UsdmClient.Btc}&orderId={placed.Text("orderId")}";
        var changed = await _client.PutAsync("/fapi/v1/order", $"{name}&side=BUY&quantity=0.02&price=58100");
        Assert.Equal(("58100", "0.02"), (changed.Granted().Text("price"), changed.Body.Text("origQty")));
        (await _client.PutAsync("/fapi/v1/order", $"{name}&side=BUY&quantity=0.02&price=58100")).Refused(-5027);
        var open = (await _client.GetAsync("/fapi/v1/openOrders", UsdmClient.Btc)).Granted();
        Assert.Equal("58100", Assert.Single(open.EnumerateArray()).Text("price"));
        Assert.Empty((await _client.GetAsync("/fapi/v1/openOrders", "symbol=ETHUSDT")).Granted().EnumerateArray());
        var byOwnId = $"{UsdmClient.Btc}&origClientOrderId=one";
        Assert.Equal("CANCELED", (await _client.DeleteAsync("/fapi/v1/order", byOwnId)).Granted().Text("status"));
        (await _client.DeleteAsync("/fapi/v1/order", byOwnId)).Refused(-2011);
        Assert.Equal("CANCELED", (await _client.GetAsync("/fapi/v1/order", byOwnId)).Granted().Text("status"));
        (await _client.GetAsync("/fapi/v1/openOrder", byOwnId)).Refused(-2013);
        var all = (await _client.GetAsync("/fapi/v1/allOrders", UsdmClient.Btc)).Granted();
        Assert.Equal("CANCELED", Assert.Single(all.EnumerateArray()).Text("status"));
    }

    [Fact]
    public async Task A_market_order_fills_and_is_in_all_lists()
    {
        var filled = await _client.TradeAsync("BUY", "0.05", "&newOrderRespType=RESULT");
        Assert.Equal(("FILLED", "0.05"), (filled.Text("status"), filled.Text("executedQty")));
        var acknowledged = await _client.TradeAsync("BUY", "0.05");
        Assert.Equal(("NEW", "0"), (acknowledged.Text("status"), acknowledged.Text("executedQty")));
        var listed = (await _client.GetAsync("/fapi/v1/userTrades", UsdmClient.Btc)).Granted();
        var trades = listed.EnumerateArray().ToList();
        Assert.Equal(0.1m, trades.Sum(trade => Number(trade, "qty")));
        var income = (await _client.GetAsync("/fapi/v1/income", "incomeType=COMMISSION")).Granted();
        Assert.Equal(-trades.Sum(t => Number(t, "commission")), income.EnumerateArray().Sum(i => Number(i, "income")));
        var position = Assert.Single((await _client.GetAsync("/fapi/v3/positionRisk")).Granted().EnumerateArray());
        Assert.Equal("0.1", position.Text("positionAmt"));
        var account = (await _client.GetAsync("/fapi/v3/account")).Granted();
        var balance = 100_000m - trades.Sum(t => Number(t, "commission"));
        Assert.Equal(balance, Number(account, "totalWalletBalance"));
        Assert.Equal(balance, Number((await _client.GetAsync("/fapi/v3/balance")).Granted()[0], "balance"));
    }

    [Fact]
    public async Task The_same_own_id_is_not_taken_twice()
    {
        await _client.OrderAsync($"{UsdmClient.Resting}&newClientOrderId=one");
        (await _client.PostAsync("/fapi/v1/order", $"{UsdmClient.Resting}&newClientOrderId=one")).Refused(-4116);
    }

    [Fact]
    public async Task A_batch_answers_one_by_one()
    {
        const string Batch = """
            [{"symbol":"BTCUSDT","side":"BUY","type":"LIMIT","timeInForce":"GTC","quantity":"0.01","price":"58000"},
             {"symbol":"BTCUSDT","side":"BUY","type":"LIMIT","timeInForce":"GTC","quantity":"0","price":"58000"}]
            """;
        var batch = $"batchOrders={Uri.EscapeDataString(Batch)}";
        var rows = (await _client.PostAsync("/fapi/v1/batchOrders", batch)).Granted();
        Assert.Equal("NEW", rows[0].Text("status"));
        Assert.Equal("-4003", rows[1].Text("code"));
        var list = Uri.EscapeDataString($"[{rows[0].Text("orderId")},999]");
        var ended = await _client.DeleteAsync("/fapi/v1/batchOrders", $"{UsdmClient.Btc}&orderIdList={list}");
        Assert.Equal("CANCELED", ended.Granted()[0].Text("status"));
        Assert.Equal("-2011", ended.Body[1].Text("code"));
    }

    [Fact]
    public async Task In_hedge_mode_long_and_short_stand_side_by_side()
    {
        (await _client.PostAsync("/fapi/v1/positionSide/dual", "dualSidePosition=false")).Refused(-4059);
        (await _client.PostAsync("/fapi/v1/positionSide/dual", "dualSidePosition=true")).Granted();
        (await _client.PostAsync("/fapi/v1/order", UsdmClient.Resting)).Refused(-4061);
        await _client.TradeAsync("BUY", "0.02", "&positionSide=LONG");
        await _client.TradeAsync("SELL", "0.01", "&positionSide=SHORT");
        var risks = (await _client.GetAsync("/fapi/v3/positionRisk", UsdmClient.Btc)).Granted().EnumerateArray();
        Assert.Equal(
            [("LONG", "0.02"), ("SHORT", "-0.01")],
            risks.Select(risk => (risk.Text("positionSide"), risk.Text("positionAmt"))));
        (await _client.PostAsync("/fapi/v1/order", $"{UsdmClient.Btc}&side=SELL&type=MARKET&quantity=0.01"
            + "&positionSide=LONG&reduceOnly=true")).Refused(-1106);
        await _client.TradeAsync("SELL", "0.02", "&positionSide=LONG");
        (await _client.PostAsync("/fapi/v1/positionSide/dual", "dualSidePosition=false")).Refused(-4068);
    }

    [Fact]
    public async Task Leverage_and_margin_type_are_set_and_listed()
    {
        var set = (await _client.PostAsync("/fapi/v1/leverage", $"{UsdmClient.Btc}&leverage=50")).Granted();
        Assert.Equal(("50", "10000000"), (set.Text("leverage"), set.Text("maxNotionalValue")));
        (await _client.PostAsync("/fapi/v1/leverage", $"{UsdmClient.Btc}&leverage=50")).Granted();
        (await _client.PostAsync("/fapi/v1/leverage", $"{UsdmClient.Btc}&leverage=126")).Refused(-4028);
        (await _client.PostAsync("/fapi/v1/marginType", $"{UsdmClient.Btc}&marginType=CROSSED")).Refused(-4046);
        (await _client.PostAsync("/fapi/v1/marginType", $"{UsdmClient.Btc}&marginType=ISOLATED")).Granted();
        var chosen = (await _client.GetAsync("/fapi/v1/symbolConfig", UsdmClient.Btc)).Granted()[0];
        Assert.Equal(("50", "ISOLATED"), (chosen.Text("leverage"), chosen.Text("marginType")));
        await _client.TradeAsync("BUY", "0.05");
        var before = await IsolatedAsync();
        (await _client.PostAsync("/fapi/v1/positionMargin", $"{UsdmClient.Btc}&amount=100&type=1")).Granted();
        Assert.Equal(before + 100m, await IsolatedAsync());
        var brackets = (await _client.GetAsync("/fapi/v1/leverageBracket", UsdmClient.Btc)).Granted()[0];
        var second = brackets.GetProperty("brackets")[1];

        // 2,000,000 of the first bracket at 0.5 % and not at 1 %: 10,000 less.
        Assert.Equal(("2000000", "0.01", "10000"), (
            second.Text("notionalFloor"), second.Text("maintMarginRatio"), $"{Number(second, "cum"):0.#}"));
    }

    private async Task<decimal> IsolatedAsync() =>
        Number((await _client.GetAsync("/fapi/v3/positionRisk")).Granted()[0], "isolatedWallet");

    private static decimal Number(JsonElement row, string name) =>
        decimal.Parse(row.Text(name), System.Globalization.CultureInfo.InvariantCulture);
}
