using WhaleStack.Domain.Tests.Support;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Execution;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Paper;
using WhaleStack.Messages.Trading;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Tests.Paper;

/// <summary>Every fill rule of the paper exchange, by hand.</summary>
public sealed class PaperFillSpecs
{
    private readonly PaperDesk _desk = new();

    [Fact]
    public void A_market_order_fills_at_the_next_open_made_worse()
    {
        _desk.Place(Accounts.Entry("a", Given.Sol, 2m, hours: 1));
        Assert.Empty(_desk.Trade(0, 100, 101, 99, 100)); // The candle it was decided on: its open was before.
        var fill = Assert.Single(_desk.Trade(1, 100.5m, 101, 99.5m, 100));
        // By hand: 100.5 x 1.01 = 101.505, up to the tick 101.51; fee 2 x 101.51 x 0.001.
        Assert.Equal(
            new Fill(
                1, "paper-x1", "a", Given.Trader.Trader, Given.Sol, Side.Buy, 101.51m, 2m, 0.20302m, FillTrigger.Order,
                Given.Start.AddHours(1)),
            fill);
        Assert.Empty(_desk.Trade(2, 100, 100.5m, 99.5m, 100));
    }

    [Fact]
    public void A_sale_is_made_worse_downwards()
    {
        _desk.Place(Short("a", 2m));
        // By hand: 100.55 x 0.99 = 99.5445, down to 99.54.
        Assert.Equal(99.54m, Assert.Single(_desk.Trade(0, 100.55m, 101, 99.5m, 100)).PriceQuote);
        Assert.Equal(-2m, _desk.State.PositionBase(Given.Trader.Trader, Given.Sol));
    }

    [Fact]
    public void A_hole_in_the_candles_delays_the_fill_to_the_next_one_there_is()
    {
        _desk.Place(Accounts.Entry("a", Given.Sol, 2m));
        Assert.Equal(Given.Start.AddHours(7), Assert.Single(_desk.Trade(7, 100, 101, 99, 100)).Time);
    }

    [Fact]
    public void A_touched_stop_fills_at_the_stop_made_worse_at_the_close()
    {
        Enter(); // Long 2 with stop 98 and target 104.
        var fill = Assert.Single(_desk.Trade(1, 100, 101, 98, 99));
        // By hand: 98 x 0.99 = 97.02; taker fee 2 x 97.02 x 0.001.
        Assert.Equal((FillTrigger.Stop, Side.Sell, 97.02m, 2m, 0.19404m), Terms(fill));
        Assert.Equal(("a", Given.Start.AddHours(2)), (fill.ClientOrderId, fill.Time));
        Assert.Equal(0m, _desk.State.PositionBase(Given.Trader.Trader, Given.Sol));
        Assert.Empty(_desk.Trade(2, 100, 200, 1, 99));
    }

    [Fact]
    public void A_gap_through_the_stop_fills_at_the_open()
    {
        Enter();
        var fill = Assert.Single(_desk.Trade(1, 95, 110, 94, 100));
        // By hand: 95 x 0.99 = 94.05.
        Assert.Equal((FillTrigger.Stop, Side.Sell, 94.05m, 2m, 0.1881m), Terms(fill));
        Assert.Equal(Given.Start.AddHours(1), fill.Time);
    }

    [Fact]
    public void A_target_fills_at_its_price_when_traded_through_by_a_tick()
    {
        Enter();
        Assert.Empty(_desk.Trade(1, 100, 104, 99, 100));
        var fill = Assert.Single(_desk.Trade(2, 100, 104.01m, 99, 100));
        // By hand: maker fee 2 x 104 x 0.0005.
        Assert.Equal((FillTrigger.Target, Side.Sell, 104m, 2m, 0.104m), Terms(fill));
        Assert.Equal(Given.Start.AddHours(3), fill.Time);
    }

    [Fact]
    public void The_stop_wins_over_the_target()
    {
        Enter();
        Assert.Equal(FillTrigger.Stop, Assert.Single(_desk.Trade(1, 100, 110, 98, 105)).Trigger);
    }

    [Fact]
    public void The_candle_of_the_entry_can_hit_its_stop()
    {
        _desk.Place(Accounts.Entry("a", Given.Sol, 2m));
        Assert.Equal([FillTrigger.Order, FillTrigger.Stop], _desk.Trade(0, 100, 101, 97, 99).Select(f => f.Trigger));
    }

