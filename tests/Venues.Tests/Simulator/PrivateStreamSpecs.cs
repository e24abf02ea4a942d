using System.Net.WebSockets;
using System.Text.Json.Nodes;
using WhaleStack.Venues.Tests.Simulator.Support;

namespace WhaleStack.Venues.Tests.Simulator;

/// <summary>The private stream of the simulated venue.</summary>
public sealed class PrivateStreamSpecs : IAsyncLifetime
{
    private SimulatedVenue _venue = null!;

    public async Task InitializeAsync() => _venue = await SimulatedVenue.StartAsync();

    public async Task DisposeAsync() => await _venue.DisposeAsync();

    [Fact]
    public async Task Nobody_subscribes_before_saying_who_it_is()
    {
        await using var socket = await VenueSocket.ConnectAsync(_venue, "/v5/private");
        await socket.SubscribeAsync("order");
        Assert.Equal("Request not authorized", (await socket.AnswerAsync("subscribe")).Text("ret_msg"));
        await socket.AuthAsync(secret: "wrong", succeeds: false);
        await socket.AuthAsync();
        await socket.SubscribeAsync("order");
        Assert.True((await socket.AnswerAsync("subscribe")).GetProperty("success").GetBoolean());
    }

    [Fact]
    public async Task A_pong_is_an_operation_of_its_own_with_the_time()
    {
        await using var socket = await _venue.PrivateSocketAsync();
        await socket.SendAsync("""{"op":"ping","req_id":"p1"}""");
        var pong = await socket.AnswerAsync("pong");
        Assert.Equal("p1", pong.Text("req_id"));
        Assert.InRange(long.Parse(pong.GetProperty("args")[0].GetString()!), _venue.NowMs - 60_000, _venue.NowMs);
        Assert.NotEmpty(pong.Text("conn_id"));

        // Some clients number their requests.
        await socket.SendAsync("""{"op":"ping","req_id":7}""");
        Assert.Equal("7", (await socket.AnswerAsync("pong")).Text("req_id"));
    }

    [Theory]
    [InlineData("error:handler not found,topic:fills", "fills", "order")]
    [InlineData("error:all-in-one and categorised topics cannot be mixed,topic:order", "order", "order.linear")]
    [InlineData("error:already subscribed,topic:wallet", "wallet", "wallet")]
    [InlineData("error:args is empty")]
    public async Task A_request_with_one_bad_topic_is_refused_whole(string words, params string[] topics)
    {
        await using var socket = await _venue.PrivateSocketAsync();
        await socket.SubscribeAsync(topics);
        var answer = await socket.AnswerAsync("subscribe");
        Assert.Equal((words, "False"), (answer.Text("ret_msg"), answer.Text("success")));
        await socket.SubscribeAsync("order", "execution", "position", "wallet");
        Assert.True((await socket.AnswerAsync("subscribe")).GetProperty("success").GetBoolean());
    }

    [Fact]
    public async Task A_resting_order_is_told_with_its_position_though_that_did_not_change()
    {
        await using var socket = await _venue.PrivateSocketAsync("order", "position", "wallet");
        Expect.Code(0, await _venue.CreateAsync(("orderLinkId", "rest")));
        var order = await socket.RowAsync("order", "orderLinkId", "rest");
        Assert.Equal(("New", "50000", "CreateByUser"), (
            order.Text("orderStatus"), order.Text("price"), order.Text("createType")));
        var position = await socket.RowAsync("position", "symbol", SimulatedVenue.Symbol);
        Assert.Equal(("0", "0"), (position.Text("size"), position.Text("entryPrice")));
        Assert.False(position.TryGetProperty("avgPrice", out _));
        var wallet = await socket.TopicAsync("wallet");
        Assert.NotEqual("0", wallet.GetProperty("data")[0].GetProperty("coin")[0].Text("totalOrderIM"));
    }

