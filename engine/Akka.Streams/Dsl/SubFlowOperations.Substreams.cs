using Akka.Streams.Implementation;
using Akka.Streams.Implementation.Stages;

namespace Akka.Streams.Dsl;

// Operators that make many streams of one, or one of many.
public static partial class SubFlowOperations
{
    /// <summary>The elements of a source that is made from each element, one source after the other.</summary>
    public static SubFlow<TOut2, TMat, TClosed> ConcatMany<TOut1, TOut2, TMat, TClosed>(
        this SubFlow<TOut1, TMat, TClosed> flow, Func<TOut1, IGraph<SourceShape<TOut2>, TMat>> flatten) =>
        flow.MergeMany(1, flatten);

    /// <summary>
    /// The elements of a source that is made from each element, up to <paramref name="breadth"/> sources at once, as
    /// they come.
    /// </summary>
    public static SubFlow<TOut2, TMat, TClosed> MergeMany<TOut1, TOut2, TMat, TClosed>(
        this SubFlow<TOut1, TMat, TClosed> flow, int breadth, Func<TOut1, IGraph<SourceShape<TOut2>, TMat>> flatten) =>
        flow.Through(new Select<TOut1, IGraph<SourceShape<TOut2>, TMat>>(flatten))
            .Through(new FlattenMerge<IGraph<SourceShape<TOut2>, TMat>, TOut2, TMat>(Checked.Positive(breadth)));
}
