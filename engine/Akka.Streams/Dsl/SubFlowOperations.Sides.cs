using Akka.Streams.Implementation;

namespace Akka.Streams.Dsl;

// Operators that send elements aside.
public static partial class SubFlowOperations
{
    /// <summary>Shows elements to a function; while that is busy, and when it has failed, they pass it by.</summary>
    public static SubFlow<TOut, TMat, TClosed> WireTap<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, Action<TOut> action) =>
        flow.Through(Junctions.WireTap(Sink.ForEach(action)));

    /// <summary>Shows elements to a sink; while that is busy, and when it has ended, they pass it by.</summary>
    public static SubFlow<TOut, TMat, TClosed> WireTap<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, IGraph<SinkShape<TOut>, TMat> that) =>
        flow.Through(Junctions.WireTap(that));

    /// <summary>Sends the elements that satisfy the condition to a sink, at its pace, and only the others on.</summary>
    public static SubFlow<TOut, TMat, TClosed> DivertTo<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, IGraph<SinkShape<TOut>, TMat> that, Func<TOut, bool> when) =>
        flow.Through(Junctions.DivertTo(that, when));
}
