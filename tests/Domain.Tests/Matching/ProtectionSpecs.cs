using WhaleStack.Domain.Matching;
using WhaleStack.Domain.Tests.Support;
using WhaleStack.Messages.Units;
using static WhaleStack.Domain.Tests.Matching.Bourse;

namespace WhaleStack.Domain.Tests.Matching;

/// <summary>Take-profits, stop-losses and trailing stops.</summary>
public sealed class ProtectionSpecs
{
    private readonly Bourse _bourse = new();

    public ProtectionSpecs()
    {
        _bourse.Mark(100m, last: 100m);
        _bourse.Do(new ExchangeCommands.ReplaceHouseBook(
            _bourse.Now, Given.Sol, Side.Buy, [new HouseLevel(99.5m, 100m), new HouseLevel(96m, 500m)]));
        _bourse.Do(new ExchangeCommands.ReplaceHouseBook(
            _bourse.Now, Given.Sol, Side.Sell, [new HouseLevel(100m, 100m), new HouseLevel(104m, 500m)]));
    }

    [Theory]
    [InlineData(97.0, 96.0, OrderOrigin.StopLoss)]
    [InlineData(103.0, 99.5, OrderOrigin.TakeProfit)]
    public void Attached_ones_guard_the_position_once_it_is_filled(double last, double fill, OrderOrigin origin)
    {
        Enter(Side.Buy, new AttachedProtection(new(103m), new(97m)));
        var position = _bourse.Position(Ann);
        Assert.Equal((103m, 97m), (position.TakeProfit!.TriggerQuote, position.StopLoss!.TriggerQuote));
        if (origin == OrderOrigin.StopLoss)
        {
            Bids(new HouseLevel(96m, 500m));
        }

        var events = _bourse.Last((decimal)last);
        Assert.Equal(origin, Assert.Single(events.OfType<ExchangeEvents.OrderTriggered>()).Order.Origin);
        Assert.Equal((decimal)fill, events.Executions().Single().PriceQuote);
        Assert.Equal(CancelReason.PositionClosed, events.Cancelled());
        Assert.Equal(0m, _bourse.Size(Ann));
        Assert.Empty(_bourse.Open(Ann));
        Assert.Null(_bourse.Position(Ann).TakeProfit);
    }

    [Fact]
    public void Those_of_a_short_lie_the_other_way_round()
    {
        Enter(Side.Sell, new AttachedProtection(new(96m), new(103m, TriggerSource.Mark)));
        _bourse.Last(103.5m);
        Assert.Equal(-2m, _bourse.Size(Ann));
        _bourse.Mark(103m);
        Assert.Equal(0m, _bourse.Size(Ann));
    }

    [Fact]
    public void They_come_with_the_first_fill_not_before()
    {
        var order = Order(Side.Buy, 2m, 99m) with { Protection = new AttachedProtection(new(103m), new(97m)) };
        _bourse.Place(Ann, order);
        Assert.Single(_bourse.Open(Ann));
        Bids();
        Print(Side.Sell, 99m, 1m);
        Assert.Equal(3, _bourse.Open(Ann).Count);
        Print(Side.Sell, 99m, 1m);
        Assert.Equal(2, _bourse.Open(Ann).Count);
        Assert.Equal(2m, _bourse.Size(Ann));
    }

    [Fact]
    public void The_whole_position_is_closed_whatever_its_size_has_become()
    {
        Enter(Side.Buy, new AttachedProtection(null, new(97m)));
        _bourse.Buy(Ann, 5m, 100m);
        _bourse.Last(97m);
        Assert.Equal(0m, _bourse.Size(Ann));
    }

    [Fact]
    public void Of_a_part_the_first_to_fire_ends_the_other()
    {
        Enter(Side.Buy, new AttachedProtection(new(103m), new(97m), IsPartial: true));
        _bourse.Buy(Ann, 5m, 100m);
        var events = _bourse.Last(97m);
        Assert.Equal(CancelReason.PositionClosed, events.Cancelled());
        Assert.Equal(5m, _bourse.Size(Ann));
        _bourse.Last(104m);
        Assert.Equal(5m, _bourse.Size(Ann));
    }

    [Fact]
    public void Of_a_part_they_grow_with_the_fills_of_their_entry()
    {
        Bids();
        var order = Order(Side.Buy, 5m, 99m) with
        {
            Protection = new AttachedProtection(new(103m), new(97m), IsPartial: true),
        };
        _bourse.Place(Ann, order);
        Print(Side.Sell, 99m, 2m);
        Print(Side.Sell, 99m, 1m);
        Assert.Equal([2m, 3m, 3m], _bourse.Open(Ann).Select(live => live.LeavesBase));
    }

    [Fact]
    public void A_part_may_end_at_a_limit_price()
    {
        Enter(Side.Buy, null);
        _bourse.Do(new ExchangeCommands.AddPartialProtection(
            _bourse.Now, Ann, Given.Sol, PositionLeg.Net, 1m, TakeProfit: new(102m, LimitQuote: 103m)));
        _bourse.Last(102m);
        Assert.Equal((103m, 1m), Assert.Single(
            _bourse.Open(Ann).Select(order => (order.Request.PriceQuote!.Value, order.LeavesBase))));
    }

