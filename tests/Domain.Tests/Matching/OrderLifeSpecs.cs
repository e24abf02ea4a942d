using WhaleStack.Domain.Matching;
using WhaleStack.Domain.Tests.Support;
using WhaleStack.Messages.Units;
using static WhaleStack.Domain.Tests.Matching.Bourse;

namespace WhaleStack.Domain.Tests.Matching;

/// <summary>Orders from acceptance to their end.</summary>
public sealed class OrderLifeSpecs
{
    private readonly Bourse _bourse = new();

    [Fact]
    public void A_trade_pays_fees_and_makes_positions()
    {
        _bourse.Sell(Ann, 10m, 100m);
        var events = _bourse.Buy(Bob, 4m, 101m);

        // By hand: 4 x 100 = 400; taker 0.055 % = 0.22, maker 0.02 % = 0.08.
        var executions = events.Executions();
        Assert.Equal(
            [(Bob, 0.22m, false), (Ann, 0.08m, true)], executions.Select(e => (e.Account, e.FeeQuote, e.IsMaker)));
        Assert.All(executions, e => Assert.Equal((100m, 4m, 1L), (e.PriceQuote, e.SizeBase, e.MatchId)));
        Assert.Equal((4m, 100m), (_bourse.Size(Bob), _bourse.Position(Bob).EntryQuote));
        Assert.Equal(-4m, _bourse.Size(Ann));
        Assert.Equal(9_999.78m, _bourse.Balance(Bob));
        Assert.Equal(9_999.92m, _bourse.Balance(Ann));
        Assert.Equal(0.30m, _bourse.Exchange.FeesQuote);
        Assert.Equal(100m, _bourse.Exchange.Prices(Given.Sol).LastQuote);
        Assert.Equal([new DepthLevel(100m, 6m, 1)], _bourse.Exchange.Depth(Given.Sol, Side.Sell, 5));
    }

    [Fact]
    public void The_story_of_an_order_is_told_in_order()
    {
        var resting = _bourse.Sell(Ann, 10m, 100m);
        Assert.IsType<ExchangeEvents.OrderAccepted>(resting[0]);
        Assert.IsType<ExchangeEvents.WalletChanged>(Assert.Single(resting.Skip(1)));
        Assert.Equal(
            ["OrderAccepted", "TradePrinted", "OrderExecuted", "OrderExecuted", "PositionChanged", "PositionChanged",
                "WalletChanged", "WalletChanged"],
            _bourse.Buy(Bob, 4m, 101m).Select(happened => happened.GetType().Name));
        Assert.Equal(OrderStatus.PartiallyFilled, Assert.Single(_bourse.Open(Ann)).Status);
        var cancelled = Assert.IsType<ExchangeEvents.OrderCancelled>(_bourse.Cancel(Ann, resting.Id())[0]);
        Assert.Equal((OrderStatus.Cancelled, 4m, 0m),
            (cancelled.Order.Status, cancelled.Order.FilledBase, cancelled.Order.LeavesBase));
        Assert.Equal(cancelled.Order, _bourse.Exchange.Order(Ann, new OrderKey(resting.Id())));
    }

    [Fact]
    public void A_rebate_is_a_negative_fee()
    {
        var bourse = new Bourse(new FeeSchedule(-0.0001m, 0.0005m));
        bourse.Trade(Bob, Ann, 10m, 100m);
        Assert.Equal(10_000.1m, bourse.Balance(Ann));
        Assert.Equal(9_999.5m, bourse.Balance(Bob));
        Assert.Equal(0.4m, bourse.Exchange.FeesQuote);
    }

    [Fact]
    public void An_account_may_have_fees_of_its_own()
    {
        var dan = new AccountId(4);
        _bourse.Do(new ExchangeCommands.OpenAccount(_bourse.Now, dan, new FeeSchedule(0m, 0m)));
        _bourse.Do(new ExchangeCommands.Transfer(_bourse.Now, dan, 1_000m));
        _bourse.Trade(dan, Ann, 1m, 100m);
        Assert.Equal(1_000m, _bourse.Balance(dan));
    }

