using Akka.Streams.Implementation;
using Akka.Streams.Implementation.Stages;

namespace Akka.Streams.Dsl;

// Operators that make many streams of one, or one of many.
public static partial class SourceOperations
{
    /// <summary>
    /// One sub-stream for each key, which gets all elements of that key. Fails with a
    /// <see cref="TooManySubstreamsOpenException"/> when more than <paramref name="maxSubstreams"/> keys come.
    /// Elements of a key whose sub-stream has ended are dropped: all keys are remembered.
    /// </summary>
    public static SubFlow<TOut, TMat, IRunnableGraph<TMat>> GroupBy<TOut, TMat, TKey>(
        this Source<TOut, TMat> flow, int maxSubstreams, Func<TOut, TKey> groupingFunc)
        where TKey : notnull =>
        SubFlows.Of(flow, new GroupBy<TOut, TKey>(Checked.Positive(maxSubstreams), groupingFunc, false));

    /// <summary>
    /// A new sub-stream begins with each element that satisfies the condition; cancelling one of them only drops it.
    /// </summary>
    public static SubFlow<TOut, TMat, IRunnableGraph<TMat>> SplitWhen<TOut, TMat>(
        this Source<TOut, TMat> flow, Func<TOut, bool> predicate) =>
        flow.SplitWhen(SubstreamCancelStrategy.Drain, predicate);

    /// <summary>A new sub-stream begins with each element that satisfies the condition.</summary>
    public static SubFlow<TOut, TMat, IRunnableGraph<TMat>> SplitWhen<TOut, TMat>(
        this Source<TOut, TMat> flow, SubstreamCancelStrategy substreamCancelStrategy, Func<TOut, bool> predicate) =>
        SubFlows.Of(flow, new Split<TOut>(predicate, after: false, substreamCancelStrategy));

    /// <summary>
    /// A sub-stream ends with each element that satisfies the condition; cancelling one of them only drops it.
    /// </summary>
    public static SubFlow<TOut, TMat, IRunnableGraph<TMat>> SplitAfter<TOut, TMat>(
        this Source<TOut, TMat> flow, Func<TOut, bool> predicate) =>
        flow.SplitAfter(SubstreamCancelStrategy.Drain, predicate);

    /// <summary>A sub-stream ends with each element that satisfies the condition.</summary>
    public static SubFlow<TOut, TMat, IRunnableGraph<TMat>> SplitAfter<TOut, TMat>(
        this Source<TOut, TMat> flow, SubstreamCancelStrategy substreamCancelStrategy, Func<TOut, bool> predicate) =>
        SubFlows.Of(flow, new Split<TOut>(predicate, after: true, substreamCancelStrategy));

    /// <summary>The elements of a source that is made from each element, one source after the other.</summary>
    public static Source<TOut2, TMat> ConcatMany<TOut1, TOut2, TMat>(
        this Source<TOut1, TMat> flow, Func<TOut1, IGraph<SourceShape<TOut2>, TMat>> flatten) =>
        flow.MergeMany(1, flatten);

    /// <summary>
    /// The elements of a source that is made from each element, up to <paramref name="breadth"/> sources at once, as
    /// they come.
    /// </summary>
    public static Source<TOut2, TMat> MergeMany<TOut1, TOut2, TMat>(
        this Source<TOut1, TMat> flow, int breadth, Func<TOut1, IGraph<SourceShape<TOut2>, TMat>> flatten) =>
        flow.Via(new Select<TOut1, IGraph<SourceShape<TOut2>, TMat>>(flatten))
            .Via(new FlattenMerge<IGraph<SourceShape<TOut2>, TMat>, TOut2, TMat>(Checked.Positive(breadth)));
}
