using Akka.Streams.Implementation.Stages;

namespace Akka.Streams.Dsl;

// Folds whose function is asynchronous.
public static partial class SourceOperations
{
    /// <summary>Every intermediate result of an asynchronous fold, beginning with the zero.</summary>
    public static Source<TOut2, TMat> ScanAsync<TOut1, TOut2, TMat>(
        this Source<TOut1, TMat> flow, TOut2 zero, Func<TOut2, TOut1, Task<TOut2>> scan) =>
        flow.Via(new ScanAsync<TOut1, TOut2>(zero, scan));

    /// <summary>The result of an asynchronous fold, when the stream completes.</summary>
    public static Source<TOut2, TMat> AggregateAsync<TOut1, TOut2, TMat>(
        this Source<TOut1, TMat> flow, TOut2 zero, Func<TOut2, TOut1, Task<TOut2>> fold) =>
        flow.Via(new AggregateAsync<TOut1, TOut2>(zero, fold));
}
