using WhaleStack.Domain.Matching;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Tests.Matching;

/// <summary>The rules of the book, one by one.</summary>
public sealed class OrderBookEngineSpecs
{
    private readonly OrderBookEngine _book = new();
    private readonly BookLog _log = new();

    [Fact]
    public void The_best_price_trades_first_and_at_one_price_the_oldest()
    {
        Place(1, Side.Sell, 101, 5);
        Place(2, Side.Sell, 100, 5);
        Place(3, Side.Sell, 100, 5);
        var result = Place(4, Side.Buy, 101, 12);
        Assert.Equal(new PlaceResult(PlaceOutcome.Filled, 0), result);
        Assert.Equal(
            [(2L, 100L, 5L), (3L, 100L, 5L), (1L, 101L, 2L)],
            _log.Trades.Select(trade => (trade.MakerId, trade.PriceTicks, trade.SizeSteps)));
        Assert.Equal([new RestingOrder(1, 1, 101, 3)], _book.Resting(Side.Sell));
    }

    [Fact]
    public void What_is_not_traded_rests_and_leaves_when_cancelled()
    {
        Place(1, Side.Sell, 100, 5);
        Assert.Equal(new PlaceResult(PlaceOutcome.Rests, 3), Place(2, Side.Buy, 100, 8));
        Assert.Equal(100, _book.BestTicks(Side.Buy));
        Assert.Equal(0, _book.BestTicks(Side.Sell));
        Assert.Equal(3, _book.Cancel(2));
        Assert.Equal(0, _book.Cancel(2));
        Assert.Equal(0, _book.Count);
    }

    [Theory]
    [InlineData(TimeInForce.ImmediateOrCancel, PlaceOutcome.RestCancelled, 3, 1)]
    [InlineData(TimeInForce.FillOrKill, PlaceOutcome.NotAllFillable, 8, 0)]
    [InlineData(TimeInForce.PostOnly, PlaceOutcome.WouldTake, 8, 0)]
    public void Orders_that_may_not_rest_do_not(TimeInForce force, PlaceOutcome outcome, long leaves, int trades)
    {
        Place(1, Side.Sell, 100, 5);
        Place(2, Side.Sell, 102, 5);
        Assert.Equal(new PlaceResult(outcome, leaves), Place(3, Side.Buy, 101, 8, force));
        Assert.Equal(trades, _log.Trades.Count);
        Assert.Equal(0, _book.LeavesSteps(3));
    }

    [Fact]
    public void Fill_or_kill_takes_several_levels_when_they_are_enough()
    {
        Place(1, Side.Buy, 100, 5);
        Place(2, Side.Buy, 99, 5);
        Assert.Equal(PlaceOutcome.Filled, Place(3, Side.Sell, 99, 10, TimeInForce.FillOrKill).Outcome);
        Assert.Equal(PlaceOutcome.Rests, Place(4, Side.Sell, 99, 10, TimeInForce.PostOnly).Outcome);
    }

    [Fact]
    public void A_smaller_order_keeps_its_place()
    {
        Place(1, Side.Sell, 100, 5);
        Place(2, Side.Sell, 100, 5);
        Assert.True(_book.TryShrink(1, 2));
        Assert.False(_book.TryShrink(1, 2));
        Assert.False(_book.TryShrink(9, 1));
        Assert.Equal(new BookLevel(100, 7, 2), _book.Level(Side.Sell, 0));
        Place(3, Side.Buy, 100, 3);
        Assert.Equal([1L, 2L], _log.Trades.Select(trade => trade.MakerId));
    }

    [Fact]
    public void An_order_grows_in_place_only_when_nobody_stands_behind_it()
    {
        Place(1, Side.Sell, 100, 5);
        Place(2, Side.Sell, 100, 5);
        Assert.False(_book.TryGrowLast(1, 9));
        Assert.True(_book.TryGrowLast(2, 9));
        Assert.Equal(14, _book.Level(Side.Sell, 0).SizeSteps);
    }

