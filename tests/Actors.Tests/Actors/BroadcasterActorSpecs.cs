using Akka.Actor;
using WhaleStack.Actors.Broadcast;
using WhaleStack.Actors.Tests.Support;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Portfolio;
using WhaleStack.Messages.Signals;

namespace WhaleStack.Actors.Tests.Actors;

public sealed class BroadcasterActorSpecs : ActorKit
{
    private readonly ListChannel _channel = new();

    [Fact]
    public async Task A_channel_that_fails_for_a_while_gets_every_message_once_in_order()
    {
        _channel.FailuresLeft = 1;
        var broadcaster = Start();
        var signals = Enumerable.Range(1, 5).Select(hour => Make.Signal(hour, Given.Btc)).ToList();
        EventFilter.Warning(contains: "trying again").ExpectOne(() => Tell(broadcaster, signals));
        await SentAsync(5);
        Assert.Equal(signals.Select(s => s.Signal.SignalId), _channel.Sent);
    }

    [Fact]
    public async Task What_was_queued_is_sent_after_a_crash_and_what_was_sent_is_not_sent_again()
    {
        var broadcaster = Start();
        Tell(broadcaster, [Make.Signal(1, Given.Btc)]);
        await SentAsync(1);
        Finish(broadcaster, 1, Make.Signal(1, Given.Btc));
        Clock.ExpectMsg<ClockReplies.Acknowledged>();
        _channel.FailuresLeft = int.MaxValue;
        EventFilter.Warning(contains: "trying again").ExpectOne(() => Tell(broadcaster, [Make.Signal(2, Given.Btc)]));
        Tell(broadcaster, [Make.Signal(3, Given.Btc)]);
        Finish(broadcaster, 3, Make.Signal(3, Given.Btc));
        Clock.ExpectMsg<ClockReplies.Acknowledged>();
        Crash(broadcaster);
        _channel.FailuresLeft = 0;

        Start();

        await SentAsync(3);
        Assert.Equal([1, 2, 3], _channel.Sent.Select(id => int.Parse(id.Split(' ')[1])));
    }

    [Fact]
    public void A_step_is_acknowledged_when_its_signals_and_fills_are_in_the_outbox()
    {
        var broadcaster = Start();
        var signal = Make.Signal(1, Given.Btc);
        broadcaster.Tell(Make.Complete(1, signal));
        broadcaster.Tell(new PortfolioNews.StepBooked(Make.At(1), [new PortfolioEvents.FillBooked(Make.Fill(1), 0m)]));
        AssertSilent(broadcaster);

        broadcaster.Tell(signal);

        Clock.ExpectMsg<ClockReplies.Acknowledged>(m => Assert.Equal(Make.At(1), m.Watermark));
        broadcaster.Tell(Make.Complete(2));
        AssertSilent(broadcaster);
        broadcaster.Tell(new PortfolioNews.StepBooked(Make.At(2), []));
        Clock.ExpectMsg<ClockReplies.Acknowledged>(m => Assert.Equal(Make.At(2), m.Watermark));
    }

    [Fact]
    public async Task A_step_run_again_is_acknowledged_again_and_nobody_reads_it_twice()
    {
        var broadcaster = Start();
        var fill = new PortfolioEvents.FillBooked(Make.Fill(1), 0m);
        for (var time = 0; time < 2; time++)
        {
            broadcaster.Tell(Make.Signal(1, Given.Btc));
            broadcaster.Tell(new PortfolioNews.StepBooked(Make.At(1), [fill]));
            broadcaster.Tell(Make.Complete(1, Make.Signal(1, Given.Btc)));
            Clock.ExpectMsg<ClockReplies.Acknowledged>();
        }

        Tell(broadcaster, [Make.Signal(9, Given.Btc)]);
        await SentAsync(3);
        Assert.Equal(3, _channel.Sent.Count);
    }

    [Fact]
    public async Task A_step_waits_while_too_many_messages_wait()
    {
        _channel.FailuresLeft = int.MaxValue;
        var broadcaster = Start();
        var signals = Enumerable.Range(1, BroadcasterActor.PendingMax).Select(h => Make.Signal(h, Given.Btc)).ToList();
        Tell(broadcaster, signals);
        Finish(broadcaster, BroadcasterActor.PendingMax, signals[^1]);
        AssertSilent(broadcaster);

        _channel.FailuresLeft = 0;

        await SentAsync(signals.Count);
        Clock.ExpectMsg<ClockReplies.Acknowledged>();
        Assert.Equal(signals.Select(s => s.Signal.SignalId), _channel.Sent);
    }

    private static void Tell(IActorRef broadcaster, IEnumerable<SignalEvents.SignalRaised> signals)
    {
        foreach (var signal in signals)
        {
            broadcaster.Tell(signal);
        }
    }

    private static void Finish(IActorRef broadcaster, int hour, SignalEvents.SignalRaised signal)
    {
        broadcaster.Tell(new PortfolioNews.StepBooked(Make.At(hour), []));
        broadcaster.Tell(Make.Complete(hour, signal));
    }

    private Task SentAsync(int count) =>
        AwaitConditionAsync(() => Task.FromResult(_channel.Sent.Count >= count), TimeSpan.FromSeconds(15));

    private void AssertSilent(IActorRef broadcaster)
    {
        broadcaster.Tell(ClockCommands.Prepare.Instance, TestActor);
        ExpectMsg<ClockReplies.Ready>();
        Assert.False(Clock.HasMessages);
    }

    private IActorRef Start()
    {
        var broadcaster = ActorOf(BroadcasterActor.PropsFor(Given.Broadcaster(_channel), Refs));
        AcknowledgeSubscriptions(broadcaster, 2);
        return broadcaster;
    }
}