    [Fact]
    public void They_can_be_set_moved_and_removed_on_the_position()
    {
        Assert.Equal(ExchangeRefusal.NoPosition, Set(new(103m), null).Refusal());
        Enter(Side.Buy, null);
        Set(new(103m), new(97m));
        Assert.Equal(ExchangeRefusal.NotModified, Set(new(103m), null).Refusal());
        Assert.Equal(CancelReason.Replaced, Set(new(104m), null).Cancelled());
        Assert.Equal((104m, 97m),
            (_bourse.Position(Ann).TakeProfit!.TriggerQuote, _bourse.Position(Ann).StopLoss!.TriggerQuote));
        Set(new(0m), new(0m));
        Assert.Empty(_bourse.Open(Ann));
        Assert.Equal(ExchangeRefusal.NotModified, Set(new(0m), null).Refusal());
    }

    [Fact]
    public void The_wrong_side_of_the_price_is_refused()
    {
        Enter(Side.Buy, null);
        Assert.Equal(ExchangeRefusal.ProtectionMisplaced, Set(new(99m), null).Refusal());
        Assert.Equal(ExchangeRefusal.ProtectionMisplaced, Set(null, new(101m)).Refusal());
        Assert.Equal(ExchangeRefusal.InvalidOrder, Set(new(103m, LimitQuote: 103m), null).Refusal());
        var order = Order(Side.Sell, 1m, 101m) with { Protection = new AttachedProtection(new(102m), null) };
        Assert.Equal(ExchangeRefusal.ProtectionMisplaced, _bourse.Place(Ann, order).Refusal());
    }

    [Fact]
    public void They_end_with_a_position_that_is_closed_or_turned_by_hand()
    {
        Enter(Side.Buy, new AttachedProtection(new(103m), new(97m)));
        var events = _bourse.Sell(Ann, 3m, 99m);
        Assert.Equal(
            2, events.OfType<ExchangeEvents.OrderCancelled>().Count(c => c.Reason == CancelReason.PositionClosed));
        Assert.Equal(-1m, _bourse.Size(Ann));
    }

    [Fact]
    public void A_trailing_stop_follows_the_last_price_and_never_goes_back()
    {
        Enter(Side.Buy, null);
        Trail(2m, null);
        Assert.Equal(98m, Trailing());
        _bourse.Last(105m);
        Assert.Equal(103m, Trailing());
        _bourse.Last(103.01m);
        Assert.Equal(103m, Trailing());
        Assert.Equal(2m, _bourse.Size(Ann));
        _bourse.Last(103m);
        Assert.Equal(0m, _bourse.Size(Ann));
    }

    [Fact]
    public void A_trailing_stop_may_wait_for_its_activation()
    {
        Enter(Side.Sell, null);
        Trail(1m, 97m);
        _bourse.Last(105m);
        _bourse.Last(97.5m);
        Assert.Equal(-2m, _bourse.Size(Ann));
        _bourse.Last(96.5m); // Starts: the stop is at 97.5.
        Assert.Equal(97.5m, Trailing());
        _bourse.Last(97.5m);
        Assert.Equal(0m, _bourse.Size(Ann));
    }

    [Fact]
    public void Only_so_many_parts_can_be_guarded()
    {
        Enter(Side.Buy, null);
        var part = new ExchangeCommands.AddPartialProtection(
            _bourse.Now, Ann, Given.Sol, PositionLeg.Net, 0.1m, TakeProfit: new(103m));
        for (var i = 0; i < 20; i++)
        {
            Assert.Null(_bourse.Do(part).Refusal());
        }

        Assert.Equal(ExchangeRefusal.TooManyProtections, _bourse.Do(part).Refusal());
    }

    private decimal Trailing() => _bourse.Open(Ann)
        .Single(order => order.Origin == OrderOrigin.TrailingStop).Request.Trigger!.PriceQuote;

    private void Enter(Side side, AttachedProtection? protection) =>
        _bourse.Place(Ann, Order(side, 2m, null) with { Protection = protection });

    private IReadOnlyList<ExchangeEvent> Set(ProtectionPrice? takeProfit, ProtectionPrice? stopLoss) =>
        _bourse.Do(new ExchangeCommands.SetProtection(
            _bourse.Now, Ann, Given.Sol, PositionLeg.Net, takeProfit, stopLoss));

    private void Trail(decimal distance, decimal? activation) => _bourse.Do(new ExchangeCommands.SetProtection(
        _bourse.Now, Ann, Given.Sol, PositionLeg.Net, TrailingQuote: distance, ActivationQuote: activation));

    private void Bids(params HouseLevel[] levels) =>
        _bourse.Do(new ExchangeCommands.ReplaceHouseBook(_bourse.Now, Given.Sol, Side.Buy, [.. levels]));

    private void Print(Side side, decimal price, decimal size) =>
        _bourse.Do(new ExchangeCommands.PrintHouseTrade(_bourse.Now, Given.Sol, side, price, size));
}
