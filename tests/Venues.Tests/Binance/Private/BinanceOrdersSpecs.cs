using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Accounts;
using WhaleStack.Messages.Trading;
using WhaleStack.Messages.Units;
using WhaleStack.Venues.Tests.Bybit.Private;

namespace WhaleStack.Venues.Tests.Binance.Private;

/// <summary>The bytes of each command, and what its answers come to.</summary>
public sealed class BinanceOrdersSpecs
{
    private static readonly Reply Taken = new("""{"orderId":7,"clientOrderId":"bot-1"}""");
    private static readonly Reply Algo = new("""{"algoId":9,"clientAlgoId":"bot-1","algoStatus":"NEW"}""");
    private static readonly Reply Unknown = BinanceAccountScript.Refused(-2011, "Unknown order sent.");

    private static readonly OrderTicket Limit = BinanceAccountScript.Limit();

    public static TheoryData<OrderTicket, string> Tickets() => new()
    {
        {
            Limit,
            "POST /fapi/v1/order symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTX&quantity=0.01&price=60000"
            + "&newClientOrderId=bot-1&newOrderRespType=ACK"
        },
        {
            Limit with
            {
                Kind = OrderKind.Market, LimitQuote = null, Life = OrderLife.UntilCancelled, ReduceOnly = true,
            },
            "POST /fapi/v1/order symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.01&reduceOnly=true"
            + "&newClientOrderId=bot-1&newOrderRespType=ACK"
        },
        {
            Limit with { Slot = PositionSlot.Short, ReduceOnly = true },
            "POST /fapi/v1/order symbol=BTCUSDT&side=BUY&positionSide=SHORT&type=LIMIT&timeInForce=GTX&quantity=0.01"
            + "&price=60000&newClientOrderId=bot-1&newOrderRespType=ACK"
        },
        {
            Limit with
            {
                Life = OrderLife.UntilCancelled, Trigger = new OrderTrigger(61_000m, true, TriggerPrice.Last),
            },
            "POST /fapi/v1/algoOrder algoType=CONDITIONAL&symbol=BTCUSDT&side=BUY&type=STOP&timeInForce=GTC"
            + "&quantity=0.01&price=60000&triggerPrice=61000&workingType=CONTRACT_PRICE&clientAlgoId=bot-1"
        },
        {
            Limit with
            {
                Side = Side.Sell, Kind = OrderKind.Market, SizeBase = 0m, LimitQuote = null, ReduceOnly = true,
                Life = OrderLife.UntilCancelled, Trigger = new OrderTrigger(70_000.5m, true, TriggerPrice.Mark),
            },
            "POST /fapi/v1/algoOrder algoType=CONDITIONAL&symbol=BTCUSDT&side=SELL&type=TAKE_PROFIT_MARKET"
            + "&triggerPrice=70000.5&workingType=MARK_PRICE&closePosition=true&clientAlgoId=bot-1"
        },
    };

    [Theory]
    [MemberData(nameof(Tickets))]
    public async Task A_ticket_goes_to_its_endpoint_in_the_venues_words(OrderTicket ticket, string expected)
    {
        await using var venue = await BinanceAccountScript.StartAsync();
        venue.On("POST /fapi/v1/order", Taken).On("POST /fapi/v1/algoOrder", Algo);
        var receipt = (await venue.Bare().Orders.PlaceAsync(ticket, CancellationToken.None)).Granted();
        Assert.Equal(new OrderReceipt("bot-1", ticket.Trigger is null ? "7" : "a9"), receipt);
        var asked = Assert.Single(venue.Requests);
        Assert.Equal(expected, $"{asked.Method} {asked.Path} {BinanceAccountScript.Bare(asked)}");
    }

