using WhaleStack.Domain.Portfolio;
using WhaleStack.Domain.Tests.Support;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Execution;
using WhaleStack.Messages.Portfolio;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Tests.Portfolio;

/// <summary>Money and positions, by hand.</summary>
public sealed class PortfolioSpecs
{
    private PortfolioState _state = PortfolioState.Start("main", 1_000m);

    [Fact]
    public void A_long_is_averaged_partly_closed_and_closed()
    {
        Assert.Equal(0m, Book(Side.Buy, 2m, 100m, fee: 1m));
        Assert.Equal(0m, Book(Side.Buy, 2m, 110m, fee: 1m));
        var position = Assert.Single(_state.View.Positions);
        Assert.Equal((4m, 105m, 420m), (position.SizeBase, position.EntryQuote, position.CostQuote));
        Assert.Equal(998m, _state.View.CashQuote);
        Assert.Equal(15m, Book(Side.Sell, 1m, 120m)); // 120 - 105
        Assert.Equal(105m, _state.View.Positions[0].EntryQuote);
        Assert.Equal(-15m, Book(Side.Sell, 3m, 100m)); // 3 x (100 - 105)
        Assert.Empty(_state.View.Positions);
        Assert.Equal(
            (998m, 0m, 2m, 4L),
            (_state.View.CashQuote, _state.View.RealizedQuote, _state.View.FeesQuote, _state.View.Fills));
    }

    [Fact]
    public void A_short_earns_when_price_falls()
    {
        Book(Side.Sell, 2m, 100m);
        Assert.Equal(
            (-2m, 100m, 0m),
            (_state.View.Positions[0].SizeBase, _state.View.Positions[0].EntryQuote, _state.View.UnrealizedQuote));
        Assert.Equal(10m, Book(Side.Buy, 1m, 90m));
        Assert.Equal(10m, _state.View.UnrealizedQuote); // The other one, marked at its last fill.
        Assert.Equal(1_020m, _state.View.EquityQuote);
    }

    [Fact]
    public void A_position_that_turns_round_starts_anew()
    {
        Book(Side.Buy, 2m, 100m, hours: 1);
        Assert.Equal(20m, Book(Side.Sell, 5m, 110m, hours: 2)); // 2 x 10; 3 short from 110.
        var position = Assert.Single(_state.View.Positions);
        Assert.Equal((-3m, 110m, Given.At(2).Time), (position.SizeBase, position.EntryQuote, position.OpenedAt));
        Assert.Equal(0m, Book(Side.Sell, 1m, 120m, hours: 3));
        position = _state.View.Positions[0];
        Assert.Equal(
            (-4m, 112.5m, Given.At(2).Time), (position.SizeBase, position.EntryQuote, position.OpenedAt));
    }

    [Fact]
    public void Positions_are_kept_by_trader_and_instrument()
    {
        Book(Side.Buy, 1m, 100m, trader: "b");
        Book(Side.Sell, 1m, 100m, trader: "a");
        Assert.Equal([("a", -1m), ("b", 1m)], _state.View.Positions.Select(p => (p.Trader, p.SizeBase)));
    }

    [Fact]
    public void Funding_moves_cash()
    {
        Book(Side.Buy, 1m, 100m);
        var payment = new FundingPayment(2, "t", Given.Sol, 1m, 0.01m, -1m, Given.Start);
        _state = _state.Apply(PortfolioDecisions.Book(_state, payment)!);
        Assert.Equal((999m, -1m, 2L), (_state.View.CashQuote, _state.View.FundingQuote, _state.View.LastReport));
        Assert.Null(PortfolioDecisions.Book(_state, payment));
        Assert.Throws<InvalidOperationException>(() => PortfolioDecisions.Book(_state, payment with { Sequence = 4 }));
    }

