using Akka.Streams.Implementation;
using Akka.Streams.Implementation.Stages;

namespace Akka.Streams.Dsl;

// Operators that pair elements, and that put a stream in front.
public static partial class SubFlowOperations
{
    /// <summary>Pairs of the elements of both; ends with the shorter.</summary>
    public static SubFlow<(T1, T2), TMat, TClosed> Zip<T1, T2, TMat, TClosed>(
        this SubFlow<T1, TMat, TClosed> flow, IGraph<SourceShape<T2>, TMat> other) =>
        flow.Through(Junctions.ZipWith(other, static (T1 left, T2 right) => (left, right)));

    /// <summary>Combines the elements of both pair by pair; ends with the shorter.</summary>
    public static SubFlow<T3, TMat, TClosed> ZipWith<T1, T2, T3, TMat, TClosed>(
        this SubFlow<T1, TMat, TClosed> flow, IGraph<SourceShape<T2>, TMat> other, Func<T1, T2, T3> combine) =>
        flow.Through(Junctions.ZipWith(other, combine));

    /// <summary>Each element with its number, from 0.</summary>
    public static SubFlow<(TOut1, long), TMat, TClosed> ZipWithIndex<TOut1, TMat, TClosed>(
        this SubFlow<TOut1, TMat, TClosed> flow) =>
        flow.Through(new ZipWithIndex<TOut1>());

    /// <summary>The other source first; then this.</summary>
    public static SubFlow<TOut2, TMat, TClosed> Prepend<TOut1, TOut2, TMat, TClosed>(
        this SubFlow<TOut1, TMat, TClosed> flow, IGraph<SourceShape<TOut2>, TMat> that)
        where TOut1 : TOut2 =>
        flow.Through(Junctions.PrependTo<TOut1, TOut2, TMat>(that));
}
