using Akka.Streams.Implementation;
using Akka.Streams.Implementation.Stages;

namespace Akka.Streams.Dsl;

// Operators that pair elements, and that put a stream in front.
public static partial class SourceOperations
{
    /// <summary>Pairs of the elements of both; ends with the shorter.</summary>
    public static Source<(T1, T2), TMat> Zip<T1, T2, TMat>(
        this Source<T1, TMat> flow, IGraph<SourceShape<T2>, TMat> other) =>
        flow.Via(Junctions.ZipWith(other, static (T1 left, T2 right) => (left, right)));

    /// <summary>Combines the elements of both pair by pair; ends with the shorter.</summary>
    public static Source<T3, TMat> ZipWith<T1, T2, T3, TMat>(
        this Source<T1, TMat> flow, IGraph<SourceShape<T2>, TMat> other, Func<T1, T2, T3> combine) =>
        flow.Via(Junctions.ZipWith(other, combine));

    /// <summary>Each element with its number, from 0.</summary>
    public static Source<(TOut1, long), TMat> ZipWithIndex<TOut1, TMat>(this Source<TOut1, TMat> flow) =>
        flow.Via(new ZipWithIndex<TOut1>());

    /// <summary>The other source first; then this.</summary>
    public static Source<TOut2, TMat> Prepend<TOut1, TOut2, TMat>(
        this Source<TOut1, TMat> flow, IGraph<SourceShape<TOut2>, TMat> that)
        where TOut1 : TOut2 => flow.Via(Junctions.PrependTo<TOut1, TOut2, TMat>(that));
}
