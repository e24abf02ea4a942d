using Akka.Streams.Implementation;

namespace Akka.Streams.Dsl;

// Operators that take turns between streams.
public static partial class SourceOperations
{
    /// <summary>
    /// <paramref name="segmentSize"/> elements of this, as many of the other, and so on; the rest of the longer one.
    /// </summary>
    public static Source<T2, TMat> Interleave<T1, T2, TMat>(
        this Source<T1, TMat> flow, IGraph<SourceShape<T2>, TMat> other, int segmentSize)
        where T1 : T2 =>
        flow.Via(Junctions.InterleaveWith<T1, T2, TMat>(other, segmentSize));

    /// <summary>Takes turns, with what both materialize.</summary>
    public static Source<T2, TMat3> InterleaveMaterialized<T1, T2, TMat, TMat2, TMat3>(
        this Source<T1, TMat> flow,
        IGraph<SourceShape<T2>, TMat2> graph,
        int segmentSize,
        Func<TMat, TMat2, TMat3> combine)
        where T1 : T2 =>
        flow.ViaMaterialized(Junctions.InterleaveWith<T1, T2, TMat2>(graph, segmentSize), combine);

    /// <summary>Both, which must be sorted, as one sorted stream.</summary>
    public static Source<TOut, TMat> MergeSorted<TOut, TMat>(
        this Source<TOut, TMat> flow, IGraph<SourceShape<TOut>, TMat> other, Func<TOut, TOut, int> orderFunc) =>
        flow.Via(Junctions.MergeSortedWith(other, orderFunc));

    /// <summary>Both, which must be sorted by the comparer, as one sorted stream.</summary>
    public static Source<TOut, TMat> MergeSorted<TOut, TMat>(
        this Source<TOut, TMat> flow, IGraph<SourceShape<TOut>, TMat> other, IComparer<TOut> comparer) =>
        flow.Via(Junctions.MergeSortedWith(other, comparer.Compare));

    /// <summary>Both, which must be sorted, as one sorted stream.</summary>
    public static Source<TOut, TMat> MergeSorted<TOut, TMat>(
        this Source<TOut, TMat> flow, IGraph<SourceShape<TOut>, TMat> other)
        where TOut : IComparable<TOut> =>
        flow.Via(Junctions.MergeSortedWith(other, static (left, right) => left.CompareTo(right)));
}
