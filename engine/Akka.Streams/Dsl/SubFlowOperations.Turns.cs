using Akka.Streams.Implementation;

namespace Akka.Streams.Dsl;

// Operators that take turns between streams.
public static partial class SubFlowOperations
{
    /// <summary>
    /// <paramref name="segmentSize"/> elements of this, as many of the other, and so on; the rest of the longer one.
    /// </summary>
    public static SubFlow<T2, TMat, TClosed> Interleave<T1, T2, TMat, TClosed>(
        this SubFlow<T1, TMat, TClosed> flow, IGraph<SourceShape<T2>, TMat> other, int segmentSize)
        where T1 : T2 =>
        flow.Through(Junctions.InterleaveWith<T1, T2, TMat>(other, segmentSize));

    /// <summary>Both, which must be sorted, as one sorted stream.</summary>
    public static SubFlow<TOut, TMat, TClosed> MergeSorted<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow,
        IGraph<SourceShape<TOut>, TMat> other,
        Func<TOut, TOut, int> orderFunc) =>
        flow.Through(Junctions.MergeSortedWith(other, orderFunc));

    /// <summary>Both, which must be sorted by the comparer, as one sorted stream.</summary>
    public static SubFlow<TOut, TMat, TClosed> MergeSorted<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, IGraph<SourceShape<TOut>, TMat> other, IComparer<TOut> comparer) =>
        flow.Through(Junctions.MergeSortedWith(other, comparer.Compare));

    /// <summary>Both, which must be sorted, as one sorted stream.</summary>
    public static SubFlow<TOut, TMat, TClosed> MergeSorted<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, IGraph<SourceShape<TOut>, TMat> other)
        where TOut : IComparable<TOut> =>
        flow.Through(Junctions.MergeSortedWith(other, static (left, right) => left.CompareTo(right)));
}
