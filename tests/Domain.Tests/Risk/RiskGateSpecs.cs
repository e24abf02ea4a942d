using System.Collections.Immutable;
using WhaleStack.Domain.Risk;
using WhaleStack.Domain.Tests.Support;
using WhaleStack.Messages.Risk;
using WhaleStack.Messages.Trading;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Tests.Risk;

/// <summary>Every limit at its edge. The account has 10,000; an entry is at 100 with its stop at 98.</summary>
public sealed class RiskGateSpecs
{
    private static readonly RiskState Known = RiskState.Empty.WithAccount(Accounts.Of(10_000m, 1));

    [Fact]
    public void An_order_within_every_limit_is_approved_and_carries_a_permit()
    {
        var order = Accounts.Entry("a", Given.Sol, 10m, 1);
        var approved = Assert.IsType<RiskEvents.OrderApproved>(Assert.Single(Decide(Known, order)));
        Assert.Equal((order, Given.At(1)), (approved.Order, approved.Watermark));
        Assert.Equal(order, RiskGate.Approval(approved).Value);
    }

    [Fact]
    public void The_margin_of_a_position_is_limited()
    {
        // By hand: 10 x 100 / 2 / 10000 = 0.05 passes, 10.1 is 0.0505.
        AssertRefused("position_fraction_max", 0.05m, 0.0505m, Known, Accounts.Entry("a", Given.Sol, 10.1m, 1));
        var held = Known.WithAccount(Accounts.Of(10_000m, 1, Accounts.Position(Given.Sol, 4m, 100m)));
        Approve(held, Accounts.Entry("a", Given.Sol, 6m, 1));
        AssertRefused("position_fraction_max", 0.05m, 0.0505m, held, Accounts.Entry("a", Given.Sol, 6.1m, 1));
        Approve(held, Accounts.Entry("a", Given.Sol, 10m, 1) with { Trader = "another" });
    }

    [Fact]
    public void The_loss_at_the_stop_is_limited()
    {
        // By hand: 5 x (100 - 60) / 10000 = 0.02 passes, (100 - 59) gives 0.0205.
        Approve(Known, Accounts.Entry("a", Given.Sol, 5m, 1) with { StopQuote = 60m });
        AssertRefused(
            "risk_per_trade_fraction_max",
            0.02m,
            0.0205m,
            Known,
            Accounts.Entry("a", Given.Sol, 5m, 1) with { StopQuote = 59m });
        AssertRefused(
            "risk_per_trade_fraction_max",
            0.02m,
            0.0205m,
            Known,
            Accounts.Entry("a", Given.Sol, 5m, 1) with { Side = Side.Sell, StopQuote = 141m });
    }

    [Fact]
    public void An_entry_needs_a_stop_on_its_losing_side()
    {
        AssertRefused("stop_required", 1m, 0m, Known, Accounts.Entry("a", Given.Sol, 1m, 1) with { StopQuote = null });
        AssertRefused("stop_required", 1m, 0m, Known, Accounts.Entry("a", Given.Sol, 1m, 1) with { StopQuote = 100m });
        AssertRefused("stop_required", 1m, 0m, Known, Accounts.Entry("a", Given.Sol, 1m, 1) with { Side = Side.Sell });
    }

    [Fact]
    public void A_limit_order_is_judged_at_its_limit()
    {
        var order = Accounts.Limit("a", Given.Sol, 10m, 99m, 1) with { StopQuote = 98m };
        Approve(Known, order);
        AssertRefused("position_fraction_max", 0.05m, 0.05445m, Known, order with { SizeBase = 11m });
    }

    [Fact]
    public void Leverage_of_all_positions_together_is_limited()
    {
        // By hand: 19,000 held; 10 x 100 more is 2.0 times 10,000, 10.1 more is beyond.
        var options = Given.Risk with { PositionFractionMax = 1m };
        var held = Known.WithAccount(Accounts.Of(10_000m, 1, Accounts.Position(Given.Btc, -19m, 1_000m)));
        Assert.IsType<RiskEvents.OrderApproved>(Decide(held, options, Accounts.Entry("a", Given.Sol, 10m, 1))[0]);
        var refused = Assert.IsType<RiskEvents.OrderRefused>(
            Decide(held, options, Accounts.Entry("a", Given.Sol, 10.1m, 1))[0]);
        Assert.Equal(("leverage_total_max", 2m, 2.001m), (refused.Limit, refused.LimitValue, refused.InputValue));
    }

