using System.Collections.Immutable;
using Akka.Actor;
using WhaleStack.Actors.Tests.Support;
using WhaleStack.Actors.Traders;
using WhaleStack.Domain.Traders;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Risk;
using WhaleStack.Messages.Signals;
using WhaleStack.Messages.Trading;

namespace WhaleStack.Actors.Tests.Actors;

public sealed class AutotraderActorSpecs : ActorKit
{
    [Fact]
    public void It_decides_when_it_has_the_account_and_every_signal_of_the_step()
    {
        var trader = Start();
        var btc = Make.Signal(1, Given.Btc);
        var eth = Make.Signal(1, Given.Eth);
        trader.Tell(Make.Complete(1, btc, eth));
        trader.Tell(Make.AccountFor(Given.Trader, 1));
        trader.Tell(btc);
        AssertUndecided(trader);

        trader.Tell(eth);
        trader.Tell(Make.Complete(1, btc, eth));

        Assert.Equal([Given.Btc, Given.Eth], ReviewsUntilComplete(1).Select(o => o.Coin));
    }

    [Fact]
    public void A_signal_that_was_lost_in_a_crash_is_waited_for()
    {
        var trader = Start();
        var signal = Make.Signal(1, Given.Btc);
        trader.Tell(signal);
        Crash(trader);
        trader = Start();
        trader.Tell(Make.Complete(1, signal));
        trader.Tell(Make.AccountFor(Given.Trader, 1));
        AssertUndecided(trader);

        trader.Tell(signal);
        trader.Tell(Make.Complete(1, signal));

        Assert.Single(ReviewsUntilComplete(1));
    }

    [Fact]
    public void A_signal_of_an_earlier_step_is_not_acted_on_though_it_lives()
    {
        var trader = Start();
        var old = Make.Signal(1, Given.Btc, lifeHours: 100);
        trader.Tell(old);
        trader.Tell(Make.Complete(2));
        trader.Tell(Make.AccountFor(Given.Trader, 2));
        Assert.Empty(ReviewsUntilComplete(2));
    }

    [Fact]
    public void It_acknowledges_when_every_decision_has_its_answer()
    {
        var trader = Start();
        var orders = Decide(trader, 1, Make.Signal(1, Given.Btc), Make.Signal(1, Given.Eth));
        trader.Tell(Settle(orders[0]));
        trader.Tell(Settle(orders[0]));
        AssertUndecided(trader);
        trader.Tell(Settle(orders[1]));
        Clock.ExpectMsg<ClockReplies.Acknowledged>(m => Assert.Equal(Make.At(1), m.Watermark));
    }

    [Fact]
    public void Unanswered_decisions_are_sent_again_under_the_same_ids_after_a_recovery()
    {
        var trader = Start();
        var orders = Decide(trader, 1, Make.Signal(1, Given.Btc), Make.Signal(1, Given.Eth));
        trader.Tell(Settle(orders[0]));
        AssertUndecided(trader);
        Crash(trader);

        Start();

        var again = Risk.ExpectMsg<RiskCommands.Review>().Order;
        Assert.Equal(orders[1], again);
    }

    [Fact]
    public void A_step_run_again_after_a_crash_is_not_decided_again()
    {
        var trader = Start();
        var signal = Make.Signal(1, Given.Btc);
        var orders = Decide(trader, 1, signal);
        Crash(trader);
        trader = Start();
        Risk.ExpectMsg<RiskCommands.Review>(m => Assert.Equal(orders[0], m.Order));

        var again = Decide(trader, 1, signal);

        Assert.Equal(orders.AsEnumerable(), again);
        trader.Tell(Settle(orders[0]));
        Clock.ExpectMsg<ClockReplies.Acknowledged>();
        Assert.Empty(Decide(trader, 1, signal));
        Clock.ExpectMsg<ClockReplies.Acknowledged>();
    }

    [Fact]
    public void It_is_ready_only_when_it_hears_the_scanners()
    {
        var trader = ActorOf(AutotraderActor.PropsFor(Setup(), Refs));
        trader.Tell(new TraderCommands.Prepare(Given.Trader), Clock);
        trader.Tell(new TraderCommands.Prepare(Given.Trader), Clock);
        Assert.False(Clock.HasMessages);
        AcknowledgeSubscriptions(trader, 1);
        Clock.ExpectMsg<ClockReplies.Ready>(m => Assert.Equal($"trader-{Given.Trader}", m.Actor));
    }

    private static TraderCommands.SettleDecision Settle(OpenOrder order) =>
        new(Given.Trader, order.ClientOrderId, DecisionOutcome.Accepted, "v1");

    private static AutotraderSetup Setup() => new(
        Given.Options.Trader,
        StrategyCatalog.Create(Given.Options.Trader.Strategy),
        Given.Instruments,
        "incarnation",
        [Given.Options.Scanner.Agent]);

    private IActorRef Start()
    {
        var trader = ActorOf(AutotraderActor.PropsFor(Setup(), Refs));
        AcknowledgeSubscriptions(trader, 1);
        return trader;
    }

    private ImmutableArray<OpenOrder> Decide(IActorRef trader, int hour, params SignalEvents.SignalRaised[] signals)
    {
        foreach (var signal in signals)
        {
            trader.Tell(signal);
        }

        trader.Tell(Make.Complete(hour, signals));
        trader.Tell(Make.AccountFor(Given.Trader, hour));
        return ReviewsUntilComplete(hour);
    }

    private ImmutableArray<OpenOrder> ReviewsUntilComplete(int hour)
    {
        var orders = ImmutableArray.CreateBuilder<OpenOrder>();
        while (Risk.ExpectMsg<object>() is RiskCommands.Review review)
        {
            orders.Add(review.Order);
        }

        var complete = Assert.IsType<ClockCommands.DecisionsComplete>(Risk.LastMessage);
        Assert.Equal((Given.Trader, Make.At(hour)), (complete.Trader, complete.Watermark));
        Assert.Equal(orders.Select(o => o.ClientOrderId), complete.ClientOrderIds);
        return orders.ToImmutable();
    }

    /// <summary>All it was told is done, and it has said nothing more.</summary>
    private void AssertUndecided(IActorRef trader)
    {
        trader.Tell(new TraderCommands.Prepare(Given.Trader), TestActor);
        ExpectMsg<ClockReplies.Ready>();
        Assert.False(Risk.HasMessages);
        Assert.False(Clock.HasMessages);
    }
}
