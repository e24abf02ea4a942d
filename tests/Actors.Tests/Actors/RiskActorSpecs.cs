using System.Collections.Immutable;
using Akka.Actor;
using WhaleStack.Actors.Risk;
using WhaleStack.Actors.Tests.Support;
using WhaleStack.Domain.Risk;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Risk;
using WhaleStack.Messages.Trading;

namespace WhaleStack.Actors.Tests.Actors;

public sealed class RiskActorSpecs : ActorKit
{
    private const string Other = "other";

    [Fact]
    public void It_judges_when_it_has_the_account_and_every_trader_has_decided()
    {
        var risk = Start(Given.Trader, Other);
        risk.Tell(new RiskCommands.Review(Make.Order("a")));
        risk.Tell(new ClockCommands.DecisionsComplete(Given.Trader, Make.At(1), ["a"]));
        risk.Tell(new ClockCommands.DecisionsComplete(Other, Make.At(1), []));
        AssertIdle(risk);
        risk.Tell(new RiskCommands.ApplyAccount(Make.Account(1)));
        Execution.ExpectMsg<RiskApproved<OpenOrder>>(m => Assert.Equal("a", m.Value.ClientOrderId));
        Execution.ExpectMsg<ClockCommands.ApprovalsComplete>(m => Assert.Equal(Make.At(1), m.Watermark));
        Clock.ExpectMsg<ClockReplies.Acknowledged>(m => Assert.Equal(Make.At(1), m.Watermark));

        risk.Tell(new RiskCommands.ApplyAccount(Make.Account(2)));
        risk.Tell(new ClockCommands.DecisionsComplete(Other, Make.At(2), []));
        AssertIdle(risk);
        risk.Tell(new ClockCommands.DecisionsComplete(Given.Trader, Make.At(2), []));
        Execution.ExpectMsg<ClockCommands.ApprovalsComplete>(m => Assert.Equal(Make.At(2), m.Watermark));
        Assert.False(Traders.HasMessages);
    }

    [Fact]
    public void An_account_of_an_earlier_step_does_not_count()
    {
        var risk = Start(Given.Trader);
        risk.Tell(new RiskCommands.ApplyAccount(Make.Account(1)));
        risk.Tell(new ClockCommands.DecisionsComplete(Given.Trader, Make.At(2), []));
        AssertIdle(risk);
        risk.Tell(new RiskCommands.ApplyAccount(Make.Account(2)));
        Execution.ExpectMsg<ClockCommands.ApprovalsComplete>(m => Assert.Equal(Make.At(2), m.Watermark));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_order_that_comes_again_gets_the_answer_it_was_given(bool afterCrash)
    {
        var risk = Start(Given.Trader);
        Judge(risk, 1, Make.Order("a"), Make.Order("b") with { StopQuote = null });
        var approved = Execution.ExpectMsg<RiskApproved<OpenOrder>>();
        var refused = Traders.ExpectMsg<TraderCommands.SettleDecision>();
        Assert.Equal(("b", DecisionOutcome.Refused), (refused.ClientOrderId, refused.Outcome));
        Assert.StartsWith("stop_required", refused.Detail, StringComparison.Ordinal);
        Execution.ExpectMsg<ClockCommands.ApprovalsComplete>();
        if (afterCrash)
        {
            Crash(risk);
            risk = Start(Given.Trader);
        }

        risk.Tell(new RiskCommands.Review(Make.Order("a")));
        risk.Tell(new RiskCommands.Review(Make.Order("b") with { StopQuote = null }));

        Assert.Equal(approved, Execution.ExpectMsg<RiskApproved<OpenOrder>>());
        Assert.Equal(refused, Traders.ExpectMsg<TraderCommands.SettleDecision>());
    }

    [Fact]
    public void A_step_run_again_is_answered_again_and_nothing_is_judged_twice()
    {
        var risk = Start(Given.Trader);
        Judge(risk, 1, Make.Order("a"));
        ExpectPublished<RiskEvents.OrderApproved>();
        Clock.ExpectMsg<ClockReplies.Acknowledged>();

        Judge(risk, 1, Make.Order("a"));
        Clock.ExpectMsg<ClockReplies.Acknowledged>(m => Assert.Equal(Make.At(1), m.Watermark));
        Judge(risk, 2, Make.Order("b", hour: 2));

        Assert.Equal("b", ExpectPublished<RiskEvents.OrderApproved>().Order.ClientOrderId);
    }

    [Fact]
    public void Orders_that_were_waiting_at_a_crash_are_judged_when_they_come_again()
    {
        var risk = Start(Given.Trader);
        risk.Tell(new RiskCommands.Review(Make.Order("a")));
        AssertIdle(risk);
        Crash(risk);
        risk = Start(Given.Trader);
        Judge(risk, 1, Make.Order("a"));
        Execution.ExpectMsg<RiskApproved<OpenOrder>>(m => Assert.Equal("a", m.Value.ClientOrderId));
    }

    [Fact]
    public void A_decision_that_was_lost_is_waited_for_so_that_all_are_judged_together()
    {
        var risk = Start(Given.Trader);
        risk.Tell(new RiskCommands.Review(Make.Order("b")));
        risk.Tell(Complete(1, ["a", "b"]));
        risk.Tell(new RiskCommands.ApplyAccount(Make.Account(1)));
        AssertIdle(risk);

        Judge(risk, 1, Make.Order("a"), Make.Order("b"));

        Execution.ExpectMsg<RiskApproved<OpenOrder>>();
        Execution.ExpectMsg<RiskApproved<OpenOrder>>();
        Execution.ExpectMsg<ClockCommands.ApprovalsComplete>();
    }

    private static ClockCommands.DecisionsComplete Complete(int hour, ImmutableArray<string> orders) =>
        new(Given.Trader, Make.At(hour), orders);

    private static void Judge(IActorRef risk, int hour, params OpenOrder[] orders)
    {
        foreach (var order in orders)
        {
            risk.Tell(new RiskCommands.Review(order));
        }

        risk.Tell(Complete(hour, [.. orders.Select(o => o.ClientOrderId)]));
        risk.Tell(new RiskCommands.ApplyAccount(Make.Account(hour)));
    }

    /// <summary>All it was told is done, and it has said nothing.</summary>
    private void AssertIdle(IActorRef risk)
    {
        risk.Tell(ClockCommands.Prepare.Instance, TestActor);
        ExpectMsg<ClockReplies.Ready>();
        Assert.False(Execution.HasMessages);
        Assert.False(Clock.HasMessages);
    }

    private IActorRef Start(params string[] traders) =>
        ActorOf(RiskActor.PropsFor(Given.Account, Given.Options.Risk with { PositionsMax = 10 }, traders, Refs));
}
