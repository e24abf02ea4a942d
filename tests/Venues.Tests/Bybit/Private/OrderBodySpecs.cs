using System.Text.Json;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Accounts;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Trading;
using WhaleStack.Messages.Units;
using WhaleStack.Venues.Bybit;
using WhaleStack.Venues.Bybit.Private;

namespace WhaleStack.Venues.Tests.Bybit.Private;

/// <summary>The bytes of commands, and what is refused before it costs a request.</summary>
public sealed class OrderBodySpecs
{
    private static readonly InstrumentId Spot = InstrumentId.Parse("bybit-spot:BTCUSDT");

    [Fact]
    public void A_limit_order() => Assert.Equal(
        """
        {"category":"linear","symbol":"BTCUSDT","side":"Buy","orderType":"Limit","qty":"0.01","price":"60000",
        "timeInForce":"PostOnly","positionIdx":0,"orderLinkId":"bot-1"}
        """.ReplaceLineEndings(""),
        Body(Tickets.Limit()));

    [Fact]
    public void A_limit_order_with_stop_and_target_that_watch_the_mark_price() => Assert.Equal(
        """
        {"category":"linear","symbol":"BTCUSDT","side":"Buy","orderType":"Limit","qty":"0.010","price":"60000.50",
        "timeInForce":"GTC","positionIdx":1,"orderLinkId":"bot-1","takeProfit":"62000","stopLoss":"59000",
        "tpTriggerBy":"MarkPrice","slTriggerBy":"MarkPrice","tpslMode":"Full"}
        """.ReplaceLineEndings(""),
        Body(Tickets.Limit() with
        {
            SizeBase = 0.010m,
            LimitQuote = 60_000.50m,
            Life = OrderLife.UntilCancelled,
            Slot = PositionSlot.Long,
            Protection = new Protection(59_000m, 62_000m),
        }));

    [Fact]
    public void A_market_order_that_only_reduces_the_short_of_a_hedge() => Assert.Equal(
        """
        {"category":"linear","symbol":"BTCUSDT","side":"Sell","orderType":"Market","qty":"0.010","timeInForce":"IOC",
        "positionIdx":2,"orderLinkId":"bot-1","reduceOnly":true}
        """.ReplaceLineEndings(""),
        Body(Tickets.Market() with { ReduceOnly = true, Slot = PositionSlot.Short }));

    [Fact]
    public void Closing_a_whole_position_has_no_size() => Assert.Equal(
        """
        {"category":"linear","symbol":"BTCUSDT","side":"Sell","orderType":"Market","qty":"0","timeInForce":"IOC",
        "positionIdx":0,"orderLinkId":"bot-1","reduceOnly":true,"closeOnTrigger":true}
        """.ReplaceLineEndings(""),
        Body(Tickets.Market() with { ReduceOnly = true, SizeBase = 0m }));

    [Fact]
    public void A_conditional_order() => Assert.Equal(
        """
        {"category":"linear","symbol":"BTCUSDT","side":"Sell","orderType":"Market","qty":"0.010","timeInForce":"IOC",
        "positionIdx":0,"orderLinkId":"bot-1","triggerPrice":"58000","triggerDirection":2,"triggerBy":"LastPrice"}
        """.ReplaceLineEndings(""),
        Body(Tickets.Market() with { Trigger = new OrderTrigger(58_000m, WhenRising: false, TriggerPrice.Last) }));

    [Fact]
    public void A_spot_market_order_counts_in_base() => Assert.Equal(
        """
        {"category":"spot","symbol":"BTCUSDT","side":"Sell","orderType":"Market","qty":"0.010","timeInForce":"IOC",
        "marketUnit":"baseCoin","orderLinkId":"bot-1"}
        """.ReplaceLineEndings(""),
        Body(Tickets.Market() with { Coin = Spot }));