    [Fact]
    public void The_number_of_positions_is_limited()
    {
        var options = Given.Risk with { PositionsMax = 2 };
        var held = Known.WithAccount(Accounts.Of(
            10_000m, 1, Accounts.Position(Given.Btc, 1m, 1m), Accounts.Position(Given.Eth, 1m, 1m)));
        var refused = Assert.IsType<RiskEvents.OrderRefused>(
            Decide(held, options, Accounts.Entry("a", Given.Sol, 1m, 1))[0]);
        Assert.Equal(("positions_max", 2m, 3m), (refused.Limit, refused.LimitValue, refused.InputValue));
        Assert.IsType<RiskEvents.OrderApproved>(Decide(held, options, Accounts.Entry("a", Given.Eth, 1m, 1))[0]);
    }

    [Fact]
    public void Approvals_of_a_batch_count_for_the_next_of_it()
    {
        var answers = Decide(Known, Accounts.Entry("a", Given.Sol, 6m, 1), Accounts.Entry("b", Given.Sol, 6m, 1));
        Assert.IsType<RiskEvents.OrderApproved>(answers[0]);
        Assert.Equal("position_fraction_max", Assert.IsType<RiskEvents.OrderRefused>(answers[1]).Limit);
    }

    [Fact]
    public void Approvals_count_until_the_account_of_a_later_watermark()
    {
        var state = Apply(Known, Decide(Known, Accounts.Entry("a", Given.Sol, 6m, 1)));
        var second = Accounts.Entry("b", Given.Sol, 6m, 1);
        AssertRefused("position_fraction_max", 0.05m, 0.06m, state, second);
        AssertRefused("position_fraction_max", 0.05m, 0.06m, state.WithAccount(Accounts.Of(10_000m, 1)), second);
        Approve(state.WithAccount(Accounts.Of(10_000m, 2)), second with { DecidedAt = Given.At(2) });
        Assert.Equal(state, state.WithAccount(Accounts.Of(5_000m, 0))); // Older than known.
    }

    [Fact]
    public void Orders_are_judged_by_time_trader_and_instrument_and_never_by_id()
    {
        OpenOrder[] orders =
        [
            Accounts.Entry("1", Given.Sol, 1m, 1),
            Accounts.Entry("2", Given.Btc, 1m, 1) with { Trader = "zed" },
            Accounts.Entry("3", Given.Btc, 1m, 1),
            Accounts.Entry("4", Given.Eth, 1m, 0.5),
            Accounts.Entry("0", Given.Btc, 1m, 1),
        ];
        Assert.Equal(["4", "3", "0", "1", "2"], IdsOf(Decide(Known, orders)));
        var renamed = orders.Select((order, i) => order with { ClientOrderId = $"{9 - i}" }).ToArray();
        Assert.Equal(["6", "7", "5", "9", "8"], IdsOf(Decide(Known, renamed)));
    }

    [Fact]
    public void Orders_that_reduce_pass_whatever_the_account()
    {
        var exit = Accounts.Exit("a", Given.Sol, 1_000m, 1);
        Approve(RiskState.Empty, exit);
        Approve(Known.WithAccount(Accounts.Of(-1m, 1)), exit);
        var halted = Known.WithAccount(Accounts.Of(8_000m, 2));
        Assert.IsType<RiskEvents.OrderApproved>(Decide(halted, exit)[^1]);
        Assert.Empty(Apply(Known, Decide(Known, exit)).PendingEntries);
    }

    [Fact]
    public void Without_a_known_positive_equity_nothing_is_opened()
    {
        AssertRefused("equity_known_and_positive", 0m, 0m, RiskState.Empty, Accounts.Entry("a", Given.Sol, 1m, 1));
        var broke = RiskState.Empty.WithAccount(Accounts.Of(0m, 1) with { PeakQuote = 0m });
        AssertRefused("equity_known_and_positive", 0m, 0m, broke, Accounts.Entry("a", Given.Sol, 1m, 1));
    }

    [Fact]
    public void A_drawdown_of_the_halt_limit_ends_entries_for_good()
    {
        var down = Known.WithAccount(Accounts.Of(8_000m, 2));
        var events = Decide(down, Accounts.Entry("a", Given.Sol, 1m, 2));
        Assert.Equal(
            ["drawdown_halt", "drawdown_alert"], events.OfType<RiskEvents.AlertRaised>().Select(alert => alert.Alert));
        Assert.Equal("drawdown_halt_fraction", Assert.IsType<RiskEvents.OrderRefused>(events[^1]).Limit);
        var recovered = Apply(down, events).WithAccount(Accounts.Of(10_000m, 3));
        Assert.True(recovered.IsHalted);
        AssertRefused("drawdown_halt_fraction", 0.20m, 0m, recovered, Accounts.Entry("b", Given.Sol, 1m, 3));
        Approve(Known.WithAccount(Accounts.Of(8_001m, 2)), Accounts.Entry("a", Given.Sol, 1m, 2));
    }

