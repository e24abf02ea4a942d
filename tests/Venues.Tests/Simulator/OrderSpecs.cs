using System.Text.Json;
using System.Text.Json.Nodes;
using WhaleStack.Venues.Tests.Simulator.Support;

namespace WhaleStack.Venues.Tests.Simulator;

/// <summary>Orders by REST: what is taken, what is refused and with which code, what can be read back.</summary>
public sealed class OrderSpecs : IAsyncLifetime
{
    private const string Linear = $"category=linear&symbol={SimulatedVenue.Symbol}";
    private SimulatedVenue _venue = null!;

    public async Task InitializeAsync() =>
        _venue = await SimulatedVenue.StartAsync(options => options with { Limits = new() { AccountFactor = 0 } });

    public async Task DisposeAsync() => await _venue.DisposeAsync();

    [Fact]
    public async Task An_order_rests_and_can_be_found_by_either_id()
    {
        var made = Expect.Code(0, await _venue.CreateAsync(("orderLinkId", "bot-1"), ("timeInForce", "PostOnly")));
        Assert.Equal("bot-1", made.Text("orderLinkId"));
        var id = made.Text("orderId");
        foreach (var query in (string[])[Linear, $"{Linear}&orderLinkId=bot-1", $"category=linear&orderId={id}"])
        {
            var row = await _venue.OneAsync("/v5/order/realtime", query);
            Assert.Equal((id, "New", "PostOnly"), (
                row.Text("orderId"), row.Text("orderStatus"), row.Text("timeInForce")));
            Assert.Equal(("50000", "0.01", "0.01"), (row.Text("price"), row.Text("qty"), row.Text("leavesQty")));
        }

        Assert.Empty(await _venue.ListAsync("/v5/order/realtime", $"{Linear}&orderLinkId=other"));
        Assert.Empty(await _venue.ListAsync("/v5/order/realtime", "category=linear&settleCoin=USDC"));
        Assert.Single(await _venue.ListAsync("/v5/order/realtime", "category=linear&baseCoin=BTC"));
        Expect.Code(10001, await _venue.GetAsync("/v5/order/realtime", "category=linear"));
    }

    [Fact]
    public async Task A_market_order_is_executed_at_once_with_fees()
    {
        await _venue.TradeAsync("Buy", "0.1");
        var execution = await _venue.OneAsync("/v5/execution/list", Linear);
        var price = decimal.Parse(execution.Text("execPrice"));
        Assert.InRange(price, 59_000m, 61_000m);
        Assert.Equal(("Trade", "False", "0.00055"), (
            execution.Text("execType"), execution.Text("isMaker"), execution.Text("feeRate")));
        var sum = (await _venue.ListAsync("/v5/execution/list", Linear))
            .Sum(row => decimal.Parse(row.Text("execFee")));
        Assert.Equal(Math.Round(sum, 8), Math.Round(100_000m - decimal.Parse(await BalanceAsync()), 8));
        var order = await _venue.OneAsync("/v5/order/history", Linear);
        Assert.Equal(("Filled", "IOC", "0.1"), (
            order.Text("orderStatus"), order.Text("timeInForce"), order.Text("cumExecQty")));
        var position = await _venue.PositionAsync();
        Assert.Equal(("Buy", "0.1", "0"), (position.Text("side"), position.Text("size"), position.Text("positionIdx")));
        Assert.Equal(order.Text("avgPrice"), position.Text("avgPrice"));
    }

