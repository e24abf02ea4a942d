using WhaleStack.Domain.Paper;
using WhaleStack.Domain.Tests.Support;
using WhaleStack.Messages.Execution;
using WhaleStack.Messages.Paper;
using WhaleStack.Messages.Trading;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Tests.Paper;

/// <summary>What the paper exchange takes, refuses, remembers and counts.</summary>
public sealed class PaperOrderSpecs
{
    private readonly PaperDesk _desk = new();

    [Fact]
    public void An_order_is_taken_once()
    {
        var order = Accounts.Entry("a", Given.Sol, 2m);
        Assert.Equal(new VenueReplies.OrderAccepted("a", "paper-1"), _desk.Place(order));
        Assert.Equal(RefusalKind.Duplicate, _desk.Refusal(order));
        Assert.Equal(RefusalKind.Duplicate, _desk.Refusal(order with { SizeBase = 1m, Coin = Given.Btc }));
        _desk.Trade(0, 100, 101, 99, 100);
        Assert.Equal(RefusalKind.Duplicate, _desk.Refusal(order)); // Filled, and still known.
        Assert.Equal(2m, _desk.State.PositionBase(Given.Trader.Trader, Given.Sol));
        Assert.Equal(new PaperQueries.Statistics(1, 3, 1, 0), _desk.State.Statistics);
    }

    [Fact]
    public void Orders_of_one_decision_are_counted_as_double()
    {
        var order = Accounts.Entry("a", Given.Sol, 2m);
        _desk.Place(order);
        _desk.Place(order with { ClientOrderId = "b", DecisionId = "another" });
        Assert.Equal(0, _desk.State.Statistics.DoubleOrders);
        _desk.Place(order with { ClientOrderId = "c" });
        _desk.Place(order with { ClientOrderId = "d" });
        Assert.Equal(1, _desk.State.Statistics.DoubleOrders); // Decisions, not orders.
    }

    [Fact]
    public void What_breaks_the_instruments_rules_is_refused()
    {
        var order = Accounts.Entry("a", Given.Sol, 2m);
        Assert.Equal(RefusalKind.UnknownInstrument, _desk.Refusal(order with { Coin = InstrumentId.Parse("x:Y") }));
        OpenOrder[] wrong =
        [
            order with { SizeBase = 0m },
            order with { SizeBase = -1m },
            order with { SizeBase = 0.15m },
            order with { ReferenceQuote = 0m },
            order with { SizeBase = 0.1m, ReferenceQuote = 49m, StopQuote = 48m, TargetQuote = 50m }, // 4.90 USDT
            order with { StopQuote = 100m },
            order with { StopQuote = -1m },
            order with { TargetQuote = 100m },
            order with { Side = Side.Sell },
            order with { Kind = OrderKind.Limit },
            order with { LimitQuote = 99m },
            Accounts.Limit("a", Given.Sol, 2m, 99.005m),
            Accounts.Limit("a", Given.Sol, 2m, -99m),
        ];
        Assert.All(wrong, bad => Assert.Equal(RefusalKind.InvalidOrder, _desk.Refusal(bad)));
        Assert.Equal(wrong.Length + 1, _desk.State.Statistics.OrdersRefused);
        Assert.Null(_desk.Refusal(order));
    }

    [Fact]
    public void Only_a_position_of_the_other_side_can_be_reduced()
    {
        var exit = Accounts.Exit("x", Given.Sol, 1m);
        Assert.Equal(RefusalKind.NothingToReduce, _desk.Refusal(exit));
        _desk.Place(Accounts.Entry("a", Given.Sol, 2m));
        _desk.Trade(0, 100, 101, 99, 100);
        Assert.Equal(RefusalKind.NothingToReduce, _desk.Refusal(exit with { Side = Side.Buy }));
        Assert.Equal(RefusalKind.NothingToReduce, _desk.Refusal(exit with { Trader = "someone" }));
        Assert.Null(_desk.Refusal(exit));
    }

    [Fact]
    public void A_crumb_of_a_position_may_be_closed()
    {
        _desk.Place(Accounts.Entry("a", Given.Sol, 2m));
        _desk.Trade(0, 100, 101, 99, 100);
        Assert.Null(_desk.Refusal(Accounts.Exit("x", Given.Sol, 0.1m) with { ReferenceQuote = 1m }));
    }

