using Akka.Streams.Implementation.Stages;

namespace Akka.Streams.Dsl;

// Operators that look at the clock.
public static partial class SourceOperations
{
    /// <summary>The elements that come before the time is over; then completes and cancels.</summary>
    public static Source<TOut, TMat> TakeWithin<TOut, TMat>(this Source<TOut, TMat> flow, TimeSpan duration) =>
        flow.Via(new TakeWithin<TOut>(Checked.NotNegative(duration)));

    /// <summary>Drops what comes before the time is over.</summary>
    public static Source<TOut, TMat> SkipWithin<TOut, TMat>(this Source<TOut, TMat> flow, TimeSpan duration) =>
        flow.Via(new SkipWithin<TOut>(Checked.NotNegative(duration)));

    /// <summary>Begins to pull only after the time is over.</summary>
    public static Source<TOut, TMat> InitialDelay<TOut, TMat>(this Source<TOut, TMat> flow, TimeSpan delay) =>
        flow.Via(new InitialDelay<TOut>(Checked.NotNegative(delay)));

    /// <summary>Fails with a <see cref="TimeoutException"/> when the first element has not passed in time.</summary>
    public static Source<TOut, TMat> InitialTimeout<TOut, TMat>(this Source<TOut, TMat> flow, TimeSpan timeout) =>
        flow.Via(new InitialTimeout<TOut>(Checked.Positive(timeout)));

    /// <summary>Fails with a <see cref="TimeoutException"/> when the stream has not completed in time.</summary>
    public static Source<TOut, TMat> CompletionTimeout<TOut, TMat>(this Source<TOut, TMat> flow, TimeSpan timeout) =>
        flow.Via(new CompletionTimeout<TOut>(Checked.Positive(timeout)));

    /// <summary>Fails with a <see cref="TimeoutException"/> when an element waits too long for demand.</summary>
    public static Source<TOut, TMat> BackpressureTimeout<TOut, TMat>(this Source<TOut, TMat> flow, TimeSpan timeout) =>
        flow.Via(new BackpressureTimeout<TOut>(Checked.Positive(timeout)));
}