    [Fact]
    public void A_market_order_stays_inside_its_band_and_the_rest_is_cancelled()
    {
        _bourse.Sell(Ann, 1m, 100m);
        _bourse.Sell(Ann, 1m, 105m);
        _bourse.Sell(Ann, 1m, 105.01m); // Beyond 100 x 1.05.
        var events = _bourse.Buy(Bob, 3m, null);
        Assert.Equal([100m, 105m], events.Executions().Where(e => e.Account == Bob).Select(e => e.PriceQuote));
        Assert.Equal(CancelReason.BandReached, events.Cancelled());
        Assert.Equal(2m, _bourse.Size(Bob));
        var narrow = Order(Side.Buy, 1m, null) with { BandFraction = 0.001m }; // Of the best ask, 105.01.
        Assert.Single(_bourse.Place(Cat, narrow).Executions(), e => e.Account == Cat);
    }

    [Theory]
    [InlineData(TimeInForce.ImmediateOrCancel, CancelReason.ImmediateRest, 2.0)]
    [InlineData(TimeInForce.FillOrKill, CancelReason.NotAllFillable, 0.0)]
    [InlineData(TimeInForce.PostOnly, CancelReason.WouldTake, 0.0)]
    public void Orders_that_may_not_rest_are_accepted_then_cancelled(
        TimeInForce force, CancelReason reason, double filled)
    {
        _bourse.Sell(Ann, 2m, 100m);
        var events = _bourse.Buy(Bob, 5m, 100m, force);
        Assert.IsType<ExchangeEvents.OrderAccepted>(events[0]);
        Assert.Equal(reason, events.Cancelled());
        Assert.Equal((decimal)filled, _bourse.Size(Bob));
        Assert.Empty(_bourse.Open(Bob));
    }

    [Fact]
    public void A_smaller_amendment_keeps_time_priority_a_larger_or_repriced_one_loses_it()
    {
        var first = _bourse.Sell(Ann, 2m, 100m).Id();
        var second = _bourse.Sell(Cat, 2m, 100m).Id();
        _bourse.Amend(Ann, first, new OrderChange(SizeBase: 1m));
        Assert.Equal(first, Maker(_bourse.Buy(Bob, 0.5m, 100m)));
        _bourse.Amend(Ann, first, new OrderChange(SizeBase: 3m));
        Assert.Equal(second, Maker(_bourse.Buy(Bob, 0.5m, 100m)));
        _bourse.Amend(Cat, second, new OrderChange(PriceQuote: 101m));
        _bourse.Amend(Cat, second, new OrderChange(PriceQuote: 100m));
        Assert.Equal(first, Maker(_bourse.Buy(Bob, 0.5m, 100m)));
    }

    [Fact]
    public void An_amendment_that_crosses_trades()
    {
        _bourse.Sell(Ann, 2m, 101m);
        var bid = _bourse.Buy(Bob, 2m, 100m).Id();
        var events = _bourse.Amend(Bob, bid, new OrderChange(PriceQuote: 101m));
        Assert.True(Assert.IsType<ExchangeEvents.OrderAmended>(events[0]).ByUser);
        Assert.Equal(101m, events.Executions()[0].PriceQuote);
        var post = _bourse.Buy(Cat, 1m, 100m, TimeInForce.PostOnly).Id();
        _bourse.Sell(Ann, 2m, 102m);
        Assert.Equal(CancelReason.WouldTake, _bourse.Amend(Cat, post, new OrderChange(PriceQuote: 102m)).Cancelled());
    }

    [Fact]
    public void Amendments_that_make_no_sense_are_refused()
    {
        var id = _bourse.Sell(Ann, 2m, 100m).Id();
        _bourse.Buy(Bob, 1m, 100m);
        Assert.Equal(ExchangeRefusal.NotModified, _bourse.Amend(Ann, id, new OrderChange(PriceQuote: 100m)).Refusal());
        Assert.Equal(ExchangeRefusal.InvalidSize, _bourse.Amend(Ann, id, new OrderChange(SizeBase: 1m)).Refusal());
        Assert.Equal(
            ExchangeRefusal.InvalidPrice, _bourse.Amend(Ann, id, new OrderChange(PriceQuote: 100.001m)).Refusal());
        Assert.Equal(ExchangeRefusal.UnknownOrder, _bourse.Amend(Bob, id, new OrderChange(SizeBase: 9m)).Refusal());
        Assert.Equal(
            ExchangeRefusal.InsufficientMargin, _bourse.Amend(Ann, id, new OrderChange(SizeBase: 500m)).Refusal());
        Assert.Equal(1m, Assert.Single(_bourse.Open(Ann)).LeavesBase);
    }

