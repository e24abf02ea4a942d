using WhaleStack.Domain.Execution;
using WhaleStack.Domain.Risk;
using WhaleStack.Domain.Tests.Support;
using WhaleStack.Messages.Execution;
using WhaleStack.Messages.Risk;
using WhaleStack.Messages.Trading;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Tests.Execution;

/// <summary>The life of an order, told by events.</summary>
public sealed class ExecutionSpecs
{
    private static readonly OpenOrder Order = Accounts.Entry("a", Given.Sol, 2m, 1);
    private static readonly DateTimeOffset Time = Given.At(1).Time;

    [Fact]
    public void An_order_is_submitted_once_and_known_after()
    {
        var first = ExecutionDecisions.Submit(ExecutionState.Empty, Permit(Order));
        Assert.Equal(new ExecutionEvents.OrderSubmitted(Order), first.Event);
        Assert.Null(first.Known);
        var state = ExecutionState.Empty.Apply(first.Event!);
        var second = ExecutionDecisions.Submit(state, Permit(Order));
        Assert.Null(second.Event);
        Assert.Equal(new OrderState.Submitted(Order), second.Known);
        Assert.Equal([Order], state.InDoubt);
    }

    [Fact]
    public void Acceptance_is_journalled_once()
    {
        var state = Submitted();
        var reply = new VenueReplies.OrderAccepted("a", "v1");
        var accepted = ExecutionDecisions.OnAccepted(state, reply, Time);
        Assert.Equal(new ExecutionEvents.OrderAccepted("a", "v1", Time), accepted);
        state = state.Apply(accepted!);
        Assert.Equal(new OrderState.Accepted(Order, "v1", 0m), state.Orders["a"]);
        Assert.Empty(state.InDoubt);
        Assert.Null(ExecutionDecisions.OnAccepted(state, reply, Time));
        Assert.Null(ExecutionDecisions.OnAccepted(ExecutionState.Empty, reply, Time));
    }

    [Fact]
    public void A_refusal_closes_the_order_but_a_duplicate_is_no_refusal()
    {
        var state = Submitted();
        var refusal = new VenueReplies.OrderRefused("a", RefusalKind.InvalidOrder, "too small", IsTransient: false);
        Assert.Null(ExecutionDecisions.OnRefused(state, refusal with { Kind = RefusalKind.Duplicate }, Time));
        var rejected = ExecutionDecisions.OnRefused(state, refusal, Time);
        Assert.Equal(new ExecutionEvents.OrderRejected("a", RefusalKind.InvalidOrder, "too small", Time), rejected);
        state = state.Apply(rejected!);
        Assert.Equal(new OrderState.Rejected(Order, RefusalKind.InvalidOrder, "too small"), state.Orders["a"]);
        Assert.True(state.Orders["a"].IsClosed);
        Assert.Null(ExecutionDecisions.OnRefused(state, refusal, Time));
    }

    [Fact]
    public void Fills_add_up_until_the_order_is_done()
    {
        var state = Accepted();
        state = Execute(state, Fill(1, 0.5m));
        Assert.Equal(new OrderState.Accepted(Order, "v1", 0.5m), state.Orders["a"]);
        state = Execute(state, Fill(2, 1.5m));
        Assert.Equal(new OrderState.Filled(Order, 2m), state.Orders["a"]);
        state = Execute(state, Fill(3, 2m) with { Trigger = FillTrigger.Stop }); // The stop is no fill of the entry.
        Assert.Equal(new OrderState.Filled(Order, 2m), state.Orders["a"]);
        Assert.Equal(3, state.LastReport);
    }

    [Fact]
    public void A_reducing_order_is_done_when_there_was_less_to_reduce()
    {
        var exit = Accounts.Exit("a", Given.Sol, 2m, 1);
        var state = ExecutionState.Empty.Apply(new ExecutionEvents.OrderSubmitted(exit));
        Assert.Equal(new OrderState.Filled(exit, 0.5m), Execute(state, Fill(1, 0.5m)).Orders["a"]);
    }

    [Fact]
    public void A_fill_proves_an_order_whose_answer_was_lost()
    {
        var state = Execute(Submitted(), Fill(1, 0.5m));
        Assert.Equal(new OrderState.Accepted(Order, "", 0.5m), state.Orders["a"]);
        Assert.Empty(state.InDoubt);
    }

