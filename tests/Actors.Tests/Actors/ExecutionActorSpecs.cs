using Akka.Actor;
using WhaleStack.Actors.Execution;
using WhaleStack.Actors.Tests.Support;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Execution;
using WhaleStack.Messages.Portfolio;
using WhaleStack.Messages.Trading;

namespace WhaleStack.Actors.Tests.Actors;

public sealed class ExecutionActorSpecs : ActorKit
{
    private static readonly TimeSpan Never = TimeSpan.FromHours(1);

    [Fact]
    public void Nothing_is_sent_before_the_venue_has_told_what_it_knows()
    {
        var execution = Start(Never);
        Venue.ExpectMsg<VenueCommands.Reconcile>(m => Assert.Equal(0, m.AfterSequence));
        execution.Tell(Make.Approved("a"));
        execution.Tell(ClockCommands.Prepare.Instance, Clock);
        execution.Tell(new VenueReplies.Advanced(Make.Step(1), LastSequence: 1));
        execution.Tell(new VenueReplies.Funded(Make.Funding(1)));
        Portfolio.ExpectMsg<PortfolioCommands.BookFunding>();
        Assert.False(Venue.HasMessages);
        Assert.False(Clock.HasMessages);

        execution.Tell(new VenueReplies.Reconciled(1, []));

        Venue.ExpectMsg<VenueCommands.PlaceOrder>(m => Assert.Equal("a", m.Order.ClientOrderId));
        Clock.ExpectMsg<ClockReplies.Ready>();
        Portfolio.ExpectMsg<PortfolioCommands.Mark>(m => Assert.Equal(1, m.UpToReport));
    }

    [Fact]
    public void A_step_whose_reports_were_lost_is_passed_on_only_when_the_venue_has_sent_them_again()
    {
        var execution = Trading(Never);
        execution.Tell(new VenueReplies.Advanced(Make.Step(1), LastSequence: 2));
        Venue.ExpectMsg<VenueCommands.Reconcile>(m => Assert.Equal(0, m.AfterSequence));
        execution.Tell(new VenueReplies.Funded(Make.Funding(1)));
        execution.Tell(new VenueReplies.Funded(Make.Funding(2)));
        execution.Tell(new VenueReplies.Reconciled(2, []));

        Portfolio.ExpectMsg<PortfolioCommands.BookFunding>();
        Portfolio.ExpectMsg<PortfolioCommands.BookFunding>();
        Portfolio.ExpectMsg<PortfolioCommands.Mark>(m => Assert.Equal(2, m.UpToReport));
    }

    [Fact]
    public void An_order_is_journalled_before_it_leaves_and_asked_for_after_a_crash_not_sent_again()
    {
        var execution = Trading(Never);
        execution.Tell(Make.Approved("a"));
        Venue.ExpectMsg<VenueCommands.PlaceOrder>();
        Crash(execution);

        Trading(Never);

        Venue.ExpectMsg<VenueCommands.QueryOrder>(m => Assert.Equal("a", m.ClientOrderId));
    }

    [Fact]
    public void An_order_in_doubt_that_the_venue_has_is_settled_without_being_sent_again()
    {
        var execution = Trading(Never);
        execution.Tell(Make.Approved("a"));
        Venue.ExpectMsg<VenueCommands.PlaceOrder>();
        execution.Tell(new ClockCommands.ApprovalsComplete(Make.At(1)));
        Crash(execution);
        execution = Trading(Never);
        Venue.ExpectMsg<VenueCommands.QueryOrder>();
        execution.Tell(new ClockCommands.ApprovalsComplete(Make.At(1)));

        execution.Tell(new VenueReplies.OrderAccepted("a", "v1"), Venue);

        Traders.ExpectMsg<TraderCommands.SettleDecision>(m => Assert.Equal(DecisionOutcome.Accepted, m.Outcome));
        Clock.ExpectMsg<ClockReplies.Acknowledged>(m => Assert.Equal(Make.At(1), m.Watermark));
        Assert.False(Venue.HasMessages);
    }

    [Fact]
    public void An_order_in_doubt_that_the_venue_never_saw_is_sent_again_under_the_same_id()
    {
        var execution = Trading(Never);
        execution.Tell(Make.Approved("a"));
        var first = Venue.ExpectMsg<VenueCommands.PlaceOrder>();
        Crash(execution);
        execution = Trading(Never);
        Venue.ExpectMsg<VenueCommands.QueryOrder>();

        execution.Tell(new VenueReplies.OrderUnknown("a"), Venue);

        Assert.Equal(first, Venue.ExpectMsg<VenueCommands.PlaceOrder>());
        execution.Tell(new VenueReplies.OrderUnknown("b"), Venue);
        execution.Tell(Make.Approved("c"));
        Venue.ExpectMsg<VenueCommands.PlaceOrder>(m => Assert.Equal("c", m.Order.ClientOrderId));
    }

    [Fact]
    public void An_order_without_an_answer_is_asked_for_after_a_while()
    {
        var execution = Trading(Patience);
        execution.Tell(Make.Approved("a"));
        Venue.ExpectMsg<VenueCommands.PlaceOrder>();

        Venue.FishForMessage(m => m is VenueCommands.QueryOrder { ClientOrderId: "a" });
    }