    [Fact]
    public void A_query_tells_whether_an_order_was_ever_taken()
    {
        _desk.Place(Accounts.Entry("a", Given.Sol, 2m));
        Assert.Equal(new VenueReplies.OrderAccepted("a", "paper-1"), PaperExchange.Query(_desk.State, "a"));
        Assert.Equal(["a"], PaperExchange.OpenClientOrderIds(_desk.State).AsEnumerable());
        _desk.Trade(0, 100, 101, 99, 100);
        Assert.Equal(new VenueReplies.OrderAccepted("a", "paper-1"), PaperExchange.Query(_desk.State, "a"));
        Assert.Equal(new VenueReplies.OrderUnknown("b"), PaperExchange.Query(_desk.State, "b"));
        Assert.Empty(PaperExchange.OpenClientOrderIds(_desk.State));
    }

    [Fact]
    public void Reports_can_be_asked_for_again()
    {
        _desk.Place(Accounts.Entry("a", Given.Sol, 2m));
        _desk.Trade(0, 100, 101, 97, 100);
        var all = PaperExchange.ReportsAfter(_desk.State, 0);
        Assert.Equal([1L, 2L], all.Select(report => ((VenueReplies.Executed)report).Fill.Sequence));
        Assert.Equal(all[1], Assert.Single(PaperExchange.ReportsAfter(_desk.State, 1)));
        Assert.Empty(PaperExchange.ReportsAfter(_desk.State, 2));
        Assert.Empty(PaperExchange.ReportsAfter(_desk.State, 99));
    }

    [Fact]
    public void Only_the_last_thousand_reports_are_kept()
    {
        for (var hour = 0; hour < 600; hour++)
        {
            _desk.Place(Accounts.Entry($"{hour}", Given.Sol, 1m, hour));
            Assert.Equal(2, _desk.Trade(hour, 100, 101, 97, 100).Length);
        }

        var kept = PaperExchange.ReportsAfter(_desk.State, 0);
        Assert.Equal(PaperState.ReportsMax, kept.Length);
        Assert.Equal(201, ((VenueReplies.Executed)kept[0]).Fill.Sequence);
        Assert.Equal(1_200, _desk.State.LastReport);
        Assert.Single(PaperExchange.ReportsAfter(_desk.State, 1_199));
    }

    [Fact]
    public void A_step_is_taken_once()
    {
        _desk.Place(Accounts.Entry("a", Given.Sol, 2m));
        var step = Given.Step(Given.Sol, Given.Candle(0, 100, 101, 99, 100));
        Assert.Single(_desk.Advance(step));
        Assert.Equal(step.Watermark, _desk.State.LastWatermark);
        Assert.Empty(_desk.Advance(step));
        _desk.Place(Accounts.Entry("b", Given.Sol, 2m));
        Assert.Empty(_desk.Advance(step)); // It left a trace, so it lies behind.
    }

    [Fact]
    public void Fills_come_by_instrument_then_by_order()
    {
        _desk.Place(Accounts.Entry("a", Given.Sol, 1m));
        _desk.Place(Accounts.Entry("b", Given.Eth, 1m));
        _desk.Place(Accounts.Entry("c", Given.Eth, 1m));
        var candle = Given.Candle(0, 100, 101, 99, 100);
        var step = Given.Step(Given.Sol, candle);
        var both = step with { Candles = [.. step.Candles, new(Given.Eth, candle)] };
        var fills = _desk.Advance(both).Cast<PaperEvents.Executed>().Select(executed => executed.Fill.ClientOrderId);
        Assert.Equal(["b", "c", "a"], fills);
    }

    [Fact]
    public void Too_many_resting_orders_are_refused_for_now()
    {
        for (var i = 0; i < PaperState.OpenOrdersMax; i++)
        {
            Assert.Null(_desk.Refusal(Accounts.Entry($"{i}", Given.Sol, 1m)));
        }

        var refused = Assert.IsType<VenueReplies.OrderRefused>(_desk.Place(Accounts.Entry("more", Given.Sol, 1m)));
        Assert.True(refused.IsTransient);
    }

    [Fact]
    public void Foreign_events_are_our_bug()
    {
        Assert.Throws<ArgumentException>(() => PaperState.Empty.Apply("taken"));
        var fill = new Fill(
            1, "x", "nobody", "t", Given.Sol, Side.Buy, 1m, 1m, 0m, FillTrigger.Order, Given.Start);
        Assert.Throws<InvalidOperationException>(
            () => PaperState.Empty.Apply(new PaperEvents.Executed(fill, Given.At(1))));
        Assert.Throws<InvalidOperationException>(
            () => PaperState.Empty.Apply(new PaperEvents.Executed(fill with { Sequence = 2 }, Given.At(1))));
    }
}