    [Theory]
    [InlineData(SelfTradePrevention.None, PlaceOutcome.Filled, 0, 2)]
    [InlineData(SelfTradePrevention.CancelTaker, PlaceOutcome.SelfTrade, 3, 2)]
    [InlineData(SelfTradePrevention.CancelMaker, PlaceOutcome.Rests, 3, 1)]
    [InlineData(SelfTradePrevention.CancelBoth, PlaceOutcome.SelfTrade, 3, 1)]
    public void Self_trades_are_prevented_as_asked(
        SelfTradePrevention mode, PlaceOutcome outcome, long leaves, int orders)
    {
        Place(1, Side.Sell, 100, 5, owner: 8);
        Place(2, Side.Sell, 101, 4, owner: 7);
        Place(3, Side.Sell, 102, 5, owner: 8);
        var order = new BookOrder(9, 7, Side.Buy, 101, 8, TimeInForce.GoodTillCancelled, mode);
        Assert.Equal(new PlaceResult(outcome, leaves), _book.Place(order, _log));
        Assert.Equal(orders, _book.Resting(Side.Sell).Count());
    }

    [Fact]
    public void Fill_or_kill_does_not_count_what_self_trade_prevention_takes_away()
    {
        Place(1, Side.Sell, 100, 5, owner: 8);
        Place(2, Side.Sell, 100, 5, owner: 7);
        Place(3, Side.Sell, 101, 5, owner: 8);
        var order = new BookOrder(
            9, 7, Side.Buy, 101, 11, TimeInForce.FillOrKill, SelfTradePrevention.CancelMaker);
        Assert.Equal(PlaceOutcome.NotAllFillable, _book.Place(order, _log).Outcome);
        var taker = order with { SizeSteps = 6, SelfTrade = SelfTradePrevention.CancelTaker };
        Assert.Equal(PlaceOutcome.NotAllFillable, _book.Place(taker, _log).Outcome);
        Assert.Equal(PlaceOutcome.Filled, _book.Place(order with { SizeSteps = 10 }, _log).Outcome);
    }

    [Fact]
    public void Orders_cancelled_in_the_middle_of_a_match_do_not_trade()
    {
        Place(1, Side.Sell, 100, 5);
        Place(2, Side.Sell, 100, 5);
        Place(3, Side.Sell, 101, 5);
        Place(4, Side.Sell, 102, 5);
        _log.OnTrade = trade =>
        {
            _book.Cancel(2);
            _book.TryShrink(3, 1);
        };
        Assert.Equal(PlaceOutcome.Filled, Place(5, Side.Buy, 102, 8).Outcome);
        Assert.Equal([1L, 3L, 4L], _log.Trades.Select(trade => trade.MakerId));
        Assert.Equal([5L, 1L, 2L], _log.Trades.Select(trade => trade.SizeSteps));
    }

    [Fact]
    public void A_full_book_takes_no_more_orders_but_still_trades()
    {
        var book = new OrderBookEngine(ordersMax: 1);
        Assert.Equal(PlaceOutcome.Rests, book.Place(new BookOrder(1, 1, Side.Sell, 100, 5), _log).Outcome);
        var wide = new BookOrder(2, 1, Side.Sell, 101, 5);
        Assert.Equal(new PlaceResult(PlaceOutcome.BookFull, 5), book.Place(wide, _log));
        Assert.Equal(PlaceOutcome.Filled, book.Place(new BookOrder(3, 1, Side.Buy, 100, 5), _log).Outcome);
    }

    [Fact]
    public void Wrong_numbers_are_named()
    {
        Place(1, Side.Sell, 100, 5);
        Assert.Throws<ArgumentException>(() => Place(1, Side.Buy, 90, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => Place(2, Side.Buy, 0, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => Place(2, Side.Buy, 90, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Place(2, (Side)9, 90, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => _book.Level(Side.Sell, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new OrderBookEngine(0));
    }

    private PlaceResult Place(
        long id, Side side, long price, long size, TimeInForce force = TimeInForce.GoodTillCancelled, int owner = 1) =>
        _book.Place(new BookOrder(id, owner, side, price, size, force), _log);
}
