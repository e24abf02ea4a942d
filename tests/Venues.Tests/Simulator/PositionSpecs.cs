using System.Text.Json;
using System.Text.Json.Nodes;
using WhaleStack.Venues.Tests.Simulator.Support;

namespace WhaleStack.Venues.Tests.Simulator;

/// <summary>Positions of the simulated venue: modes, leverage, stops, funding, liquidation.</summary>
public sealed class PositionSpecs : IAsyncLifetime
{
    private const string Linear = $"category=linear&symbol={SimulatedVenue.Symbol}";
    private SimulatedVenue _venue = null!;

    public async Task InitializeAsync() =>
        _venue = await SimulatedVenue.StartAsync(options => options with { Limits = new() { AccountFactor = 0 } });

    public async Task DisposeAsync() => await _venue.DisposeAsync();

    [Fact]
    public async Task A_flat_position_is_listed_by_its_symbol_only()
    {
        var row = await _venue.PositionAsync();
        Assert.Equal(("", "0", "0", "0"), (
            row.Text("side"), row.Text("size"), row.Text("avgPrice"), row.Text("positionIdx")));
        Assert.Empty(await _venue.ListAsync("/v5/position/list", "category=linear&settleCoin=USDT"));
        Expect.Code(10001, await _venue.GetAsync("/v5/position/list", "category=linear"));
        await _venue.TradeAsync("Sell", "0.1");
        row = Assert.Single(await _venue.ListAsync("/v5/position/list", "category=linear&settleCoin=USDT"));
        Assert.Equal(("Sell", "0.1"), (row.Text("side"), row.Text("size")));
    }

    [Fact]
    public async Task Leverage_is_set_once()
    {
        Expect.Code(0, await LeverageAsync("20", "20"));
        Assert.Equal("20", (await _venue.PositionAsync()).Text("leverage"));
        Expect.Refused(110043, "leverage not modified", await LeverageAsync("20", "20"));
        Expect.Code(10001, await LeverageAsync("500", "500"));
        Expect.Code(10001, await LeverageAsync("5", ""));
    }

    [Fact]
    public async Task Hedge_mode_has_a_long_and_a_short()
    {
        var switchMode = Body(("mode", 3));
        Expect.Code(0, await _venue.PostAsync("/v5/position/switch-mode", switchMode));
        Expect.Code(110025, await _venue.PostAsync("/v5/position/switch-mode", switchMode));
        await _venue.TradeAsync("Buy", "0.2", ("positionIdx", 1));
        await _venue.TradeAsync("Sell", "0.1", ("positionIdx", 2));
        Expect.Refused(10001, "position idx not match position mode", await _venue.CreateAsync());
        var rows = await _venue.ListAsync("/v5/position/list", Linear);
        Assert.Equal(
            ["1 Buy 0.2", "2 Sell 0.1"],
            rows.Select(row => $"{row.Text("positionIdx")} {row.Text("side")} {row.Text("size")}"));
        await _venue.TradeAsync("Sell", "0.2", ("positionIdx", 1), ("reduceOnly", true));
        rows = await _venue.ListAsync("/v5/position/list", Linear);
        Assert.Equal(["0", "0.1"], rows.Select(row => row.Text("size")));
        Expect.Code(110024, await _venue.PostAsync("/v5/position/switch-mode", Body(("mode", 0))));
    }

    [Fact]
    public async Task A_mode_cannot_change_while_there_are_orders()
    {
        Expect.Code(0, await _venue.CreateAsync());
        Expect.Code(110028, await _venue.PostAsync("/v5/position/switch-mode", Body(("mode", 3))));
    }

    [Fact]
    public async Task A_reduce_only_order_never_flips()
    {
        await _venue.TradeAsync("Buy", "0.05");
        await _venue.TradeAsync("Sell", "1", ("reduceOnly", true));
        Assert.Equal("0", (await _venue.PositionAsync()).Text("size"));
        Expect.Refused(
            110017,
            "current position is zero, cannot fix reduce-only order qty",
            await _venue.CreateAsync(("side", "Sell"), ("price", "70000"), ("reduceOnly", true)));
    }

    [Fact]
    public async Task A_quantity_of_zero_closes_the_whole_position()
    {
        await _venue.TradeAsync("Buy", "0.05");
        await _venue.TradeAsync("Sell", "0", ("reduceOnly", true), ("closeOnTrigger", true));
        Assert.Equal("0", (await _venue.PositionAsync()).Text("size"));
    }

    [Fact]
    public async Task A_conditional_order_waits_for_its_price()
    {
        Expect.Code(110092, await StopAsync("1", "50000"));
        Expect.Code(110093, await StopAsync("2", "70000"));
        Expect.Code(10001, await StopAsync("", "65000"));
        Expect.Code(0, await StopAsync("1", "65000"));
        var row = await _venue.OneAsync("/v5/order/realtime", Linear);
        Assert.Equal(("Untriggered", "Stop", "65000", "MarkPrice"), (
            row.Text("orderStatus"), row.Text("stopOrderType"), row.Text("triggerPrice"), row.Text("triggerBy")));
        await _venue.PushAsync(Push(("markPrice", 65_000)));
        Assert.Equal(("Buy", "0.01"), ((await _venue.PositionAsync()).Text("side"), "0.01"));

        Expect.Code(0, await StopAsync("2", "40000"));
        row = await _venue.OneAsync("/v5/order/realtime", Linear);
        var named = Body(("orderId", row.Text("orderId")));
        Expect.Code(0, await _venue.PostAsync("/v5/order/cancel", named));
        Assert.Equal("Deactivated", (await _venue.OneAsync("/v5/order/history", Linear)).Text("orderStatus"));
    }