    [Fact]
    public async Task Own_orders_stand_in_the_public_book_and_own_trades_on_the_public_tape()
    {
        var book = await BookAsync();
        var price = decimal.Parse(book.GetProperty("b")[0][0].GetString()!) + 0.1m;
        Expect.Code(0, await _venue.CreateAsync(("price", $"{price}"), ("qty", "0.777")));
        var level = (await BookAsync()).GetProperty("b")[0];
        Assert.Equal(($"{price}", "0.777"), (level[0].GetString(), level[1].GetString()));

        var sale = SimulatedVenue.Order(("side", "Sell"), ("orderType", "Market"), ("qty", "0.777"), ("price", null));
        Expect.Code(0, await _venue.PostAsync(
            "/v5/order/create", sale, SimulatedVenue.OtherKey, SimulatedVenue.OtherSecret));
        var trades = await _venue.PublicAsync($"/v5/market/recent-trade?{Linear}&limit=1");
        var trade = trades.GetProperty("result").GetProperty("list")[0];
        Assert.Equal(("Sell", "0.777"), (trade.Text("side"), trade.Text("size")));
        Assert.Equal($"{price}", trade.Text("price"));
        var execution = await _venue.OneAsync("/v5/execution/list", Linear);
        Assert.Equal(("True", "0.0002"), (execution.Text("isMaker"), execution.Text("feeRate")));
    }

    [Fact]
    public async Task A_post_only_order_that_would_take_is_accepted_and_then_cancelled()
    {
        Expect.Code(0, await _venue.CreateAsync(("price", "70000"), ("timeInForce", "PostOnly")));
        var order = await _venue.OneAsync("/v5/order/history", Linear);
        Assert.Equal(("Cancelled", "EC_PostOnlyWillTakeLiquidity", "0"), (
            order.Text("orderStatus"), order.Text("rejectReason"), order.Text("cumExecQty")));
    }

    [Fact]
    public async Task A_cancelled_order_may_be_partly_filled()
    {
        var ask = decimal.Parse((await BookAsync()).GetProperty("a")[0][0].GetString()!);
        Expect.Code(0, await _venue.CreateAsync(("price", $"{ask}"), ("qty", "8"), ("timeInForce", "IOC")));
        var order = await _venue.OneAsync("/v5/order/history", Linear);
        Assert.Equal("Cancelled", order.Text("orderStatus"));
        Assert.InRange(decimal.Parse(order.Text("cumExecQty")), 0.001m, 7.999m);
        Expect.Code(0, await _venue.CreateAsync(("price", $"{ask}"), ("qty", "8"), ("timeInForce", "FOK")));
        order = await _venue.OneAsync("/v5/order/history", Linear);
        Assert.Equal(("Cancelled", "0"), (order.Text("orderStatus"), order.Text("cumExecQty")));
    }

    [Fact]
    public async Task An_order_is_amended_and_cancelled()
    {
        Expect.Code(0, await _venue.CreateAsync(("orderLinkId", "a")));
        var change = Named("a");
        (change["price"], change["qty"]) = ("50100.5", "0.02");
        Assert.Equal("a", Expect.Code(0, await _venue.PostAsync("/v5/order/amend", change)).Text("orderLinkId"));
        var row = await _venue.OneAsync("/v5/order/realtime", Linear);
        Assert.Equal(("50100.5", "0.02"), (row.Text("price"), row.Text("qty")));
        Expect.Code(0, await _venue.PostAsync("/v5/order/cancel", Named("a")));
        Assert.Empty(await _venue.ListAsync("/v5/order/realtime", Linear));
        var closed = await _venue.OneAsync("/v5/order/realtime", $"{Linear}&openOnly=1");
        Assert.Equal(("Cancelled", "CancelByUser"), (closed.Text("orderStatus"), closed.Text("cancelType")));
        Expect.Refused(
            110001, "order not exists or too late to cancel", await _venue.PostAsync("/v5/order/cancel", Named("a")));
        Expect.Refused(
            110001, "order not exists or too late to replace", await _venue.PostAsync("/v5/order/amend", change));
    }