    [Fact]
    public void A_short_is_guarded_the_other_way_round()
    {
        _desk.Place(Short("a", 2m));
        _desk.Trade(0, 100, 100, 100, 100);
        Assert.Empty(_desk.Trade(1, 100, 101.99m, 96, 100));
        // By hand: the target 96 needs 95.99.
        Assert.Equal(
            (FillTrigger.Target, Side.Buy, 96m, 2m, 0.096m),
            Terms(Assert.Single(_desk.Trade(2, 100, 101, 95.99m, 100))));
        _desk.Place(Short("b", 2m, hours: 3));
        _desk.Trade(3, 100, 100, 100, 100);
        // By hand: 102 x 1.01 = 103.02; a gap to 105 would be 106.05.
        Assert.Equal(103.02m, Assert.Single(_desk.Trade(4, 100, 102, 90, 100)).PriceQuote);
        _desk.Place(Short("c", 2m, hours: 5));
        _desk.Trade(5, 100, 100, 100, 100);
        Assert.Equal(106.05m, Assert.Single(_desk.Trade(6, 105, 106, 90, 100)).PriceQuote);
    }

    [Fact]
    public void A_limit_fills_at_its_price_when_traded_through_by_a_tick()
    {
        _desk.Place(Accounts.Limit("a", Given.Sol, 2m, 99m));
        Assert.Empty(_desk.Trade(0, 100, 101, 99, 100));
        var fill = Assert.Single(_desk.Trade(1, 100, 101, 98.99m, 100));
        Assert.Equal((FillTrigger.Order, Side.Buy, 99m, 2m, 0.099m), Terms(fill));
        Assert.Equal(Given.Start.AddHours(2), fill.Time);
        _desk.Place(Accounts.Limit("b", Given.Sol, 2m, 102m, hours: 2) with { Side = Side.Sell });
        Assert.Empty(_desk.Trade(2, 100, 102, 99, 100));
        Assert.Equal(102m, Assert.Single(_desk.Trade(3, 100, 102.01m, 99, 100)).PriceQuote);
    }

    [Fact]
    public void The_candle_of_a_limit_can_hit_its_stop_but_not_its_target()
    {
        var limit = Accounts.Limit("a", Given.Sol, 2m, 99m) with { StopQuote = 95m, TargetQuote = 104m };
        _desk.Place(limit);
        Assert.Equal([FillTrigger.Order], _desk.Trade(0, 100, 110, 98, 100).Select(fill => fill.Trigger));
        Assert.Equal([FillTrigger.Target], _desk.Trade(1, 100, 110, 98, 100).Select(fill => fill.Trigger));
        _desk.Place(limit with { ClientOrderId = "b", DecidedAt = Given.At(2) });
        // By hand: 95 x 0.99 = 94.05, though the candle opened at 94: the entry came later.
        var fills = _desk.Trade(2, 94, 110, 93, 100);
        Assert.Equal([99m, 94.05m], fills.Select(fill => fill.PriceQuote));
    }

    [Fact]
    public void A_reducing_order_is_cut_to_the_position_and_never_turns_it_round()
    {
        Enter();
        _desk.Place(Accounts.Exit("b", Given.Sol, 5m, hours: 1));
        _desk.Place(Accounts.Exit("c", Given.Sol, 1m, hours: 1));
        var events = _desk.Advance(Given.Step(Given.Sol, Given.Candle(1, 100, 101, 99, 100)));
        Assert.Equal(2m, Assert.IsType<PaperEvents.Executed>(events[0]).Fill.SizeBase);
        Assert.Equal("c", Assert.IsType<PaperEvents.OrderCancelled>(events[1]).ClientOrderId);
        Assert.Equal(2, events.Length);
        Assert.Equal(0m, _desk.State.PositionBase(Given.Trader.Trader, Given.Sol));
        Assert.Empty(_desk.Trade(2, 100, 200, 1, 100)); // Stop and target ended with the position.
    }

    [Fact]
    public void A_partly_closed_position_is_guarded_for_what_is_left()
    {
        Enter();
        _desk.Place(Accounts.Exit("b", Given.Sol, 0.5m, hours: 1));
        var fills = _desk.Trade(1, 100, 101, 97, 100);
        Assert.Equal([0.5m, 1.5m], fills.Select(fill => fill.SizeBase));
    }

