using Akka.Streams.Implementation;

namespace Akka.Streams.Dsl;

// Operators that send elements aside.
public static partial class FlowOperations
{
    /// <summary>Shows elements to a function; while that is busy, and when it has failed, they pass it by.</summary>
    public static Flow<TIn, TOut, TMat> WireTap<TIn, TOut, TMat>(
        this Flow<TIn, TOut, TMat> flow, Action<TOut> action) =>
        flow.Via(Junctions.WireTap(Sink.ForEach(action)));

    /// <summary>Shows elements to a sink; while that is busy, and when it has ended, they pass it by.</summary>
    public static Flow<TIn, TOut, TMat> WireTap<TIn, TOut, TMat>(
        this Flow<TIn, TOut, TMat> flow, IGraph<SinkShape<TOut>, TMat> that) =>
        flow.Via(Junctions.WireTap(that));

    /// <summary>Shows elements to a sink, with what both materialize.</summary>
    public static Flow<TIn, TOut, TMat3> WireTapMaterialized<TIn, TOut, TMat, TMat2, TMat3>(
        this Flow<TIn, TOut, TMat> flow,
        IGraph<SinkShape<TOut>, TMat2> that,
        Func<TMat, TMat2, TMat3> materializerFunction) =>
        flow.ViaMaterialized(Junctions.WireTap(that), materializerFunction);

    /// <summary>Sends the elements that satisfy the condition to a sink, at its pace, and only the others on.</summary>
    public static Flow<TIn, TOut, TMat> DivertTo<TIn, TOut, TMat>(
        this Flow<TIn, TOut, TMat> flow, IGraph<SinkShape<TOut>, TMat> that, Func<TOut, bool> when) =>
        flow.Via(Junctions.DivertTo(that, when));

    /// <summary>Sends the elements that satisfy the condition to a sink, with what both materialize.</summary>
    public static Flow<TIn, TOut, TMat3> DivertToMaterialized<TIn, TOut, TMat, TMat2, TMat3>(
        this Flow<TIn, TOut, TMat> flow,
        IGraph<SinkShape<TOut>, TMat2> that,
        Func<TOut, bool> when,
        Func<TMat, TMat2, TMat3> materializerFunction) =>
        flow.ViaMaterialized(Junctions.DivertTo(that, when), materializerFunction);
}