    [Fact]
    public void A_fill_is_booked_once_and_in_order()
    {
        Book(Side.Buy, 1m, 100m);
        Assert.Null(PortfolioDecisions.Book(_state, Fill(1, Side.Buy, 1m, 100m)));
        Assert.Throws<InvalidOperationException>(() => PortfolioDecisions.Book(_state, Fill(3, Side.Buy, 1m, 100m)));
        Assert.Throws<InvalidOperationException>(() => PortfolioDecisions.Book(_state, Fill(2, Side.Buy, 0m, 100m)));
        Assert.Throws<InvalidOperationException>(
            () => _state.Apply(new PortfolioEvents.FillBooked(Fill(1, Side.Buy, 1m, 100m), 0m)));
    }

    [Fact]
    public void Marking_moves_equity_peak_drawdown_and_the_start_of_the_day()
    {
        Book(Side.Buy, 1m, 100m);
        Mark(23, 200m);
        Assert.Equal(
            (1_100m, 1_100m, 0m), (_state.View.EquityQuote, _state.View.PeakQuote, _state.View.MaxDrawdownFraction));
        Assert.Equal(1_100m, _state.View.DayStartQuote); // The first mark.
        Mark(24, 90m); // Midnight: 990 is the start of the day.
        Assert.Equal(
            (990m, 1_100m, 0.1m), (_state.View.EquityQuote, _state.View.PeakQuote, _state.View.MaxDrawdownFraction));
        Assert.Equal(990m, _state.View.DayStartQuote);
        Mark(25, 145m);
        Assert.Equal(
            (1_045m, 990m, 0.1m),
            (_state.View.EquityQuote, _state.View.DayStartQuote, _state.View.MaxDrawdownFraction));
        Mark(49, 100m); // No mark at midnight: the last one before it counts.
        Assert.Equal(1_045m, _state.View.DayStartQuote);
        Assert.Equal(Given.At(49), _state.View.Watermark);
        Assert.Equal(100m, _state.View.Positions[0].MarkQuote);
    }

    [Fact]
    public void A_watermark_is_marked_once()
    {
        Mark(5, 100m);
        Assert.Null(PortfolioDecisions.Mark(_state, Step(5, 100m)));
        Assert.Null(PortfolioDecisions.Mark(_state, Step(4, 100m)));
        var flatten = Step(5, 100m) with { Watermark = Given.At(5, StepPhase.Flatten) };
        Assert.NotNull(PortfolioDecisions.Mark(_state, flatten));
    }

    [Fact]
    public void A_coin_without_a_price_keeps_its_mark()
    {
        Book(Side.Buy, 1m, 100m);
        Mark(1, 120m);
        var step = Step(2, 0m) with { LastPricesQuote = Accounts.Prices() };
        _state = _state.Apply(PortfolioDecisions.Mark(_state, step)!);
        Assert.Equal(1_020m, _state.View.EquityQuote);
    }

    [Fact]
    public void An_account_needs_a_name_and_money()
    {
        Assert.Throws<ArgumentException>(() => PortfolioState.Start(" ", 1m));
        Assert.Throws<ArgumentOutOfRangeException>(() => PortfolioState.Start("main", 0m));
        Assert.Throws<ArgumentException>(() => _state.Apply("booked"));
    }

    private static MarketStep Step(double hours, decimal price) =>
        new(Given.At(hours), [], [], Accounts.Prices((Given.Sol, price)));

    private static Fill Fill(
        long sequence, Side side, decimal size, decimal price, decimal fee = 0m, double hours = 0, string trader = "t")
    {
        var time = Given.At(hours).Time;
        return new Fill(
            sequence, $"x{sequence}", "a", trader, Given.Sol, side, price, size, fee, FillTrigger.Order, time);
    }

    private decimal Book(
        Side side, decimal size, decimal price, decimal fee = 0m, double hours = 0, string trader = "t")
    {
        var booked = PortfolioDecisions.Book(
            _state, Fill(_state.LastReport + 1, side, size, price, fee, hours, trader))!;
        _state = _state.Apply(booked);
        return booked.RealizedQuote;
    }

    private void Mark(double hours, decimal price) =>
        _state = _state.Apply(PortfolioDecisions.Mark(_state, Step(hours, price))!);
}
