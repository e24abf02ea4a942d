using System.Runtime.CompilerServices;
using Akka.Actor;
using WhaleStack.Actors.Clock;
using WhaleStack.Actors.Feeds;
using WhaleStack.Actors.Tests.Support;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Clock;

namespace WhaleStack.Actors.Tests.Actors;

public sealed class HistoryActorSpecs : ActorKit
{
    private int _reads;

    [Fact]
    public void A_venue_that_fails_for_a_while_is_read_again_and_no_step_that_was_done_is_repeated()
    {
        Start(failsBehind: 3, askAgainAfter: TimeSpan.FromHours(1));
        var run = new List<int>();
        while (run.LastOrDefault() != 6)
        {
            var step = Clock.ExpectMsg<ClockMessages.RunStep>().Step;
            run.Add(step.Watermark.Time.Hour);
            Clock.Reply(new ClockMessages.StepDone(step.Watermark));
        }

        Assert.Equal(2, _reads);
        Assert.Equal([1, 2, 3, 4, 5, 6], run.Distinct());
        Assert.InRange(run.Count, 6, 7); // The one under way at the failure may come again.
        Assert.Equal(Make.At(6).Time, ExpectPublished<ClockEvents.HistoryCompleted>().LastTime);
    }

    [Fact]
    public void A_step_whose_answer_is_lost_is_handed_over_again()
    {
        Start(failsBehind: 100);
        var first = Clock.ExpectMsg<ClockMessages.RunStep>();
        Assert.Equal(first, Clock.ExpectMsg<ClockMessages.RunStep>());
        Clock.Reply(new ClockMessages.StepDone(first.Step.Watermark));
        Clock.FishForMessage(m => m is ClockMessages.RunStep run && run.Step.Watermark == Make.At(2));
        Assert.Equal(1, _reads);
    }

    [Fact]
    public void The_next_step_is_handed_over_when_the_last_is_done()
    {
        Start(failsBehind: 100, askAgainAfter: TimeSpan.FromHours(1));
        var first = Clock.ExpectMsg<ClockMessages.RunStep>();
        var asker = Clock.LastSender;
        Clock.ExpectNoMsg(TimeSpan.FromMilliseconds(100));
        asker.Tell(new ClockMessages.StepDone(first.Step.Watermark));
        Clock.ExpectMsg<ClockMessages.RunStep>(m => Assert.Equal(Make.At(2), m.Step.Watermark));
    }

    private void Start(int failsBehind, TimeSpan? askAgainAfter = null)
    {
        var history = new HistorySetup(token => Read(failsBehind, token), Trades: true, StepsPerSecond: 0)
        {
            AskAgainAfter = askAgainAfter ?? TimeSpan.FromMilliseconds(300),
        };
        ActorOf(FeedsActor.PropsFor(history, [], Refs));
    }

    private async IAsyncEnumerable<MarketStep> Read(
        int failsBehind, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var read = Interlocked.Increment(ref _reads);
        for (var hour = 1; hour <= 6; hour++)
        {
            if (read == 1 && hour > failsBehind)
            {
                throw new VenueException("the venue is busy", isTransient: true);
            }

            cancellation.ThrowIfCancellationRequested();
            yield return await ValueTask.FromResult(Make.Step(hour));
        }
    }
}