    [Fact]
    public void A_drawdown_beyond_a_tenth_is_told_once_a_day()
    {
        Assert.Empty(Decide(Known.WithAccount(Accounts.Of(9_000m, 2))));
        var state = Known.WithAccount(Accounts.Of(8_999m, 2));
        var alert = Assert.IsType<RiskEvents.AlertRaised>(Assert.Single(Decide(state)));
        Assert.Equal(("drawdown_alert", 0.10m, 0.1001m), (alert.Alert, alert.LimitValue, alert.InputValue));
        state = state.Apply(alert);
        Assert.Empty(RiskGate.Decide(state, Given.Risk, Given.At(23), []));
        Assert.Single(RiskGate.Decide(state, Given.Risk, Given.At(24), []));
    }

    [Fact]
    public void A_deep_loss_of_the_day_ends_entries_for_that_day()
    {
        var lost = Accounts.Of(9_700m, 2) with { DayStartQuote = 10_000m };
        var events = Decide(Known.WithAccount(lost), Accounts.Entry("a", Given.Sol, 1m, 2));
        Assert.Equal("daily_loss", Assert.IsType<RiskEvents.AlertRaised>(events[0]).Alert);
        var refused = Assert.IsType<RiskEvents.OrderRefused>(events[1]);
        Assert.Equal(
            ("daily_loss_fraction_max", 0.03m, 0.03m), (refused.Limit, refused.LimitValue, refused.InputValue));
        Approve(Known.WithAccount(lost with { EquityQuote = 9_701m }), Accounts.Entry("a", Given.Sol, 1m, 2));
        Approve(Known.WithAccount(lost with { DayStartQuote = 9_700m }), Accounts.Entry("a", Given.Sol, 1m, 2));
    }

    [Fact]
    public void An_order_is_judged_once_and_its_answer_can_be_repeated()
    {
        var good = Accounts.Entry("a", Given.Sol, 1m, 1);
        var bad = Accounts.Entry("b", Given.Sol, 99m, 1);
        var events = Decide(Known, good, bad);
        var state = Apply(Known, events);
        Assert.Equal(events[0], state.AnswerTo("a"));
        Assert.Equal(events[1], state.AnswerTo("b"));
        Assert.Null(state.AnswerTo("c"));
        Assert.Empty(Decide(state, good, bad));
        Assert.Throws<ArgumentException>(() => state.Apply("approved"));
    }

    [Fact]
    public void The_oldest_answers_are_forgotten()
    {
        var state = Known;
        for (var i = 0; i <= RiskState.AnswersMax; i++)
        {
            state = state.Apply(new RiskEvents.OrderApproved(Accounts.Exit($"{i}", Given.Sol, 1m, i), Given.At(i)));
        }

        Assert.Null(state.AnswerTo("0"));
        Assert.NotNull(state.AnswerTo("1"));
        Assert.NotNull(state.AnswerTo($"{RiskState.AnswersMax}"));
    }

    [Fact]
    public void An_order_of_nothing_is_refused()
    {
        AssertRefused("order_positive", 0m, 0m, Known, Accounts.Entry("a", Given.Sol, 0m, 1));
        AssertRefused(
            "order_positive", 0m, -5m, Known, Accounts.Entry("a", Given.Sol, 1m, 1) with { ReferenceQuote = -5m });
    }

    private static ImmutableArray<object> Decide(RiskState state, params OpenOrder[] orders) =>
        Decide(state, Given.Risk, orders);

    private static ImmutableArray<object> Decide(RiskState state, RiskOptions options, params OpenOrder[] orders) =>
        RiskGate.Decide(state, options, state.Account?.Watermark ?? Given.At(1), [.. orders]);

    private static RiskState Apply(RiskState state, ImmutableArray<object> events) =>
        events.Aggregate(state, (current, happened) => current.Apply(happened));

    private static IEnumerable<string> IdsOf(ImmutableArray<object> events) =>
        events.Select(e => Assert.IsType<RiskEvents.OrderApproved>(e).Order.ClientOrderId);

    private static void Approve(RiskState state, OpenOrder order) =>
        Assert.IsType<RiskEvents.OrderApproved>(Decide(state, order)[^1]);

    private static void AssertRefused(
        string limit, decimal limitValue, decimal inputValue, RiskState state, OpenOrder order)
    {
        var refused = Assert.IsType<RiskEvents.OrderRefused>(Decide(state, order)[^1]);
        Assert.Equal((limit, limitValue, inputValue), (refused.Limit, refused.LimitValue, refused.InputValue));
        Assert.Equal(order, refused.Order);
    }
}
