using WhaleStack.Domain.Matching;
using WhaleStack.Domain.Tests.Support;
using WhaleStack.Messages.Units;
using static WhaleStack.Domain.Tests.Matching.Bourse;

namespace WhaleStack.Domain.Tests.Matching;

/// <summary>Orders that wait for a price.</summary>
public sealed class TriggerSpecs
{
    private readonly Bourse _bourse = new();

    public TriggerSpecs()
    {
        _bourse.Mark(100m, last: 100m, index: 100m);
        _bourse.Sell(Cat, 20m, 104m);
        _bourse.Buy(Cat, 20m, 96m);
    }

    [Theory]
    [InlineData(TriggerSource.Last)]
    [InlineData(TriggerSource.Mark)]
    [InlineData(TriggerSource.Index)]
    public void They_fire_by_the_price_they_watch_and_no_other(TriggerSource source)
    {
        var placed = _bourse.Place(Ann, Stop(Side.Buy, 102m, TriggerDirection.RisesTo, source));
        Assert.Equal(OrderStatus.Untriggered, placed.OfType<ExchangeEvents.OrderAccepted>().Single().Order.Status);
        Assert.Equal(0m, _bourse.Wallet(Ann).OrderMarginQuote);
        foreach (var other in Enum.GetValues<TriggerSource>().Where(other => other != source))
        {
            Assert.Empty(Tell(other, 103m).OfType<ExchangeEvents.OrderTriggered>());
        }

        Assert.Empty(Tell(source, 101.99m).OfType<ExchangeEvents.OrderTriggered>());
        var events = Tell(source, 102m);
        Assert.Equal(placed.Id(), Assert.Single(events.OfType<ExchangeEvents.OrderTriggered>()).Order.OrderId);
        Assert.Equal(104m, _bourse.Position(Ann).EntryQuote);
    }

    [Fact]
    public void One_that_falls_fires_at_or_below()
    {
        _bourse.Place(Ann, Stop(Side.Sell, 98m, TriggerDirection.FallsTo, TriggerSource.Mark));
        _bourse.Mark(98.01m);
        Assert.Equal(0m, _bourse.Size(Ann));
        _bourse.Mark(97.5m);
        Assert.Equal(-1m, _bourse.Size(Ann));
    }

    [Fact]
    public void A_conditional_limit_order_rests_when_it_fired()
    {
        var order = Order(Side.Buy, 1m, 97m) with
        {
            Trigger = new OrderTrigger(98m, TriggerDirection.FallsTo, TriggerSource.Mark),
        };
        var id = _bourse.Place(Ann, order).Id();
        Assert.DoesNotContain(_bourse.Exchange.Depth(Given.Sol, Side.Buy, 9), level => level.PriceQuote == 97m);
        _bourse.Mark(98m);
        Assert.Equal(97m, _bourse.Exchange.Depth(Given.Sol, Side.Buy, 1)[0].PriceQuote);
        Assert.Equal(OrderStatus.Open, _bourse.Exchange.Order(Ann, new OrderKey(id))!.Status);
    }

    [Fact]
    public void A_trigger_that_is_reached_already_or_off_the_tick_is_refused()
    {
        var stop = Stop(Side.Buy, 99m, TriggerDirection.RisesTo, TriggerSource.Mark);
        Assert.Equal(ExchangeRefusal.TriggerAlreadyReached, _bourse.Place(Ann, stop).Refusal());
        var odd = Stop(Side.Buy, 101.001m, TriggerDirection.RisesTo, TriggerSource.Mark);
        Assert.Equal(ExchangeRefusal.InvalidPrice, _bourse.Place(Ann, odd).Refusal());
    }

    [Fact]
    public void Cancelled_before_it_fired_it_is_deactivated()
    {
        var id = _bourse.Place(Ann, Stop(Side.Buy, 102m, TriggerDirection.RisesTo, TriggerSource.Mark)).Id();
        var ended = Assert.IsType<ExchangeEvents.OrderCancelled>(_bourse.Cancel(Ann, id)[0]);
        Assert.Equal(OrderStatus.Deactivated, ended.Order.Status);
        _bourse.Mark(103m);
        Assert.Equal(0m, _bourse.Size(Ann));
    }

    [Fact]
    public void A_trigger_can_be_moved_while_it_waits()
    {
        var id = _bourse.Place(Ann, Stop(Side.Buy, 102m, TriggerDirection.RisesTo, TriggerSource.Mark)).Id();
        var reached = _bourse.Amend(Ann, id, new OrderChange(TriggerQuote: 99m));
        Assert.Equal(ExchangeRefusal.TriggerAlreadyReached, reached.Refusal());
        _bourse.Amend(Ann, id, new OrderChange(TriggerQuote: 103m));
        _bourse.Mark(102m);
        Assert.Equal(0m, _bourse.Size(Ann));
        _bourse.Mark(103m);
        Assert.Equal(1m, _bourse.Size(Ann));
    }

