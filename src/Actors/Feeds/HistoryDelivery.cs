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
        MarketStep step,
        HistorySetup setup,
        HistoryProgress progress,
        IActorRef clock,
        CancellationToken cancellation)
    {
        var run = new ClockMessages.RunStep(step, Silent: !setup.Trades);
        while (true)
        {
            try
            {
                var done = await clock.Ask<ClockMessages.StepDone>(run, setup.AskAgainAfter, cancellation)
                    .ConfigureAwait(false);
                progress.Advance(done.Watermark); // Here, since a failing stream drops what its sink still holds.
                return done;
            }
            catch (AskTimeoutException)
            {
                cancellation.ThrowIfCancellationRequested();
            }
        }
    }
}