    [Fact]
    public void Guards_of_two_entries_close_no_more_than_there_is()
    {
        Enter();
        _desk.Place(Accounts.Entry("b", Given.Sol, 1m, hours: 1));
        _desk.Trade(1, 100, 100, 100, 100);
        _desk.Place(Accounts.Exit("c", Given.Sol, 2.5m, hours: 2));
        Assert.Equal([2.5m, 0.5m], _desk.Trade(2, 100, 101, 97, 100).Select(fill => fill.SizeBase));
        Assert.Equal(0m, _desk.State.PositionBase(Given.Trader.Trader, Given.Sol));
    }

    [Fact]
    public void A_position_that_turned_round_has_lost_its_old_guards()
    {
        Enter();
        _desk.Place(Short("b", 5m, hours: 1) with { StopQuote = 150m, TargetQuote = 50m });
        _desk.Trade(1, 100, 100, 100, 100);
        Assert.Equal(-3m, _desk.State.PositionBase(Given.Trader.Trader, Given.Sol));
        Assert.Empty(_desk.Trade(2, 100, 110, 90, 100));
    }

    [Fact]
    public void Funding_is_paid_on_the_position_at_the_mark()
    {
        Enter();
        var events = _desk.Advance(Given.Step(
            Given.Sol, Given.Candle(1, 100, 101, 99, 100.5m), Funding(2, 0.0001m)));
        // By hand: -2 x 100.5 x 0.0001 = -0.0201.
        var payment = Assert.IsType<PaperEvents.Funded>(Assert.Single(events)).Payment;
        Assert.Equal(
            new FundingPayment(
                2, Given.Trader.Trader, Given.Sol, 2m, 0.0001m, -0.0201m, Given.Start.AddHours(2)), payment);
        _desk.Place(Short("b", 4m, hours: 2));
        _desk.Trade(2, 100, 100, 100, 100);
        var received = _desk.Advance(Given.Step(Given.Sol, Given.Candle(3, 100, 100, 100, 100), Funding(4, 0.0001m)));
        Assert.Equal(0.02m, Assert.IsType<PaperEvents.Funded>(Assert.Single(received)).Payment.AmountQuote);
    }

    [Fact]
    public void Funding_comes_after_the_fills_of_its_step()
    {
        _desk.Place(Accounts.Entry("a", Given.Sol, 2m));
        var events = _desk.Advance(Given.Step(Given.Sol, Given.Candle(0, 100, 100, 100, 100), Funding(1, 0.001m)));
        Assert.Equal([typeof(PaperEvents.Executed), typeof(PaperEvents.Funded)], events.Select(e => e.GetType()));
        Assert.Empty(new PaperDesk().Advance(Given.Step(
            Given.Sol, Given.Candle(0, 100, 100, 100, 100), Funding(1, 0.001m))));
    }

    [Fact]
    public void The_end_of_history_closes_at_the_last_close_and_opens_nothing()
    {
        Enter();
        _desk.Place(Accounts.Entry("b", Given.Sol, 1m, hours: 1));
        var prices = Accounts.Prices((Given.Sol, 100m));
        var end = new MarketStep(Given.At(1, StepPhase.Flatten), [], [], prices);
        Assert.Equal("b", Assert.IsType<PaperEvents.OrderCancelled>(Assert.Single(_desk.Advance(end))).ClientOrderId);
        Assert.Empty(_desk.Advance(end));
        _desk.Place(Accounts.Exit("c", Given.Sol, 2m, hours: 1) with { DecidedAt = end.Watermark });
        var fill = Assert.IsType<PaperEvents.Executed>(Assert.Single(_desk.Advance(new MarketStep(
            Given.At(2, StepPhase.Flatten),
            [new InstrumentCandle(Given.Sol, Given.Candle(1, 100, 100, 100, 100, 0))],
            [],
            prices)))).Fill;
        Assert.Equal((99m, 2m, Given.Start.AddHours(1)), (fill.PriceQuote, fill.SizeBase, fill.Time));
    }

    private static (FillTrigger, Side, decimal, decimal, decimal) Terms(Fill fill) =>
        (fill.Trigger, fill.Side, fill.PriceQuote, fill.SizeBase, fill.FeeQuote);

    private static OpenOrder Short(string id, decimal sizeBase, double hours = 0) =>
        Accounts.Entry(id, Given.Sol, sizeBase, hours) with { Side = Side.Sell, StopQuote = 102m, TargetQuote = 96m };

    private static InstrumentFunding Funding(int hour, decimal rate) =>
        new(Given.Sol, new FundingRate(Given.Start.AddHours(hour), rate));

    private void Enter()
    {
        _desk.Place(Accounts.Entry("a", Given.Sol, 2m));
        Assert.Single(_desk.Trade(0, 100, 101, 99, 100));
    }
}
