using Akka.Streams.Implementation;
using Akka.Streams.Implementation.Stages;

namespace Akka.Streams.Dsl;

// Operators that look at the clock.
public static partial class SubFlowOperations
{
    /// <summary>The elements that come before the time is over; then completes and cancels.</summary>
    public static SubFlow<TOut, TMat, TClosed> TakeWithin<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, TimeSpan duration) =>
        flow.Through(new TakeWithin<TOut>(Checked.NotNegative(duration)));

    /// <summary>Drops what comes before the time is over.</summary>
    public static SubFlow<TOut, TMat, TClosed> SkipWithin<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, TimeSpan duration) =>
        flow.Through(new SkipWithin<TOut>(Checked.NotNegative(duration)));

    /// <summary>Begins to pull only after the time is over.</summary>
    public static SubFlow<TOut, TMat, TClosed> InitialDelay<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, TimeSpan delay) =>
        flow.Through(new InitialDelay<TOut>(Checked.NotNegative(delay)));

    /// <summary>Fails with a <see cref="TimeoutException"/> when the first element has not passed in time.</summary>
    public static SubFlow<TOut, TMat, TClosed> InitialTimeout<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, TimeSpan timeout) =>
        flow.Through(new InitialTimeout<TOut>(Checked.Positive(timeout)));

    /// <summary>Fails with a <see cref="TimeoutException"/> when the stream has not completed in time.</summary>
    public static SubFlow<TOut, TMat, TClosed> CompletionTimeout<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, TimeSpan timeout) =>
        flow.Through(new CompletionTimeout<TOut>(Checked.Positive(timeout)));

    /// <summary>Fails with a <see cref="TimeoutException"/> when an element waits too long for demand.</summary>
    public static SubFlow<TOut, TMat, TClosed> BackpressureTimeout<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, TimeSpan timeout) =>
        flow.Through(new BackpressureTimeout<TOut>(Checked.Positive(timeout)));
}
