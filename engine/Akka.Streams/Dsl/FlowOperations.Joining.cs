using Akka.Streams.Implementation;
using Akka.Streams.Implementation.Stages;
using Akka.Util;

namespace Akka.Streams.Dsl;

// Operators that join streams and treat their ends.
public static partial class FlowOperations
{
    /// <summary>One last element in place of a failure, if the function gives one.</summary>
    public static Flow<TIn, TOut, TMat> Recover<TIn, TOut, TMat>(
        this Flow<TIn, TOut, TMat> flow, Func<Exception, Option<TOut>> partialFunc) =>
        flow.Via(new Recover<TOut>(partialFunc));

    /// <summary>
    /// Another source in place of a failure, up to a number of times; -1 is no limit. The function gives null to let
    /// it fail.
    /// </summary>
    public static Flow<TIn, TOut, TMat> RecoverWithRetries<TIn, TOut, TMat>(
        this Flow<TIn, TOut, TMat> flow, Func<Exception, IGraph<SourceShape<TOut>, TMat>?> partialFunc, int attempts) =>
        flow.Via(new RecoverWith<TOut, TMat>(partialFunc, attempts));

    /// <summary>Another error in place of the one that came.</summary>
    public static Flow<TIn, TOut, TMat> SelectError<TIn, TOut, TMat>(
        this Flow<TIn, TOut, TMat> flow, Func<Exception, Exception> selector) =>
        flow.Via(new SelectError<TOut>(selector));

    /// <summary>After the end of this, the other source.</summary>
    public static Flow<TIn, TOut, TMat> Concat<TIn, TOut, TMat>(
        this Flow<TIn, TOut, TMat> flow, IGraph<SourceShape<TOut>, TMat> other) =>
        flow.Via(Junctions.ConcatWith(other));

    /// <summary>Elements of both, as they come.</summary>
    public static Flow<TIn, T2, TMat> Merge<TIn, TOut, T2, TMat>(
        this Flow<TIn, TOut, TMat> flow, IGraph<SourceShape<T2>, TMat> other, bool eagerComplete = false)
        where TOut : T2 => flow.Via(Junctions.MergeWith<TOut, T2, TMat>(other, eagerComplete));

    /// <summary>Also sends everything to a sink; its demand counts too.</summary>
    public static Flow<TIn, TOut, TMat> AlsoTo<TIn, TOut, TMat>(
        this Flow<TIn, TOut, TMat> flow, IGraph<SinkShape<TOut>, TMat> that) =>
        flow.Via(Junctions.AlsoTo(that, false));

    /// <summary>Also sends everything to a sink; when told so, the end of the sink is the end of the stream.</summary>
    public static Flow<TIn, TOut, TMat> AlsoTo<TIn, TOut, TMat>(
        this Flow<TIn, TOut, TMat> flow, IGraph<SinkShape<TOut>, TMat> that, bool propagateFailure) =>
        flow.Via(Junctions.AlsoTo(that, propagateFailure));

    /// <summary>Elements of both, as they come, with what both materialize.</summary>
    public static Flow<TIn, T2, TMat3> MergeMaterialized<TIn, TOut, T2, TMat, TMat2, TMat3>(
        this Flow<TIn, TOut, TMat> flow, IGraph<SourceShape<T2>, TMat2> that, Func<TMat, TMat2, TMat3> combine)
        where TOut : T2 => flow.ViaMaterialized(Junctions.MergeWith<TOut, T2, TMat2>(that, false), combine);

    /// <summary>Also sends everything to a sink, with what both materialize.</summary>
    public static Flow<TIn, TOut, TMat3> AlsoToMaterialized<TIn, TOut, TMat, TMat2, TMat3>(
        this Flow<TIn, TOut, TMat> flow,
        IGraph<SinkShape<TOut>, TMat2> that,
        Func<TMat, TMat2, TMat3> materializerFunction) =>
        flow.ViaMaterialized(Junctions.AlsoTo(that, false), materializerFunction);

    /// <summary>Also sends everything to a sink, with what both materialize.</summary>
    public static Flow<TIn, TOut, TMat3> AlsoToMaterialized<TIn, TOut, TMat, TMat2, TMat3>(
        this Flow<TIn, TOut, TMat> flow,
        IGraph<SinkShape<TOut>, TMat2> that,
        Func<TMat, TMat2, TMat3> materializerFunction,
        bool propagateFailure) =>
        flow.ViaMaterialized(Junctions.AlsoTo(that, propagateFailure), materializerFunction);

    /// <summary>Materializes a task that ends as the stream ends.</summary>
    public static Flow<TIn, TOut, TMat2> WatchTermination<TIn, TOut, TMat, TMat2>(
        this Flow<TIn, TOut, TMat> flow, Func<TMat, Task<Done>, TMat2> materializerFunction) =>
        flow.ViaMaterialized(new TerminationWatcher<TOut>(), materializerFunction);
}