    [Fact]
    public async Task Take_profit_and_stop_loss_of_an_entry_guard_the_position()
    {
        await _venue.TradeAsync(
            "Buy", "0.05", ("takeProfit", "66000"), ("stopLoss", "55000"), ("tpTriggerBy", "MarkPrice"),
            ("slTriggerBy", "MarkPrice"));
        var position = await _venue.PositionAsync();
        Assert.Equal(("66000", "55000"), (position.Text("takeProfit"), position.Text("stopLoss")));
        var stops = await _venue.ListAsync("/v5/order/realtime", Linear);
        Assert.Equal(
            ["StopLoss", "TakeProfit"], stops.Select(row => row.Text("stopOrderType")).Order(StringComparer.Ordinal));
        await _venue.PushAsync(Push(("markPrice", 55_000)));
        Assert.Equal("0", (await _venue.PositionAsync()).Text("size"));
        Assert.Empty(await _venue.ListAsync("/v5/order/realtime", Linear));
        var ended = await _venue.ListAsync("/v5/order/history", Linear);
        Assert.Contains(ended, row => (row.Text("stopOrderType"), row.Text("orderStatus")) == ("StopLoss", "Filled"));
    }

    [Fact]
    public async Task Stops_are_set_changed_and_taken_away()
    {
        Expect.Refused(10001, "can not set tp/sl/ts", await TradingStopAsync(("takeProfit", "70000")));
        await _venue.TradeAsync("Buy", "0.05");
        Expect.Code(0, await TradingStopAsync(("takeProfit", "70000"), ("trailingStop", "500")));
        Assert.Equal("70000", (await _venue.PositionAsync()).Text("takeProfit"));
        Assert.Equal("500", (await _venue.PositionAsync()).Text("trailingStop"));
        Expect.Code(34040, await TradingStopAsync(("takeProfit", "70000")));
        Expect.Code(34040, await TradingStopAsync());
        Expect.Code(0, await TradingStopAsync(("takeProfit", "0")));
        Assert.Equal("", (await _venue.PositionAsync()).Text("takeProfit"));
        Expect.Code(10001, await TradingStopAsync(
            ("tpslMode", "Partial"), ("takeProfit", "70000"), ("tpSize", "0.01"), ("slSize", "0.02")));
        Expect.Code(0, await TradingStopAsync(
            ("tpslMode", "Partial"), ("takeProfit", "70000"), ("tpSize", "0.01"), ("tpOrderType", "Limit"),
            ("tpLimitPrice", "69900")));
        var rows = await _venue.ListAsync("/v5/order/realtime", Linear);
        Assert.Contains(rows, row => row.Text("stopOrderType") == "PartialTakeProfit" && row.Text("qty") == "0.01");
    }

    [Fact]
    public async Task Funding_is_an_execution_that_changes_the_wallet_and_not_the_position()
    {
        await _venue.TradeAsync("Buy", "1");
        await _venue.PushAsync(Push(("markPrice", 60_000)));
        var before = await BalanceAsync();
        await _venue.PushAsync(Push(("fundingRate", 0.0001m)));
        var row = await _venue.OneAsync("/v5/execution/list", $"{Linear}&execType=Funding");
        Assert.Equal(("6", "1", "60000", "0"), (
            row.Text("execFee"), row.Text("execQty"), row.Text("execPrice"), row.Text("closedSize")));
        Assert.Equal(before - 6m, await BalanceAsync());
        Assert.Equal("1", (await _venue.PositionAsync()).Text("size"));
    }

    [Fact]
    public async Task Funding_is_settled_when_its_time_comes()
    {
        await _venue.TradeAsync("Sell", "0.1");
        _venue.Time.Jump(TimeSpan.FromHours(8));
        await WaitAsync(async () =>
            (await _venue.ListAsync("/v5/execution/list", $"{Linear}&execType=Funding")).Count == 1);
        var past = await _venue.PublicAsync($"/v5/market/funding/history?{Linear}");
        var settled = Assert.Single(past.GetProperty("result").GetProperty("list").EnumerateArray());
        Assert.Equal(0, long.Parse(settled.Text("fundingRateTimestamp")) % (8 * 60 * 60 * 1000));
    }