    [Fact]
    public void A_traders_order_becomes_a_ticket_with_its_stop_and_target()
    {
        var order = new OpenOrder(
            "bot-1", "d", "t", Given.Btc, Side.Buy, OrderKind.Limit, 1m, 60_000m, false, 59_000m, null, 60_000m,
            new Watermark(DateTimeOffset.UnixEpoch, StepPhase.Live), "why");
        Assert.Equal(
            new OrderTicket(
                "bot-1", Given.Btc, Side.Buy, OrderKind.Limit, 1m, 60_000m, Protection: new Protection(59_000m, null)),
            OrderTicket.For(order));
        Assert.Null(OrderTicket.For(order with { StopQuote = null }).Protection);
        Assert.DoesNotContain("takeProfit", Body(OrderTicket.For(order)));
    }

    [Fact]
    public void A_change_names_only_what_changes()
    {
        Assert.Equal(
            """{"category":"linear","symbol":"BTCUSDT","orderLinkId":"bot-1","qty":"0.02","price":"60100.5"}""",
            Body(new OrderChange(Tickets.Key(), SizeBase: 0.02m, LimitQuote: 60_100.5m)));
        Assert.Equal(
            """
            {"category":"linear","symbol":"BTCUSDT","orderLinkId":"bot-1","triggerPrice":"1","takeProfit":"0",
            "stopLoss":"59000"}
            """.ReplaceLineEndings(""),
            Body(new OrderChange(Tickets.Key(), TriggerQuote: 1m, StopQuote: 59_000m, TargetQuote: 0m)));
    }

    [Fact]
    public void An_order_is_named_by_our_id_or_else_by_the_venues()
    {
        Assert.Equal(
            """{"category":"linear","symbol":"BTCUSDT","orderLinkId":"bot-1"}""",
            Body(Tickets.Key() with { VenueOrderId = "v" }));
        Assert.Equal(
            """{"category":"linear","symbol":"BTCUSDT","orderId":"v"}""", Body(new OrderKey(Given.Btc, "", "v")));
    }

    [Fact]
    public void Settings_of_an_account()
    {
        Assert.Equal(
            """{"category":"linear","symbol":"BTCUSDT","buyLeverage":"2.5","sellLeverage":"2.5"}""",
            BybitBodies.Leverage(Given.Btc, 2.5m));
        Assert.Equal(
            """{"category":"linear","symbol":"BTCUSDT","mode":3}""", BybitBodies.Mode(Given.Btc, PositionMode.Hedge));
        Assert.Equal(
            """{"category":"linear","symbol":"BTCUSDT","mode":0}""", BybitBodies.Mode(Given.Btc, PositionMode.OneWay));
        Assert.Equal(
            """
            {"category":"linear","symbol":"BTCUSDT","tpslMode":"Full","positionIdx":0,"takeProfit":"0",
            "stopLoss":"59000","trailingStop":"150","slTriggerBy":"IndexPrice"}
            """.ReplaceLineEndings(""),
            BybitBodies.Stops(new ProtectionOrder(
                Given.Btc, PositionSlot.Net, 59_000m, 0m, 150m, TriggerPrice.Index)));
        Assert.Equal(
            """{"category":"linear","symbol":"BTCUSDT"}""",
            BybitBodies.CancelAll(BybitCategory.Linear, "BTCUSDT", null));
        Assert.Equal(
            """{"category":"linear","settleCoin":"USDT"}""",
            BybitBodies.CancelAll(BybitCategory.Linear, null, "USDT"));
        Assert.Equal("""{"category":"spot"}""", BybitBodies.CancelAll(BybitCategory.Spot, null, null));
    }

    [Fact]
    public void Text_from_outside_cannot_break_out_of_a_body()
    {
        var key = new OrderKey(Given.Btc, "", "a\"},{\"x\":\"");
        using var document = JsonDocument.Parse(Body(key));
        Assert.Equal(key.VenueOrderId, document.RootElement.GetProperty("orderId").GetString());
        Assert.Equal(3, document.RootElement.EnumerateObject().Count());
    }