    [Fact]
    public async Task Closing_all_at_once_takes_the_size_of_the_position()
    {
        await using var venue = await BinanceAccountScript.StartAsync();
        venue.On("POST /fapi/v1/order", Taken).On("GET /fapi/v3/positionRisk", new Reply(
            """[{"symbol":"BTCUSDT","positionSide":"BOTH","positionAmt":"0.25","updateTime":5}]"""));
        var close = Limit with
        {
            Side = Side.Sell, Kind = OrderKind.Market, LimitQuote = null, SizeBase = 0m, ReduceOnly = true,
            Life = OrderLife.UntilCancelled,
        };
        var orders = venue.Bare().Orders;
        (await orders.PlaceAsync(close, CancellationToken.None)).Granted();
        Assert.Contains("quantity=0.25&reduceOnly=true", venue.Requests[^1].Query);
        var wrongWay = await orders.PlaceAsync(close with { Side = Side.Buy }, CancellationToken.None);
        Assert.Equal(VenueErrorKind.NothingToReduce, wrongWay.Refused().Kind);
    }

    [Fact]
    public async Task A_stop_with_an_entry_that_may_wait_is_refused_since_it_may_fire_before_it()
    {
        await using var venue = await BinanceAccountScript.StartAsync();
        var protection = new Protection(50_000m, null);
        var market = Limit with { Kind = OrderKind.Market, LimitQuote = null, Life = OrderLife.UntilCancelled };
        foreach (var ticket in (OrderTicket[])
            [
                Limit, Limit with { Life = OrderLife.UntilCancelled }, market with { ReduceOnly = true },
                market with { Trigger = new OrderTrigger(61_000m, true, TriggerPrice.Last) },
                market with { ClientOrderId = new string('x', 36) },
            ])
        {
            var refused = await venue.Bare().Orders.PlaceAsync(ticket with { Protection = protection }, default);
            Assert.Equal(VenueErrorKind.Unsupported, refused.Refused().Kind);
        }

        Assert.Empty(venue.Requests);
    }

    [Fact]
    public async Task Stop_and_target_go_before_their_entry_under_ids_made_of_its()
    {
        await using var venue = await BinanceAccountScript.StartAsync();
        venue.On("POST /fapi/v1/order", Taken).On("POST /fapi/v1/algoOrder", Algo);
        var entry = Limit with
        {
            Life = OrderLife.ImmediateOrCancel, Protection = new Protection(59_000m, 62_000m, TriggerPrice.Last),
        };
        (await venue.Bare().Orders.PlaceAsync(entry, default)).Granted();
        Assert.Equal(
            [
                "algoType=CONDITIONAL&symbol=BTCUSDT&side=SELL&type=STOP_MARKET&triggerPrice=59000"
                + "&workingType=CONTRACT_PRICE&closePosition=true&clientAlgoId=bot-1.",
                "algoType=CONDITIONAL&symbol=BTCUSDT&side=SELL&type=TAKE_PROFIT_MARKET&triggerPrice=62000"
                + "&workingType=CONTRACT_PRICE&closePosition=true&clientAlgoId=bot-1%3A",
                "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=IOC&quantity=0.01&price=60000&newClientOrderId=bot-1"
                + "&newOrderRespType=ACK",
            ],
            venue.Requests.Select(BinanceAccountScript.Bare));
    }

    [Fact]
    public async Task A_change_repeats_what_stays_as_it_is()
    {
        await using var venue = await BinanceAccountScript.StartAsync();
        venue.On("GET /fapi/v1/order", new Reply(BinanceRows.Order("NEW"))).On("PUT /fapi/v1/order", Taken);
        var orders = venue.Bare().Orders;
        var change = new OrderChange(BinanceAccountScript.Name(), LimitQuote: 59_000m);
        (await orders.ChangeAsync(change, CancellationToken.None)).Granted();
        Assert.Equal(
            "symbol=BTCUSDT&origClientOrderId=bot-1&side=BUY&quantity=0.010&price=59000",
            BinanceAccountScript.Bare(venue.Requests[^1]));
        venue.On("GET /fapi/v1/order", new Reply(BinanceRows.Order("FILLED")));
        var ended = await orders.ChangeAsync(change, CancellationToken.None);
        Assert.Equal(VenueErrorKind.OrderNotFound, ended.Refused().Kind);
        var trigger = await orders.ChangeAsync(change with { TriggerQuote = 5m }, CancellationToken.None);
        Assert.Equal(VenueErrorKind.Unsupported, trigger.Refused().Kind);
    }

