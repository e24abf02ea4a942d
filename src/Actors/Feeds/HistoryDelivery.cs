using Akka.Actor;
using WhaleStack.Actors.Clock;
using WhaleStack.Messages.Clock;

namespace WhaleStack.Actors.Feeds;

/// <summary>The delivering stage of the past's stream: hands a step to the clock and waits until it is done.</summary>
public static class HistoryDelivery
{
    /// <summary>Longer than any journal may be away; the clock itself repeats a step that hangs.</summary>
    private static readonly TimeSpan StepTimeout = TimeSpan.FromMinutes(30);

    /// <summary>Delivers one step.</summary>
    /// <exception cref="AskTimeoutException">The step was not done in time.</exception>
    public static Task<ClockMessages.StepDone> DeliverAsync(MarketStep step, bool silent, IActorRef clock) =>
        clock.Ask<ClockMessages.StepDone>(new ClockMessages.RunStep(step, silent), StepTimeout);
}