    [Fact]
    public void A_ticket_that_contradicts_itself_is_refused_by_name()
    {
        Assert.All(
            new (OrderTicket Ticket, string Words)[]
            {
                (Tickets.Limit(""), "ClientOrderId is ''"),
                (Tickets.Limit(new string('x', 37)), "must be 1 to 36 letters"),
                (Tickets.Limit("ä"), "ClientOrderId is 'ä'"),
                (Tickets.Limit() with { SizeBase = 0m }, "SizeBase is '0', must be above 0"),
                (Tickets.Market() with { SizeBase = 0m }, "SizeBase is '0'"),
                (Tickets.Limit() with { SizeBase = -1m, ReduceOnly = true }, "SizeBase is '-1'"),
                (Tickets.Limit() with { LimitQuote = null }, "LimitQuote is ''"),
                (Tickets.Limit() with { LimitQuote = 0m }, "LimitQuote is '0'"),
                (Tickets.Market() with { LimitQuote = 1m }, "absent for a market order"),
                (Tickets.Market() with { LimitQuote = -1m }, "LimitQuote is '-1'"),
                (Tickets.Market() with { Life = OrderLife.PostOnly }, "Life is 'PostOnly'"),
                (Tickets.Limit() with { Trigger = new OrderTrigger(0m, true, TriggerPrice.Last) }, "Trigger is '0'"),
                (Tickets.Market() with { ReduceOnly = true, Protection = new Protection(1m, null) }, "only reduces"),
                (Tickets.Limit() with { Protection = new Protection(0m, null) }, "at prices above 0"),
                (Tickets.Limit() with { Protection = new Protection(null, -1m) }, "at prices above 0"),
                (Tickets.Market() with { Coin = Spot, ReduceOnly = true }, "spot has no positions"),
                (Tickets.Market() with { Coin = Spot, Slot = PositionSlot.Long }, "spot has no positions"),
                (Tickets.Market() with { Coin = Spot, Protection = new Protection(1m, null) }, "Protection"),
                (Tickets.Limit() with { Coin = InstrumentId.Parse("binance:BTCUSDT") }, "not of venue bybit"),
            },
            wrong => Assert.Contains(
                wrong.Words, Assert.Throws<ArgumentException>(() => BybitOrderRules.Checked(wrong.Ticket)).Message));
        Assert.Equal(new string('x', 36), BybitOrderRules.Checked(Tickets.Limit(new string('x', 36))).ClientOrderId);
    }

    [Fact]
    public void A_change_of_nothing_or_to_nonsense_is_refused()
    {
        Assert.All(
            new[]
            {
                new OrderChange(Tickets.Key()),
                new OrderChange(Tickets.Key(), SizeBase: 0m),
                new OrderChange(Tickets.Key(), LimitQuote: -1m),
                new OrderChange(Tickets.Key(), TriggerQuote: 0m),
                new OrderChange(Tickets.Key(), StopQuote: -1m),
                new OrderChange(Tickets.Key(), TargetQuote: -1m),
                new OrderChange(new OrderKey(Given.Btc, ""), SizeBase: 1m),
            },
            wrong => Assert.Throws<ArgumentException>(() => BybitOrderRules.Checked(wrong)));
    }

    private static string Body(OrderTicket ticket) => BybitBodies.One(
        BybitCategory.Of(ticket.Coin), BybitOrderRules.Checked(ticket), BybitBodies.WriteTicket);

    private static string Body(OrderChange change) => BybitBodies.One(
        BybitCategory.Linear, BybitOrderRules.Checked(change), BybitBodies.WriteChange);

    private static string Body(OrderKey order) => BybitBodies.One(
        BybitCategory.Linear, BybitOrderRules.Checked(order), BybitBodies.WriteKey);
}