    [Fact]
    public async Task A_fill_is_told_by_order_execution_position_and_wallet()
    {
        await using var socket = await _venue.PrivateSocketAsync("order", "execution", "position", "wallet");
        await _venue.TradeAsync("Buy", "3", ("orderLinkId", "sweep"));
        var order = await socket.RowAsync("order", "orderLinkId", "sweep");
        Assert.Equal("Filled", order.Text("orderStatus"));
        var executions = (await socket.TopicAsync("execution")).GetProperty("data").EnumerateArray().ToList();
        Assert.True(executions.Count > 1, "a sweep of several levels comes in one message");
        Assert.Equal(3m, executions.Sum(row => decimal.Parse(row.Text("execQty"))));
        Assert.Equal(executions.Count, executions.Select(row => row.Text("execId")).Distinct().Count());
        Assert.All(executions, row => Assert.Equal(order.Text("orderId"), row.Text("orderId")));
        var position = await socket.RowAsync("position", "size", "3");
        Assert.Equal(order.Text("avgPrice"), position.Text("entryPrice"));
        Assert.NotEqual(
            "100000", (await socket.TopicAsync("wallet")).GetProperty("data")[0].Text("totalWalletBalance"));
    }

    [Fact]
    public async Task Categorised_and_fast_topics_are_told_under_their_names()
    {
        await using var socket = await _venue.PrivateSocketAsync("order.linear", "execution.fast.linear");
        await _venue.TradeAsync("Buy", "0.01");
        Assert.Equal("Filled", (await socket.TopicAsync("order.linear")).GetProperty("data")[0].Text("orderStatus"));
        var fast = (await socket.TopicAsync("execution.fast.linear")).GetProperty("data")[0];
        Assert.False(fast.TryGetProperty("execFee", out _));
        Assert.Equal("0.01", fast.Text("execQty"));
    }

    [Fact]
    public async Task A_post_only_order_that_would_take_is_told_once_as_cancelled()
    {
        await using var socket = await _venue.PrivateSocketAsync("order");
        Expect.Code(0, await _venue.CreateAsync(("price", "70000"), ("timeInForce", "PostOnly")));
        var rows = (await socket.TopicAsync("order")).GetProperty("data");
        Assert.Equal(1, rows.GetArrayLength());
        Assert.Equal(("Cancelled", "EC_PostOnlyWillTakeLiquidity"), (
            rows[0].Text("orderStatus"), rows[0].Text("rejectReason")));
    }

    [Fact]
    public async Task A_conditional_order_is_told_untriggered_triggered_and_filled()
    {
        await using var socket = await _venue.PrivateSocketAsync("order");
        Expect.Code(0, await _venue.CreateAsync(
            ("orderType", "Market"), ("price", null), ("triggerPrice", "65000"), ("triggerDirection", 1),
            ("triggerBy", "MarkPrice"), ("orderLinkId", "stop")));
        await socket.RowAsync("order", "orderStatus", "Untriggered");
        await _venue.PushAsync(new JsonObject { ["symbol"] = SimulatedVenue.Symbol, ["markPrice"] = 65_000 });
        var rows = (await socket.TopicAsync("order")).GetProperty("data").EnumerateArray().ToList();
        Assert.Equal(["Triggered", "Filled"], rows.Select(row => row.Text("orderStatus")));
        Assert.All(rows, row => Assert.Equal("stop", row.Text("orderLinkId")));
    }

    [Fact]
    public async Task Funding_and_liquidation_come_as_executions()
    {
        await using var socket = await _venue.PrivateSocketAsync("order", "execution");
        await _venue.TradeAsync("Buy", "15");
        await _venue.PushAsync(new JsonObject { ["symbol"] = SimulatedVenue.Symbol, ["fundingRate"] = -0.0002 });
        var funding = await socket.RowAsync("execution", "execType", "Funding");
        Assert.StartsWith("-", funding.Text("execFee"));
        await _venue.PushAsync(new JsonObject { ["symbol"] = SimulatedVenue.Symbol, ["markPrice"] = 53_000 });
        Assert.Equal("15", (await socket.RowAsync("execution", "execType", "BustTrade")).Text("execQty"));
    }