    [Fact]
    public async Task A_position_without_margin_is_liquidated()
    {
        Expect.Code(0, await LeverageAsync("100", "100"));
        await _venue.TradeAsync("Buy", "30");
        var position = await _venue.PositionAsync();
        var liquidation = decimal.Parse(position.Text("liqPrice"));
        Assert.InRange(liquidation, 56_000m, 58_000m);
        await _venue.PushAsync(Push(("markPrice", Math.Floor(liquidation) + 2)));
        Assert.Equal("30", (await _venue.PositionAsync()).Text("size"));
        await _venue.PushAsync(Push(("markPrice", Math.Floor(liquidation) - 1)));
        Assert.Equal("0", (await _venue.PositionAsync()).Text("size"));
        var bust = await _venue.OneAsync("/v5/execution/list", $"{Linear}&execType=BustTrade");
        Assert.Equal(("CreateByLiq", "30", "Sell"), (
            bust.Text("createType"), bust.Text("execQty"), bust.Text("side")));
        var order = await _venue.OneAsync("/v5/order/history", Linear);
        Assert.Equal(("CreateByLiq", "Filled"), (order.Text("createType"), order.Text("orderStatus")));
        Assert.InRange(await BalanceAsync(), 0m, 30_000m);
    }

    [Fact]
    public async Task An_account_learns_of_its_fees_its_key_and_its_coin()
    {
        var fees = await _venue.OneAsync("/v5/account/fee-rate", Linear);
        Assert.Equal(("0.0002", "0.00055"), (fees.Text("makerFeeRate"), fees.Text("takerFeeRate")));
        var key = Expect.Code(0, await _venue.GetAsync("/v5/user/query-api", ""));
        Assert.Equal(("0", "1"), (key.Text("readOnly"), key.Text("uta")));
        var coins = Expect.Code(0, await _venue.GetAsync("/v5/asset/coin/query-info", "coin=USDT"));
        Assert.Equal("USDT", Assert.Single(coins.GetProperty("rows").EnumerateArray()).Text("coin"));
        coins = Expect.Code(0, await _venue.GetAsync("/v5/asset/coin/query-info", "coin=BTC"));
        Assert.Equal(0, coins.GetProperty("rows").GetArrayLength());
    }

    [Fact]
    public async Task The_words_of_success_are_many()
    {
        Assert.Equal("OK", (await _venue.GetAsync("/v5/account/info", "")).Text("retMsg"));
        Assert.Equal("", (await _venue.GetAsync("/v5/user/query-api", "")).Text("retMsg"));
        Assert.Equal("success", (await _venue.GetAsync("/v5/asset/coin/query-info", "")).Text("retMsg"));
        var mode = new JsonObject { ["setMarginMode"] = "ISOLATED_MARGIN" };
        Assert.Equal(
            "Request accepted", (await _venue.PostAsync("/v5/account/set-margin-mode", mode)).Text("retMsg"));
    }

    [Fact]
    public async Task Isolated_margin_can_be_added()
    {
        Expect.Code(0, await _venue.PostAsync(
            "/v5/account/set-margin-mode", new JsonObject { ["setMarginMode"] = "ISOLATED_MARGIN" }));
        Expect.Code(110026, await _venue.PostAsync(
            "/v5/account/set-margin-mode", new JsonObject { ["setMarginMode"] = "ISOLATED_MARGIN" }));
        await _venue.TradeAsync("Buy", "0.1");
        var before = await _venue.PositionAsync();
        Expect.Code(0, await _venue.PostAsync("/v5/position/add-margin", Body(("margin", "50"))));
        var after = await _venue.PositionAsync();
        Assert.Equal(decimal.Parse(before.Text("positionIM")) + 50m, decimal.Parse(after.Text("positionIM")));
        Assert.Equal(1, after.GetProperty("tradeMode").GetInt32());
        Assert.Equal(
            "ISOLATED_MARGIN",
            Expect.Code(0, await _venue.GetAsync("/v5/account/info", "")).Text("marginMode"));
    }

    private static JsonObject Body(params (string Name, JsonNode? Value)[] fields)
    {
        var body = new JsonObject { ["category"] = "linear", ["symbol"] = SimulatedVenue.Symbol };
        foreach (var (name, value) in fields)
        {
            body[name] = value;
        }

        return body;
    }

    private static JsonObject Push(params (string Name, JsonNode? Value)[] fields)
    {
        var body = Body(fields);
        body.Remove("category");
        return body;
    }

    private Task<JsonElement> LeverageAsync(string buy, string sell) => _venue.PostAsync(
        "/v5/position/set-leverage", Body(("buyLeverage", buy), ("sellLeverage", sell)));

    private Task<JsonElement> TradingStopAsync(params (string Name, JsonNode? Value)[] fields) =>
        _venue.PostAsync("/v5/position/trading-stop", Body(fields));

    private Task<JsonElement> StopAsync(string direction, string price) => _venue.CreateAsync(
        ("orderType", "Market"), ("price", null), ("triggerPrice", price), ("triggerDirection", direction),
        ("triggerBy", "MarkPrice"));

    private async Task<decimal> BalanceAsync()
    {
        var wallet = await _venue.OneAsync("/v5/account/wallet-balance", "accountType=UNIFIED&coin=USDT");
        return decimal.Parse(wallet.GetProperty("coin")[0].Text("walletBalance"));
    }

    private static async Task WaitAsync(Func<Task<bool>> holds)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await holds())
        {
            await Task.Delay(10, limit.Token);
        }
    }
}
