using Akka.Streams.Implementation;
using Akka.Streams.Implementation.Stages;
using Akka.Util;

namespace Akka.Streams.Dsl;

// Operators that join streams and treat their ends.
public static partial class SubFlowOperations
{
    /// <summary>
    /// One last element in place of a failure, if the function gives one. In a sub-stream every element comes wrapped.
    /// </summary>
    public static SubFlow<Option<TOut>, TMat, TClosed> Recover<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, Func<Exception, Option<TOut>> partialFunc) =>
        flow.Through(new Select<TOut, Option<TOut>>(static element => Option<TOut>.Create(element)))
            .Through(new Recover<Option<TOut>>(cause => partialFunc(cause) is { HasValue: true } last
                ? Option<Option<TOut>>.Create(last)
                : Option<Option<TOut>>.None));

    /// <summary>
    /// Another source in place of a failure, up to a number of times; -1 is no limit. The function gives null to let
    /// it fail.
    /// </summary>
    public static SubFlow<TOut, TMat, TClosed> RecoverWithRetries<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow,
        Func<Exception, IGraph<SourceShape<TOut>, TMat>?> partialFunc,
        int attempts) =>
        flow.Through(new RecoverWith<TOut, TMat>(partialFunc, attempts));

    /// <summary>Another error in place of the one that came.</summary>
    public static SubFlow<TOut, TMat, TClosed> SelectError<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, Func<Exception, Exception> selector) =>
        flow.Through(new SelectError<TOut>(selector));

    /// <summary>After the end of this, the other source.</summary>
    public static SubFlow<TOut, TMat, TClosed> Concat<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, IGraph<SourceShape<TOut>, TMat> other) =>
        flow.Through(Junctions.ConcatWith(other));

    /// <summary>Elements of both, as they come.</summary>
    public static SubFlow<T2, TMat, TClosed> Merge<TOut, T2, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, IGraph<SourceShape<T2>, TMat> other, bool eagerComplete = false)
        where TOut : T2 =>
        flow.Through(Junctions.MergeWith<TOut, T2, TMat>(other, eagerComplete));

    /// <summary>Also sends everything to a sink; its demand counts too.</summary>
    public static SubFlow<TOut, TMat, TClosed> AlsoTo<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, IGraph<SinkShape<TOut>, TMat> that) =>
        flow.Through(Junctions.AlsoTo(that, false));

    /// <summary>Also sends everything to a sink; when told so, the end of the sink is the end of the stream.</summary>
    public static SubFlow<TOut, TMat, TClosed> AlsoTo<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, IGraph<SinkShape<TOut>, TMat> that, bool propagateFailure) =>
        flow.Through(Junctions.AlsoTo(that, propagateFailure));
}