    [Fact]
    public async Task A_cancel_by_our_id_finds_orders_with_and_without_a_trigger()
    {
        await using var venue = await BinanceAccountScript.StartAsync();
        venue.On("DELETE /fapi/v1/order", Unknown).On("DELETE /fapi/v1/algoOrder", Algo, Unknown);
        var orders = venue.Bare().Orders;
        var receipt = (await orders.CancelAsync(BinanceAccountScript.Name(), CancellationToken.None)).Granted();
        Assert.Equal("a9", receipt.VenueOrderId);
        Assert.Equal("symbol=BTCUSDT&clientAlgoId=bot-1", BinanceAccountScript.Bare(venue.Requests[^1]));
        var gone = await orders.CancelAsync(BinanceAccountScript.Name(), CancellationToken.None);
        Assert.Equal(VenueErrorKind.OrderNotFound, gone.Refused().Kind);
        var before = venue.Requests.Count;
        await orders.CancelAsync(new OrderKey(BinanceAccountScript.Btc, "", "a9"), CancellationToken.None);
        Assert.Equal("symbol=BTCUSDT&algoId=9", BinanceAccountScript.Bare(venue.Requests[before]));
    }

    [Fact]
    public async Task Each_order_of_a_batch_has_a_result_of_its_own()
    {
        await using var venue = await BinanceAccountScript.StartAsync();
        venue.On("POST /fapi/v1/batchOrders", new Reply(
            """[{"orderId":7,"clientOrderId":"b-1"},{"code":-2019,"msg":"Margin is insufficient."},{"code":-1007}]"""));
        var results = await venue.Bare().Orders.PlaceManyAsync(
            [.. Enumerable.Range(1, 4).Select(i => BinanceAccountScript.Limit($"b-{i}"))], CancellationToken.None);
        Assert.Equal("7", results[0].Granted().VenueOrderId);
        Assert.Equal(VenueErrorKind.InsufficientMargin, results[1].Refused().Kind);
        results[2].InDoubt();
        Assert.Contains("nothing is said of 'b-4'", results[3].InDoubt().Message);
        var sent = Uri.UnescapeDataString(BinanceAccountScript.Bare(Assert.Single(venue.Requests)));
        Assert.StartsWith(
            """batchOrders=[{"symbol":"BTCUSDT","side":"BUY","type":"LIMIT","timeInForce":"GTX","quantity":"0.01",""",
            sent);
        await Assert.ThrowsAsync<ArgumentException>(() => venue.Bare().Orders.PlaceManyAsync(
            [.. Enumerable.Range(1, 6).Select(i => BinanceAccountScript.Limit($"b-{i}"))], CancellationToken.None));
    }

    [Fact]
    public async Task A_batch_whose_answer_is_lost_is_in_doubt_as_a_whole()
    {
        await using var venue = await BinanceAccountScript.StartAsync();
        venue.On("POST /fapi/v1/batchOrders", Reply.Cut);
        var results = await venue.Bare().Orders.PlaceManyAsync(
            [BinanceAccountScript.Limit("b-1"), BinanceAccountScript.Limit("b-2")], CancellationToken.None);
        Assert.All(results, result => result.InDoubt());
        Assert.Single(venue.Requests);
    }

    [Fact]
    public async Task Tickets_that_contradict_themselves_cost_no_request()
    {
        await using var venue = await BinanceAccountScript.StartAsync();
        var orders = venue.Bare().Orders;
        foreach (var wrong in (OrderTicket[])
            [
                Limit with { SizeBase = 0m }, Limit with { LimitQuote = null }, Limit with { Kind = OrderKind.Market },
                Limit with { ClientOrderId = "no blanks" }, Limit with { ClientOrderId = new string('x', 37) },
                Limit with { Trigger = new OrderTrigger(5m, true, TriggerPrice.Index) },
                Limit with { Trigger = new OrderTrigger(0m, true, TriggerPrice.Last) },
                Limit with { Coin = new InstrumentId("bybit", "BTCUSDT") },
            ])
        {
            await Assert.ThrowsAsync<ArgumentException>(() => orders.PlaceAsync(wrong, CancellationToken.None));
        }

        Assert.Empty(venue.Requests);
    }
}