    [Fact]
    public async Task Others_are_told_nothing()
    {
        await using var other = await VenueSocket.ConnectAsync(_venue, "/v5/private");
        await other.AuthAsync(SimulatedVenue.OtherKey, SimulatedVenue.OtherSecret);
        await other.SubscribeAsync("order", "wallet");
        await other.AnswerAsync("subscribe");
        await using var own = await _venue.PrivateSocketAsync("order");
        Expect.Code(0, await _venue.CreateAsync());
        await own.TopicAsync("order");
        Assert.Empty(await other.DuringAsync(TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task What_happens_while_nobody_listens_is_not_told_later()
    {
        Expect.Code(0, await _venue.CreateAsync(("orderLinkId", "away")));
        await using (var first = await _venue.PrivateSocketAsync("order"))
        {
            await _venue.FaultAsync(new() { ["kind"] = "disconnect", ["target"] = "/v5/private", ["count"] = 1 });
            Expect.Code(0, await _venue.PostAsync("/v5/order/amend", Named(("qty", "0.02"))));
            await first.UntilEndAsync();
        }

        Expect.Code(0, await _venue.PostAsync("/v5/order/cancel", Named()));
        await using var second = await _venue.PrivateSocketAsync("order");
        Assert.Empty(await second.DuringAsync(TimeSpan.FromSeconds(1)));
        var ended = await _venue.OneAsync("/v5/order/history", "category=linear&orderLinkId=away");
        Assert.Equal(("Cancelled", "0.02"), (ended.Text("orderStatus"), ended.Text("qty")));

        static JsonObject Named(params (string Name, JsonNode? Value)[] fields)
        {
            var named = SimulatedVenue.Order([("orderLinkId", "away"), .. fields]);
            named.Remove("price");
            return named;
        }
    }

    [Fact]
    public async Task An_unsubscribed_topic_is_silent()
    {
        await using var socket = await _venue.PrivateSocketAsync("order", "position");
        await socket.SendAsync("""{"op":"unsubscribe","args":["order"]}""");
        await socket.AnswerAsync("unsubscribe");
        Expect.Code(0, await _venue.CreateAsync());
        var frames = await socket.DuringAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(["position"], frames.Select(frame => frame.Text("topic")));
    }

    [Fact]
    public async Task A_client_that_says_nothing_for_its_time_is_cut_off()
    {
        await using var silent = await VenueSocket.ConnectAsync(_venue, "/v5/private?max_active_time=30s");
        await using var lively = await VenueSocket.ConnectAsync(_venue, "/v5/private?max_active_time=2m");
        for (var i = 0; i < 3; i++)
        {
            _venue.Time.Jump(TimeSpan.FromSeconds(30));
            await lively.SendAsync("""{"op":"ping"}""");
            await lively.AnswerAsync("pong");
        }

        await silent.UntilEndAsync();
        await lively.SendAsync("""{"op":"ping"}""");
        await lively.AnswerAsync("pong");
    }

    [Theory]
    [InlineData("/v5/private?max_active_time=10s")]
    [InlineData("/v5/private?max_active_time=11m")]
    [InlineData("/v5/trade?max_active_time=soon")]
    public async Task A_time_outside_the_range_is_refused(string path) =>
        await Assert.ThrowsAsync<WebSocketException>(() => VenueSocket.ConnectAsync(_venue, path));

    [Fact]
    public async Task Nonsense_is_answered()
    {
        await using var socket = await _venue.PrivateSocketAsync();
        await socket.SendAsync("{nonsense");
        Assert.False((await socket.AnswerAsync("error")).GetProperty("success").GetBoolean());
        await socket.SendAsync("""{"op":"dance"}""");
        Assert.Equal("error:unknown op,dance", (await socket.AnswerAsync("dance")).Text("ret_msg"));
    }
}