    [Fact]
    public void A_venue_that_does_not_answer_is_asked_to_reconcile_again()
    {
        Start(Patience);
        Venue.ExpectMsg<VenueCommands.Reconcile>();
        Venue.ExpectMsg<VenueCommands.Reconcile>();
    }

    [Fact]
    public void An_approval_that_comes_again_gets_the_same_answer_and_no_second_order()
    {
        var execution = Trading(Never);
        execution.Tell(Make.Approved("a"));
        Venue.ExpectMsg<VenueCommands.PlaceOrder>();
        execution.Tell(new VenueReplies.OrderRefused("a", RefusalKind.InsufficientMargin, "no", false), Venue);
        var answer = Traders.ExpectMsg<TraderCommands.SettleDecision>();
        Assert.Equal(DecisionOutcome.Rejected, answer.Outcome);

        execution.Tell(Make.Approved("a"));
        Assert.Equal(answer, Traders.ExpectMsg<TraderCommands.SettleDecision>());
        Crash(execution);
        execution = Trading(Never);
        execution.Tell(Make.Approved("a"));

        Assert.Equal(answer, Traders.ExpectMsg<TraderCommands.SettleDecision>());
        Assert.False(Venue.HasMessages);
    }

    [Fact]
    public void A_refusal_as_a_duplicate_is_no_rejection_the_order_is_asked_for()
    {
        var execution = Trading(Never);
        execution.Tell(Make.Approved("a"));
        Venue.ExpectMsg<VenueCommands.PlaceOrder>();
        execution.Tell(new VenueReplies.OrderRefused("a", RefusalKind.Duplicate, "known", false), Venue);
        Venue.ExpectMsg<VenueCommands.QueryOrder>();
        Assert.False(Traders.HasMessages);
    }

    [Fact]
    public void A_step_is_acknowledged_only_when_no_order_is_in_doubt()
    {
        var execution = Trading(Never);
        execution.Tell(Make.Approved("a"));
        execution.Tell(Make.Approved("b"));
        execution.Tell(new ClockCommands.ApprovalsComplete(Make.At(1)));
        execution.Tell(new VenueReplies.OrderAccepted("a", "v1"), Venue);
        Traders.ExpectMsg<TraderCommands.SettleDecision>();
        Assert.False(Clock.HasMessages);

        execution.Tell(new VenueReplies.OrderAccepted("b", "v2"), Venue);

        Clock.ExpectMsg<ClockReplies.Acknowledged>();
    }

    [Fact]
    public void Reports_are_handed_over_again_until_the_portfolio_has_booked_them()
    {
        var execution = Trading(Never);
        execution.Tell(new VenueReplies.Executed(Make.Fill(1)));
        execution.Tell(new VenueReplies.Executed(Make.Fill(1)));
        execution.Tell(new VenueReplies.Funded(Make.Funding(2)));
        Portfolio.ExpectMsg<PortfolioCommands.BookFill>();
        Portfolio.ExpectMsg<PortfolioCommands.BookFunding>();
        execution.Tell(new ExecutionCommands.ResendReports(0));
        Portfolio.ExpectMsg<PortfolioCommands.BookFill>(m => Assert.Equal(1, m.Fill.Sequence));
        Portfolio.ExpectMsg<PortfolioCommands.BookFunding>();
        execution.Tell(new ExecutionCommands.ConfirmReports(1));
        execution.Tell(new ExecutionCommands.ResendReports(1));
        Portfolio.ExpectMsg<PortfolioCommands.BookFunding>(m => Assert.Equal(2, m.Payment.Sequence));
        Crash(execution);

        execution = Trading(Never, lastReport: 2);
        execution.Tell(new ExecutionCommands.ResendReports(0));

        Portfolio.ExpectMsg<PortfolioCommands.BookFill>(m => Assert.Equal(1, m.Fill.Sequence));
        Portfolio.ExpectMsg<PortfolioCommands.BookFunding>(m => Assert.Equal(2, m.Payment.Sequence));
    }

    [Fact]
    public void The_time_of_an_answer_right_after_a_recovery_is_that_of_the_decision()
    {
        var execution = Trading(Never);
        execution.Tell(Make.Approved("a", hour: 7));
        Crash(execution);
        execution = Trading(Never);
        execution.Tell(new VenueReplies.OrderAccepted("a", "v1"), Venue);
        Traders.ExpectMsg<TraderCommands.SettleDecision>();
        Crash(execution);

        var witness = ActorOf(EventWitness.PropsFor("execution-main", TestActor));
        ExpectMsg<ExecutionEvents.OrderSubmitted>();
        ExpectMsg<ExecutionEvents.OrderAccepted>(m => Assert.Equal(Make.At(7).Time, m.Time));
        Watch(witness);
    }

    private IActorRef Start(TimeSpan patience) =>
        ActorOf(ExecutionActor.PropsFor(Given.Account, Refs, patience));

    private IActorRef Trading(TimeSpan patience, long lastReport = 0)
    {
        var execution = Start(patience);
        Venue.FishForMessage(m => m is VenueCommands.Reconcile c && c.AfterSequence == lastReport);
        execution.Tell(new VenueReplies.Reconciled(lastReport, []), Venue);
        return execution;
    }
}
