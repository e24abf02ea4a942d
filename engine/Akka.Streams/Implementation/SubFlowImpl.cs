using Akka.Streams.Dsl;
using Akka.Streams.Implementation.Fusing;
using Akka.Streams.Implementation.Stages;

namespace Akka.Streams.Implementation;

/// <summary>
/// A source or flow of sources, and what is to run in each of them. It becomes one source or flow again when they are
/// merged.
/// </summary>
internal sealed class SubFlowImpl<TPart, TOut, TMat, TClosed> : SubFlow<TOut, TMat, TClosed>
{
    private readonly IFlow<Source<TPart, NotUsed>, TMat> _parts;
    private readonly Flow<TPart, TOut, NotUsed> _inner;
    private readonly Func<IGraph<SinkShape<Source<TPart, NotUsed>>, Task<Done>>, TClosed> _close;

    public SubFlowImpl(
        IFlow<Source<TPart, NotUsed>, TMat> parts,
        Flow<TPart, TOut, NotUsed> inner,
        Func<IGraph<SinkShape<Source<TPart, NotUsed>>, Task<Done>>, TClosed> close)
    {
        _parts = parts;
        _inner = inner;
        _close = close;
    }

    public override IFlow<T2, TMat> Via<T2, TMat2>(IGraph<FlowShape<TOut, T2>, TMat2> flow) =>
        new SubFlowImpl<TPart, T2, TMat, TClosed>(_parts, _inner.Via(flow), _close);

    public override IFlow<T2, TMat3> ViaMaterialized<T2, TMat2, TMat3>(
        IGraph<FlowShape<TOut, T2>, TMat2> flow, Func<TMat, TMat2, TMat3> combine) => throw NotOneValue();

    public override IFlow<TOut, TMat2> MapMaterializedValue<TMat2>(Func<TMat, TMat2> mapFunc) => throw NotOneValue();

    public override TClosed To<TMat2>(IGraph<SinkShape<TOut>, TMat2> sink)
    {
        var rest = _inner.To(sink);
        return _close(Sink.ForEach<Source<TPart, NotUsed>>(
            part => part.To(rest).Run(GraphInterpreter.Current.Materializer)));
    }

    public override TMat2 RunWith<TMat2>(IGraph<SinkShape<TOut>, TMat2> sink, IMaterializer materializer) =>
        MergeSubstreams() is Source<TOut, TMat> source
            ? source.RunWith(sink, materializer)
            : throw new NotSupportedException("The sub-streams of a flow have no source to run with");

    public override IFlow<TOut, TMat> MergeSubstreamsWithParallelism(int parallelism)
    {
        var inner = _inner;
        return _parts
            .Via(new Select<Source<TPart, NotUsed>, Source<TOut, NotUsed>>(part => part.Via(inner)))
            .Via(new FlattenMerge<Source<TOut, NotUsed>, TOut, NotUsed>(Checked.Positive(parallelism)));
    }

    private static NotSupportedException NotOneValue() =>
        new("A sub-stream is materialized once for each key or part: there is no one value to combine");
}

/// <summary>Makes sub-flows.</summary>
internal static class SubFlows
{
    public static SubFlow<T, TMat, IRunnableGraph<TMat>> Of<T, TMat>(
        Source<T, TMat> flow, IGraph<FlowShape<T, Source<T, NotUsed>>, NotUsed> divider)
    {
        var parts = flow.Via(divider);
        return new SubFlowImpl<T, T, TMat, IRunnableGraph<TMat>>(parts, Flow.Create<T>(), parts.To);
    }

    public static SubFlow<T, TMat, Sink<TIn, TMat>> Of<TIn, T, TMat>(
        Flow<TIn, T, TMat> flow, IGraph<FlowShape<T, Source<T, NotUsed>>, NotUsed> divider)
    {
        var parts = flow.Via(divider);
        return new SubFlowImpl<T, T, TMat, Sink<TIn, TMat>>(parts, Flow.Create<T>(), parts.To);
    }

    /// <summary>Adds a stage to every sub-stream.</summary>
    public static SubFlow<T2, TMat, TClosed> Through<T, T2, TMat, TMat2, TClosed>(
        this SubFlow<T, TMat, TClosed> flow, IGraph<FlowShape<T, T2>, TMat2> stage) =>
        (SubFlow<T2, TMat, TClosed>)flow.Via(stage);
}
