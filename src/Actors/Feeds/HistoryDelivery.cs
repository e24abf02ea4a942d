using Akka.Actor;
using WhaleStack.Actors.Clock;
using WhaleStack.Messages.Clock;

namespace WhaleStack.Actors.Feeds;

/// <summary>The delivering stage of the past's stream: hands a step to the clock and waits until it is done.</summary>
public static class HistoryDelivery
{
    /// <summary>
    /// Delivers one step, again and again until it is done: a clock that was started anew has forgotten who waits
    /// for it.
    /// </summary>
    /// <exception cref="OperationCanceledException">The stream has ended.</exception>
    public static async Task<ClockMessages.StepDone> DeliverAsync(
        MarketStep step, HistorySetup setup, IActorRef clock, CancellationToken cancellation)
    {
        var run = new ClockMessages.RunStep(step, Silent: !setup.Trades);
        while (true)
        {
            try
            {
                return await clock.Ask<ClockMessages.StepDone>(run, setup.AskAgainAfter, cancellation)
                    .ConfigureAwait(false);
            }
            catch (AskTimeoutException)
            {
                cancellation.ThrowIfCancellationRequested();
            }
        }
    }
}