    [Fact]
    public async Task All_orders_of_a_scope_are_cancelled()
    {
        Expect.Code(0, await _venue.CreateAsync());
        Expect.Code(0, await _venue.CreateAsync());
        Expect.Code(0, await _venue.CreateAsync(("symbol", "ETHUSDT"), ("qty", "0.1"), ("price", "2000")));
        var all = new JsonObject { ["category"] = "linear", ["symbol"] = SimulatedVenue.Symbol };
        var result = Expect.Code(0, await _venue.PostAsync("/v5/order/cancel-all", all));
        Assert.Equal((2, "1"), (result.GetProperty("list").GetArrayLength(), result.Text("success")));
        var rest = new JsonObject { ["category"] = "linear", ["settleCoin"] = "USDT" };
        result = Expect.Code(0, await _venue.PostAsync("/v5/order/cancel-all", rest));
        Assert.Equal(1, result.GetProperty("list").GetArrayLength());
        Expect.Code(10001, await _venue.PostAsync("/v5/order/cancel-all", new JsonObject { ["category"] = "linear" }));
    }

    [Fact]
    public async Task A_batch_answers_for_each_order()
    {
        var batch = new JsonObject
        {
            ["category"] = "linear",
            ["request"] = new JsonArray(
                SimulatedVenue.Order(("orderLinkId", "one")), SimulatedVenue.Order(("qty", "0.0001"))),
        };
        var answer = await _venue.PostAsync("/v5/order/create-batch", batch);
        Assert.Equal([0, 10001], Codes(Expect.Code(0, answer), answer));
        Assert.Equal("one", answer.GetProperty("result").GetProperty("list")[0].Text("orderLinkId"));
        var change = Named("one");
        change["qty"] = "0.02";
        batch = new JsonObject { ["category"] = "linear", ["request"] = new JsonArray(change) };
        answer = await _venue.PostAsync("/v5/order/amend-batch", batch);
        Assert.Equal([0], Codes(Expect.Code(0, answer), answer));
        batch = new JsonObject { ["category"] = "linear", ["request"] = new JsonArray(Named("one"), Named("two")) };
        answer = await _venue.PostAsync("/v5/order/cancel-batch", batch);
        Assert.Equal([0, 110001], Codes(Expect.Code(0, answer), answer));
        batch["request"] = new JsonArray([.. Enumerable.Range(0, 21).Select(_ => SimulatedVenue.Order())]);
        Expect.Code(10001, await _venue.PostAsync("/v5/order/create-batch", batch));

        static IEnumerable<int> Codes(JsonElement result, JsonElement answer)
        {
            Assert.Equal(
                result.GetProperty("list").GetArrayLength(),
                answer.GetProperty("retExtInfo").GetProperty("list").GetArrayLength());
            return answer.GetProperty("retExtInfo").GetProperty("list").EnumerateArray()
                .Select(row => row.GetProperty("code").GetInt32());
        }
    }

    [Theory]
    [InlineData("category", "spot", 10001)]
    [InlineData("symbol", "NOSUCHUSDT", 10001)]
    [InlineData("side", "Long", 10001)]
    [InlineData("orderType", "Stop", 10001)]
    [InlineData("qty", "", 10001)]
    [InlineData("qty", "0.0005", 10001)]
    [InlineData("qty", "-1", 10001)]
    [InlineData("price", "", 10001)]
    [InlineData("price", "50000.05", 10001)]
    [InlineData("price", "9000000", 110003)]
    [InlineData("qty", "5000", 10001)]
    [InlineData("qty", "900", 110007)]
    [InlineData("price", "1000", 110094, "0.001")]
    [InlineData("timeInForce", "RPI", 10001)]
    [InlineData("positionIdx", "1", 10001)]
    [InlineData("reduceOnly", "true", 110017)]
    [InlineData("orderLinkId", "with space", 10001)]
    [InlineData("orderLinkId", "0123456789012345678901234567890123456789012345", 10001)]
    [InlineData("smpType", "Sometimes", 10001)]
    [InlineData("tpLimitPrice", "1", 10001)]
    public async Task A_wrong_order_is_refused_by_code(string field, string value, int code, string quantity = "0.01")
    {
        var answer = await _venue.CreateAsync(
            ("qty", quantity), ("tpOrderType", field == "tpLimitPrice" ? "Limit" : null),
            ("takeProfit", field == "tpLimitPrice" ? "70000" : null), (field, value));
        Expect.Code(code, answer);
        Assert.NotEmpty(answer.Text("retMsg"));
        Assert.Empty(await _venue.ListAsync("/v5/order/realtime", Linear));
    }