    [Fact]
    public void One_stop_may_set_off_the_next()
    {
        _bourse.Sell(Bob, 1m, 101m);
        _bourse.Place(Ann, Stop(Side.Buy, 101m, TriggerDirection.RisesTo, TriggerSource.Mark));
        _bourse.Place(Bob, Stop(Side.Buy, 104m, TriggerDirection.RisesTo, TriggerSource.Last) with { SizeBase = 2m });
        _bourse.Place(Ann, Stop(Side.Buy, 101m, TriggerDirection.RisesTo, TriggerSource.Last) with { SizeBase = 3m });
        var events = _bourse.Mark(101m);

        // Ann's first buys Bob's at 101; that last price fires her second at 104; that fires Bob's.
        Assert.Equal(
            [Ann, Ann, Bob], events.OfType<ExchangeEvents.OrderTriggered>().Select(fired => fired.Order.Account));
        Assert.Equal((4m, 1m), (_bourse.Size(Ann), _bourse.Size(Bob)));
    }

    [Fact]
    public void What_cannot_be_afforded_when_it_fires_is_cancelled()
    {
        _bourse.Place(Ann, Stop(Side.Buy, 102m, TriggerDirection.RisesTo, TriggerSource.Mark) with { SizeBase = 500m });
        _bourse.Mark(101m);
        Assert.Equal(CancelReason.InsufficientMargin, _bourse.Mark(102m).Cancelled());
    }

    [Fact]
    public void A_left_over_reduce_only_stop_opens_nothing()
    {
        _bourse.Trade(Ann, Bob, 2m, 100m);
        var stop = Stop(Side.Sell, 98m, TriggerDirection.FallsTo, TriggerSource.Mark);
        _bourse.Place(Ann, stop with { ReduceOnly = true });
        _bourse.Buy(Bob, 2m, 100m);
        _bourse.Sell(Ann, 2m, 100m);
        Assert.Equal(0m, _bourse.Size(Ann));
        Assert.Equal(CancelReason.NothingToReduce, _bourse.Mark(97m).Cancelled());
        Assert.Equal(0m, _bourse.Size(Ann));
    }

    [Fact]
    public void A_limit_that_closes_on_a_trigger_makes_room_for_itself()
    {
        _bourse.Trade(Ann, Bob, 2m, 100m);
        var resting = _bourse.Place(Ann, Reduce(Side.Sell, 2m, 103m)).Id();
        var stop = Order(Side.Sell, 2m, 97.5m) with
        {
            ReduceOnly = true,
            CloseOnTrigger = true,
            Trigger = new OrderTrigger(98m, TriggerDirection.FallsTo, TriggerSource.Mark),
        };
        _bourse.Place(Ann, stop);
        _bourse.Mark(98m);
        Assert.Equal(OrderStatus.Cancelled, _bourse.Exchange.Order(Ann, new OrderKey(resting))!.Status);
        Assert.Equal(97.5m, Assert.Single(_bourse.Open(Ann)).Request.PriceQuote);
    }

    [Fact]
    public void Only_so_many_may_wait()
    {
        var stop = Stop(Side.Buy, 102m, TriggerDirection.RisesTo, TriggerSource.Mark);
        for (var i = 0; i < 10; i++)
        {
            Assert.Null(_bourse.Place(Ann, stop).Refusal());
        }

        var refused = _bourse.Place(Ann, stop).OfType<ExchangeEvents.Refused>().Single();
        Assert.Equal((ExchangeRefusal.TooManyConditionals, true), (refused.Kind, refused.IsTransient));
    }

    private IReadOnlyList<ExchangeEvent> Tell(TriggerSource source, decimal price) => source switch
    {
        TriggerSource.Last => _bourse.Last(price),
        TriggerSource.Mark => _bourse.Mark(price),
        TriggerSource.Index => _bourse.Do(new ExchangeCommands.UpdatePrices(
            _bourse.Now, Given.Sol, IndexQuote: price)),
        _ => throw new ArgumentOutOfRangeException(nameof(source), source, "Unknown price."),
    };

    private static OrderRequest Stop(Side side, decimal price, TriggerDirection direction, TriggerSource source) =>
        Order(side, 1m, null) with { Trigger = new OrderTrigger(price, direction, source) };
}