    [Fact]
    public void Cancelling_ends_orders_once()
    {
        var id = _bourse.Sell(Ann, 2m, 100m).Id();
        Assert.Equal(CancelReason.ByUser, _bourse.Cancel(Ann, id).Cancelled());
        Assert.Equal(ExchangeRefusal.UnknownOrder, _bourse.Cancel(Ann, id).Refusal());
        _bourse.Sell(Ann, 2m, 100m);
        _bourse.Sell(Ann, 2m, 101m);
        _bourse.Buy(Ann, 2m, 99m);
        var all = _bourse.Do(new ExchangeCommands.CancelOrders(_bourse.Now, Ann, Given.Sol));
        Assert.Equal(3, all.OfType<ExchangeEvents.OrderCancelled>().Count());
        Assert.Equal(0m, _bourse.Wallet(Ann).OrderMarginQuote);
    }

    [Fact]
    public void A_batch_is_answered_item_by_item()
    {
        ExchangeCommand good = new ExchangeCommands.PlaceOrder(_bourse.Now, Ann, Given.Sol, Order(Side.Buy, 1m, 99m));
        ExchangeCommand bad = new ExchangeCommands.PlaceOrder(_bourse.Now, Ann, Given.Sol, Order(Side.Buy, 1m, -1m));
        var events = _bourse.Do(new ExchangeCommands.Batch(_bourse.Now, [good, bad, good]));
        Assert.Equal(2, events.OfType<ExchangeEvents.OrderAccepted>().Count());
        Assert.Equal(ExchangeRefusal.InvalidPrice, events.Refusal());
        Assert.Single(events.OfType<ExchangeEvents.WalletChanged>());
    }

    [Fact]
    public void A_client_order_id_is_used_once_and_finds_its_order()
    {
        var order = Order(Side.Buy, 1m, 99m) with { ClientOrderId = "mine-1" };
        _bourse.Place(Ann, order);
        Assert.Equal(ExchangeRefusal.DuplicateClientOrderId, _bourse.Place(Ann, order).Refusal());
        Assert.Null(_bourse.Place(Bob, order).Refusal());
        var key = new OrderKey(0, "mine-1");
        Assert.Equal(OrderStatus.Open, _bourse.Exchange.Order(Ann, key)!.Status);
        _bourse.Do(new ExchangeCommands.CancelOrder(_bourse.Now, Ann, Given.Sol, key));
        Assert.Equal(OrderStatus.Cancelled, _bourse.Exchange.Order(Ann, key)!.Status);
        Assert.Equal(ExchangeRefusal.DuplicateClientOrderId, _bourse.Place(Ann, order).Refusal());
    }

    [Theory]
    [InlineData(SelfTradePrevention.CancelTaker, 1, 0)]
    [InlineData(SelfTradePrevention.CancelMaker, 0, 1)]
    [InlineData(SelfTradePrevention.CancelBoth, 0, 0)]
    public void An_account_need_not_trade_with_itself(SelfTradePrevention mode, int asks, int bids)
    {
        _bourse.Sell(Ann, 2m, 100m);
        var events = _bourse.Place(Ann, Order(Side.Buy, 1m, 100m) with { SelfTrade = mode });
        Assert.Empty(events.Executions());
        Assert.All(
            events.OfType<ExchangeEvents.OrderCancelled>(), c => Assert.Equal(CancelReason.SelfTrade, c.Reason));
        Assert.Equal(asks, _bourse.Open(Ann).Count(order => order.Request.Side == Side.Sell));
        Assert.Equal(bids, _bourse.Open(Ann).Count(order => order.Request.Side == Side.Buy));
    }

    [Fact]
    public void An_account_that_trades_with_itself_pays_twice_and_stays_flat()
    {
        _bourse.Trade(Ann, Ann, 1m, 100m);
        Assert.Equal(0m, _bourse.Size(Ann));
        Assert.Equal(10_000m - 0.055m - 0.02m, _bourse.Balance(Ann));
    }

    private static long Maker(IEnumerable<ExchangeEvent> events) =>
        events.Executions().Single(execution => execution.IsMaker).OrderId;
}