    [Fact]
    public void Reports_are_taken_once_and_in_order()
    {
        var state = Execute(Accepted(), Fill(1, 1m));
        Assert.Null(ExecutionDecisions.OnExecuted(state, new VenueReplies.Executed(Fill(1, 1m))));
        Assert.Throws<InvalidOperationException>(
            () => ExecutionDecisions.OnExecuted(state, new VenueReplies.Executed(Fill(3, 1m))));
        Assert.Throws<InvalidOperationException>(
            () => ExecutionDecisions.OnFunded(state, new VenueReplies.Funded(Payment(3))));
        var settled = ExecutionDecisions.OnFunded(state, new VenueReplies.Funded(Payment(2)));
        state = state.Apply(settled!);
        Assert.Equal(2, state.LastReport);
        Assert.Null(ExecutionDecisions.OnFunded(state, new VenueReplies.Funded(Payment(2))));
        Assert.Throws<InvalidOperationException>(() => state.Apply(settled!));
    }

    [Fact]
    public void Reports_wait_until_the_portfolio_has_booked_them()
    {
        var state = Execute(Execute(Accepted(), Fill(1, 1m)), Fill(2, 1m));
        state = state.Apply(new ExecutionEvents.FundingSettled(Payment(3)));
        Assert.Equal(3, state.Unconfirmed.Count);
        state = state.Confirm(2);
        Assert.Equal(new ExecutionEvents.FundingSettled(Payment(3)), Assert.Single(state.Unconfirmed));
        Assert.Equal(state, state.Confirm(1));
        Assert.Empty(state.Confirm(99).Unconfirmed);
    }

    [Fact]
    public void Doubts_come_in_an_order_that_ids_cannot_change()
    {
        OpenOrder[] orders =
        [
            Accounts.Entry("1", Given.Sol, 1m, 2), Accounts.Entry("9", Given.Btc, 1m, 2),
            Accounts.Entry("5", Given.Sol, 1m, 1),
        ];
        var state = orders.Aggregate(
            ExecutionState.Empty, (current, order) => current.Apply(new ExecutionEvents.OrderSubmitted(order)));
        Assert.Equal(["5", "9", "1"], state.InDoubt.Select(order => order.ClientOrderId));
    }

    [Fact]
    public void Closed_orders_are_forgotten_oldest_first_and_open_ones_never()
    {
        var state = ExecutionState.Empty.Apply(
            new ExecutionEvents.OrderSubmitted(Accounts.Entry("open", Given.Sol, 1m)));
        for (var i = 0; i <= ExecutionState.ClosedMax; i++)
        {
            state = state
                .Apply(new ExecutionEvents.OrderSubmitted(Accounts.Entry($"{i}", Given.Sol, 1m)))
                .Apply(new ExecutionEvents.OrderRejected($"{i}", RefusalKind.InvalidOrder, "", Time));
        }

        Assert.Equal(ExecutionState.ClosedMax + 1, state.Orders.Count);
        Assert.False(state.Orders.ContainsKey("0"));
        Assert.True(state.Orders.ContainsKey("1"));
        Assert.True(state.Orders.ContainsKey("open"));
    }

    [Fact]
    public void Foreign_events_are_our_bug() =>
        Assert.Throws<ArgumentException>(() => ExecutionState.Empty.Apply("accepted"));

    private static RiskApproved<OpenOrder> Permit(OpenOrder order) =>
        RiskGate.Approval(new RiskEvents.OrderApproved(order, Given.At(1)));

    private static ExecutionState Submitted() => ExecutionState.Empty.Apply(new ExecutionEvents.OrderSubmitted(Order));

    private static ExecutionState Accepted() =>
        Submitted().Apply(new ExecutionEvents.OrderAccepted("a", "v1", Time));

    private static ExecutionState Execute(ExecutionState state, Fill fill) =>
        state.Apply(ExecutionDecisions.OnExecuted(state, new VenueReplies.Executed(fill))!);

    private static Fill Fill(long sequence, decimal sizeBase) => new(
        sequence, $"x{sequence}", "a", Given.Trader.Trader, Given.Sol, Side.Buy, 100m, sizeBase, 0.1m,
        FillTrigger.Order, Time);

    private static FundingPayment Payment(long sequence) =>
        new(sequence, Given.Trader.Trader, Given.Sol, 1m, 0.0001m, -0.01m, Time);
}
