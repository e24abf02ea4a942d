using WhaleStack.Domain.Matching;
using WhaleStack.Domain.Tests.Support;
using WhaleStack.Messages.Units;
using static WhaleStack.Domain.Tests.Matching.Bourse;

namespace WhaleStack.Domain.Tests.Matching;

/// <summary>Reduce-only orders never open and never turn a position round.</summary>
public sealed class ReduceOnlySpecs
{
    private readonly Bourse _bourse = new();

    [Fact]
    public void There_must_be_something_to_reduce()
    {
        Assert.Equal(ExchangeRefusal.NothingToReduce, _bourse.Place(Ann, Reduce(Side.Sell, 1m, 101m)).Refusal());
        _bourse.Trade(Ann, Bob, 3m, 100m);
        Assert.Equal(ExchangeRefusal.NothingToReduce, _bourse.Place(Ann, Reduce(Side.Buy, 1m, 99m)).Refusal());
        Assert.Null(_bourse.Place(Ann, Reduce(Side.Sell, 1m, 101m)).Refusal());
    }

    [Fact]
    public void A_larger_order_is_cut_to_the_position()
    {
        _bourse.Trade(Ann, Bob, 3m, 100m);
        _bourse.Buy(Bob, 10m, 99m);
        var events = _bourse.Place(Ann, Reduce(Side.Sell, 8m, null));
        Assert.Equal(3m, events.OfType<ExchangeEvents.OrderAccepted>().Single().Order.Request.SizeBase);
        Assert.Equal(0m, _bourse.Size(Ann));
    }

    [Fact]
    public void Resting_ones_leave_room_for_no_more_than_the_position()
    {
        _bourse.Trade(Ann, Bob, 3m, 100m);
        _bourse.Place(Ann, Reduce(Side.Sell, 2m, 101m));
        _bourse.Place(Ann, Reduce(Side.Sell, 2m, 102m));
        Assert.Equal([2m, 1m], _bourse.Open(Ann).Select(order => order.LeavesBase));
        Assert.Equal(ExchangeRefusal.NothingToReduce, _bourse.Place(Ann, Reduce(Side.Sell, 1m, 103m)).Refusal());
        Assert.Null(_bourse.Place(Ann, Order(Side.Sell, 1m, 103m)).Refusal()); // A plain one may.
    }

    [Fact]
    public void Closing_at_the_market_trims_those_that_rest_the_newest_first()
    {
        _bourse.Trade(Ann, Bob, 5m, 100m);
        var old = _bourse.Place(Ann, Reduce(Side.Sell, 3m, 101m)).Id();
        _bourse.Place(Ann, Reduce(Side.Sell, 2m, 102m));
        _bourse.Buy(Bob, 10m, 99m);
        var events = _bourse.Place(Ann, Reduce(Side.Sell, 4m, null));
        Assert.Equal(CancelReason.NothingToReduce, events.Cancelled());
        var trimmed = events.OfType<ExchangeEvents.OrderAmended>().Last().Order;
        Assert.Equal((old, 1m), (trimmed.OrderId, trimmed.LeavesBase));
        Assert.Equal(1m, _bourse.Exchange.Depth(Given.Sol, Side.Sell, 1)[0].SizeBase);
    }

    [Fact]
    public void One_sweep_cannot_take_plain_and_reduce_only_orders_beyond_the_position()
    {
        _bourse.Trade(Ann, Bob, 5m, 100m);
        _bourse.Place(Ann, Reduce(Side.Sell, 5m, 102m));
        _bourse.Sell(Ann, 4m, 101m);
        _bourse.Buy(Cat, 9m, 103m);
        Assert.Equal(0m, _bourse.Size(Ann)); // 4 plain and then 1, not 5.
        Assert.Empty(_bourse.Open(Ann));
        Assert.Equal(5m, _bourse.Size(Cat));
    }

    [Theory]
    [InlineData(5.0, 5.0)]
    [InlineData(5.1, 0.0)]
    public void Fill_or_kill_counts_what_such_a_sweep_would_leave(double size, double filled)
    {
        _bourse.Trade(Ann, Bob, 5m, 100m);
        _bourse.Place(Ann, Reduce(Side.Sell, 5m, 102m));
        _bourse.Sell(Ann, 4m, 101m); // Nine rest, but five is all that can trade.
        _bourse.Buy(Cat, (decimal)size, 103m, TimeInForce.FillOrKill);
        Assert.Equal((decimal)filled, _bourse.Size(Cat));
    }

    [Fact]
    public void A_plain_order_that_turns_the_position_ends_them()
    {
        _bourse.Trade(Ann, Bob, 2m, 100m);
        _bourse.Place(Ann, Reduce(Side.Sell, 2m, 105m));
        _bourse.Buy(Bob, 10m, 99m);
        Assert.Equal(CancelReason.NothingToReduce, _bourse.Sell(Ann, 6m, 99m).Cancelled());
        Assert.Equal(-4m, _bourse.Size(Ann));
    }

    [Fact]
    public void What_only_reduces_may_be_small_and_needs_no_margin()
    {
        _bourse.Leverage(Ann, 1m);
        _bourse.Trade(Ann, Bob, 99m, 100m); // 9,900 of 10,000.
        Assert.Equal(ExchangeRefusal.InsufficientMargin, _bourse.Buy(Ann, 2m, 100m).Refusal());
        Assert.Null(_bourse.Place(Ann, Reduce(Side.Sell, 99m, 100m)).Refusal());
        _bourse.Buy(Bob, 98.99m, 100m); // Off the step: refused.
        _bourse.Buy(Bob, 98.9m, 100m);
        Assert.Equal(0.1m, _bourse.Size(Ann));
        _bourse.Mark(10m);
        Assert.Equal(ExchangeRefusal.NotionalTooSmall, _bourse.Sell(Ann, 0.1m, 10m).Refusal());
    }

    [Fact]
    public void An_amended_one_grows_no_further_than_the_position()
    {
        _bourse.Trade(Ann, Bob, 3m, 100m);
        var id = _bourse.Place(Ann, Reduce(Side.Sell, 1m, 101m)).Id();
        _bourse.Amend(Ann, id, new OrderChange(SizeBase: 9m));
        Assert.Equal(3m, Assert.Single(_bourse.Open(Ann)).LeavesBase);
    }

    [Fact]
    public void A_size_of_zero_closes_the_whole_position()
    {
        _bourse.Trade(Ann, Bob, 3m, 100m);
        _bourse.Buy(Bob, 10m, 99m);
        var all = Reduce(Side.Sell, 0m, null) with { CloseOnTrigger = true };
        _bourse.Place(Ann, all);
        Assert.Equal(0m, _bourse.Size(Ann));
        Assert.Equal(ExchangeRefusal.NothingToReduce, _bourse.Place(Ann, all).Refusal());
        Assert.Equal(
            ExchangeRefusal.InvalidOrder, _bourse.Place(Ann, all with { ReduceOnly = false }).Refusal());
    }
}