    [Fact]
    public async Task A_number_must_be_a_string()
    {
        Expect.Refused(10001, "params error: qty '1' invalid", await _venue.CreateAsync(("qty", 1)));
        Expect.Code(0, await _venue.CreateAsync(("positionIdx", 0), ("reduceOnly", false)));
    }

    [Fact]
    public async Task A_clients_id_is_good_for_one_order()
    {
        Expect.Code(0, await _venue.CreateAsync(("orderLinkId", "once")));
        Expect.Refused(110072, "OrderLinkedID is duplicate", await _venue.CreateAsync(("orderLinkId", "once")));
        Expect.Code(0, await _venue.PostAsync("/v5/order/cancel", Named("once")));
        Expect.Code(110072, await _venue.CreateAsync(("orderLinkId", "once")));
    }

    [Fact]
    public async Task A_limit_price_can_be_taken_from_the_book()
    {
        var book = await BookAsync();
        Expect.Code(0, await _venue.CreateAsync(("price", null), ("bboSideType", "Queue"), ("bboLevel", "3")));
        var row = await _venue.OneAsync("/v5/order/realtime", Linear);
        Assert.Equal(book.GetProperty("b")[2][0].GetString(), row.Text("price"));
        Expect.Code(10001, await _venue.CreateAsync(("bboSideType", "Queue"), ("bboLevel", "6")));
    }

    [Fact]
    public async Task Orders_are_listed_in_pages_newest_first()
    {
        for (var i = 0; i < 5; i++)
        {
            Expect.Code(0, await _venue.CreateAsync(("orderLinkId", $"page-{i}")));
            _venue.Time.Advance(TimeSpan.FromMilliseconds(1));
        }

        var ids = new List<string>();
        var cursor = "";
        do
        {
            var answer = await _venue.GetAsync("/v5/order/realtime", $"{Linear}&limit=2&cursor={cursor}");
            var result = Expect.Code(0, answer);
            ids.AddRange(result.GetProperty("list").EnumerateArray().Select(row => row.Text("orderLinkId")));
            cursor = result.Text("nextPageCursor");
        }
        while (cursor.Length > 0);

        Assert.Equal(["page-4", "page-3", "page-2", "page-1", "page-0"], ids);
    }

    [Fact]
    public async Task The_past_is_looked_up_in_windows_of_seven_days()
    {
        await _venue.TradeAsync("Buy", "0.01");
        var now = _venue.NowMs;
        Assert.NotEmpty(await _venue.ListAsync("/v5/execution/list", $"{Linear}&startTime={now}&endTime={now}"));
        Assert.Empty(await _venue.ListAsync("/v5/execution/list", $"{Linear}&startTime={now + 1}"));
        Assert.Empty(await _venue.ListAsync("/v5/order/history", $"{Linear}&endTime={now - 1}"));
        Assert.Empty(await _venue.ListAsync("/v5/execution/list", $"{Linear}&execType=Funding"));
        var days = 7L * 24 * 60 * 60 * 1000;
        Expect.Code(10001, await _venue.GetAsync(
            "/v5/order/history", $"{Linear}&startTime={now - days - 1}&endTime={now}"));
    }

    private static JsonObject Named(string link) => new()
    {
        ["category"] = "linear", ["symbol"] = SimulatedVenue.Symbol, ["orderLinkId"] = link,
    };

    private async Task<JsonElement> BookAsync() => Expect.Code(
        0, await _venue.PublicAsync($"/v5/market/orderbook?{Linear}"));

    private async Task<string> BalanceAsync()
    {
        var wallet = await _venue.OneAsync("/v5/account/wallet-balance", "accountType=UNIFIED");
        return wallet.GetProperty("coin")[0].Text("walletBalance");
    }
}
