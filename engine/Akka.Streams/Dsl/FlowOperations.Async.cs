using Akka.Streams.Implementation.Stages;

namespace Akka.Streams.Dsl;

// Folds whose function is asynchronous.
public static partial class FlowOperations
{
    /// <summary>Every intermediate result of an asynchronous fold, beginning with the zero.</summary>
    public static Flow<TIn, TOut2, TMat> ScanAsync<TIn, TOut1, TOut2, TMat>(
        this Flow<TIn, TOut1, TMat> flow, TOut2 zero, Func<TOut2, TOut1, Task<TOut2>> scan) =>
        flow.Via(new ScanAsync<TOut1, TOut2>(zero, scan));

    /// <summary>The result of an asynchronous fold, when the stream completes.</summary>
    public static Flow<TIn, TOut2, TMat> AggregateAsync<TIn, TOut1, TOut2, TMat>(
        this Flow<TIn, TOut1, TMat> flow, TOut2 zero, Func<TOut2, TOut1, Task<TOut2>> fold) =>
        flow.Via(new AggregateAsync<TOut1, TOut2>(zero, fold));
}
