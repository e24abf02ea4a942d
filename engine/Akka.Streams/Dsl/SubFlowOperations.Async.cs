using Akka.Streams.Implementation;
using Akka.Streams.Implementation.Stages;

namespace Akka.Streams.Dsl;

// Folds whose function is asynchronous.
public static partial class SubFlowOperations
{
    /// <summary>Every intermediate result of an asynchronous fold, beginning with the zero.</summary>
    public static SubFlow<TOut2, TMat, TClosed> ScanAsync<TOut1, TOut2, TMat, TClosed>(
        this SubFlow<TOut1, TMat, TClosed> flow, TOut2 zero, Func<TOut2, TOut1, Task<TOut2>> scan) =>
        flow.Through(new ScanAsync<TOut1, TOut2>(zero, scan));

    /// <summary>The result of an asynchronous fold, when the stream completes.</summary>
    public static SubFlow<TOut2, TMat, TClosed> AggregateAsync<TOut1, TOut2, TMat, TClosed>(
        this SubFlow<TOut1, TMat, TClosed> flow, TOut2 zero, Func<TOut2, TOut1, Task<TOut2>> fold) =>
        flow.Through(new AggregateAsync<TOut1, TOut2>(zero, fold));
}
