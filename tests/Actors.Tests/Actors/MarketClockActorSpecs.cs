using System.Collections.Immutable;
using Akka.Actor;
using WhaleStack.Actors.Clock;
using WhaleStack.Actors.Tests.Support;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Portfolio;

namespace WhaleStack.Actors.Tests.Actors;

public sealed class MarketClockActorSpecs : ActorKit
{
    private static readonly TimeSpan Never = TimeSpan.FromHours(1);

    [Fact]
    public void A_step_is_done_when_every_coin_and_everyone_else_has_acknowledged_it()
    {
        var clock = Ready(Never);
        clock.Tell(new ClockMessages.RunStep(Make.Step(1), Silent: false), TestActor);
        Venue.ExpectMsg<ClockCommands.Advance>();
        Coins.ExpectMsg<CoinCommands.ApplyBatch>();
        Coins.ExpectMsg<CoinCommands.PassWatermark>();
        Scanner.ExpectMsg<ClockCommands.AwaitCoins>(m => Assert.Equal([Given.Btc], m.Coins.AsEnumerable()));
        clock.Tell(new CoinReplies.Accepted(Given.Btc, [], false));
        clock.Tell(new ClockReplies.Acknowledged("a", Make.At(1)));
        clock.Tell(new ClockReplies.Acknowledged("a", Make.At(1)));
        clock.Tell(new ClockReplies.Acknowledged("b", Make.At(0)));
        ExpectNoMsg(TimeSpan.FromMilliseconds(100));

        clock.Tell(new ClockReplies.Acknowledged("b", Make.At(1)));

        ExpectMsg<ClockMessages.StepDone>(m => Assert.Equal(Make.At(1), m.Watermark));
        Assert.Equal(Make.At(1), ExpectPublished<ClockEvents.StepCompleted>().Step.Watermark);
    }

    [Fact]
    public void A_step_that_is_not_acknowledged_is_run_again()
    {
        var clock = Ready(Patience);
        clock.Tell(new ClockMessages.RunStep(Make.Step(1), Silent: false), TestActor);
        Venue.ExpectMsg<ClockCommands.Advance>();
        EventFilter.Warning(contains: "waits for b").Expect(1, () =>
        {
            clock.Tell(new ClockReplies.Acknowledged("a", Make.At(1)));
            clock.Tell(new CoinReplies.Accepted(Given.Btc, [], false));
            Venue.ExpectMsg<ClockCommands.Advance>();
            clock.Tell(new ClockReplies.Acknowledged("b", Make.At(1)));
        });
        ExpectMsg<ClockMessages.StepDone>();
    }

    [Fact]
    public void Steps_before_the_watermark_of_the_journal_only_rebuild_the_coins()
    {
        var clock = Ready(Never, Make.Account(3));
        clock.Tell(new ClockMessages.RunStep(Make.Step(2), Silent: false), TestActor);
        Coins.ExpectMsg<CoinCommands.ApplyBatch>();
        clock.Tell(new CoinReplies.Accepted(Given.Btc, [], false));
        ExpectMsg<ClockMessages.StepDone>();
        Assert.False(Venue.HasMessages);
        Assert.False(Scanner.HasMessages);

        clock.Tell(new ClockMessages.RunStep(Make.Step(3), Silent: false), TestActor);

        Venue.ExpectMsg<ClockCommands.Advance>(m => Assert.Equal(Make.At(3), m.Step.Watermark));
    }

    [Fact]
    public void An_answer_that_was_lost_before_the_first_step_is_asked_for_again()
    {
        var clock = Start(Patience);
        clock.Tell(new ClockReplies.Ready("b"));
        Venue.ExpectMsg<ClockCommands.Prepare>();
        Venue.ExpectMsg<ClockCommands.Prepare>();
        clock.Tell(new ClockReplies.Ready("a"));
        Portfolio.FishForMessage(m => m is PortfolioQueries.GetAccount);
        Portfolio.FishForMessage(m => m is PortfolioQueries.GetAccount);
        clock.Tell(Make.Account(1));
        ExpectPublished<ClockEvents.Started>();
    }

    [Fact]
    public void Who_asks_again_gets_the_answer_and_one_step_is_not_run_twice()
    {
        var clock = Ready(Never);
        var first = CreateTestProbe();
        var run = new ClockMessages.RunStep(Make.Step(1), Silent: false);
        clock.Tell(run, first);
        clock.Tell(run, TestActor);
        Finish(clock, 1);
        ExpectMsg<ClockMessages.StepDone>();
        clock.Tell(run, TestActor);
        ExpectMsg<ClockMessages.StepDone>();
        Assert.False(first.HasMessages);
        Venue.ExpectMsg<ClockCommands.Advance>();
        Assert.False(Venue.HasMessages);
    }

    [Fact]
    public void Live_steps_wait_for_the_step_before_them()
    {
        var clock = Ready(Never);
        clock.Tell(new ClockMessages.RunStep(Make.Step(1), Silent: false), TestActor);
        Venue.ExpectMsg<ClockCommands.Advance>();
        var minute = Make.At(2).Time;
        clock.Tell(Live(minute));
        clock.Tell(Live(minute.AddSeconds(62), minute));
        clock.Tell(Live(minute.AddSeconds(122)));
        Finish(clock, 1);
        ExpectMsg<ClockMessages.StepDone>();
        var one = Venue.ExpectMsg<ClockCommands.Advance>().Step;
        Assert.Equal((new Watermark(minute.AddMinutes(1), StepPhase.Live), 1), (one.Watermark, one.Candles.Length));
        Assert.False(Venue.HasMessages);

        clock.Tell(new ClockReplies.Acknowledged("a", one.Watermark));
        clock.Tell(new ClockReplies.Acknowledged("b", one.Watermark));

        var two = Venue.ExpectMsg<ClockCommands.Advance>().Step;
        Assert.Equal((minute.AddMinutes(2), 0), (two.Watermark.Time, two.Candles.Length));
    }

    private static ClockMessages.LiveFacts Live(DateTimeOffset eventTime, DateTimeOffset? candleAt = null) => new(
        "feed",
        candleAt is { } at
            ? [new InstrumentCandle(Given.Btc, new Candle(at, TimeSpan.FromMinutes(1), 1m, 1m, 1m, 1m, 1m, 1m))]
            : ImmutableArray<InstrumentCandle>.Empty,
        [],
        eventTime);

    private static void Finish(IActorRef clock, int hour)
    {
        clock.Tell(new CoinReplies.Accepted(Given.Btc, [], false));
        clock.Tell(new ClockReplies.Acknowledged("a", Make.At(hour)));
        clock.Tell(new ClockReplies.Acknowledged("b", Make.At(hour)));
    }

    private IActorRef Start(TimeSpan patience) => ActorOf(MarketClockActor.PropsFor(
        new ClockSetup(
            [Given.Btc],
            ["a", "b"],
            ["a", "b"],
            [Given.Trader],
            TimeSpan.FromMinutes(1),
            TimeSpan.FromSeconds(2),
            patience),
        Refs));

    private IActorRef Ready(TimeSpan patience, AccountView? account = null)
    {
        var clock = Start(patience);
        Venue.ExpectMsg<ClockCommands.Prepare>();
        Scanner.ExpectMsg<ClockCommands.Prepare>();
        clock.Tell(new ClockReplies.Ready("a"));
        clock.Tell(new ClockReplies.Ready("b"));
        Portfolio.FishForMessage(m => m is PortfolioQueries.GetAccount);
        clock.Tell(account ?? Make.Account(1) with { Watermark = null });
        ExpectPublished<ClockEvents.Started>();
        return clock;
    }
}
