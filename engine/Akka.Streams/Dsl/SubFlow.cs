namespace Akka.Streams.Dsl;

/// <summary>
/// All sub-streams of a stream at once: an operator that is added runs in each of them, until they are merged back or
/// given to a sink.
/// </summary>
public abstract class SubFlow<TOut, TMat, TClosed> : IFlow<TOut, TMat>
{
    /// <summary>Adds a flow to every sub-stream.</summary>
    public abstract IFlow<T2, TMat> Via<T2, TMat2>(IGraph<FlowShape<TOut, T2>, TMat2> flow);

    /// <summary>
    /// Not supported: a sub-stream is materialized once for each key or part, so there is no one value to combine.
    /// </summary>
    public abstract IFlow<T2, TMat3> ViaMaterialized<T2, TMat2, TMat3>(
        IGraph<FlowShape<TOut, T2>, TMat2> flow, Func<TMat, TMat2, TMat3> combine);

    /// <inheritdoc cref="ViaMaterialized{T2,TMat2,TMat3}"/>
    public abstract IFlow<TOut, TMat2> MapMaterializedValue<TMat2>(Func<TMat, TMat2> mapFunc);

    /// <summary>Gives every sub-stream a sink of its own.</summary>
    public abstract TClosed To<TMat2>(IGraph<SinkShape<TOut>, TMat2> sink);

    /// <summary>Merges the sub-streams and runs the result with a sink; gives what the sink materializes.</summary>
    public abstract TMat2 RunWith<TMat2>(IGraph<SinkShape<TOut>, TMat2> sink, IMaterializer materializer);

    /// <summary>The elements of all sub-streams as they come, any number of them running at once.</summary>
    public virtual IFlow<TOut, TMat> MergeSubstreams() => MergeSubstreamsWithParallelism(int.MaxValue);

    /// <summary>
    /// The elements of the sub-streams as they come, up to a number of them running at once. Those that have to wait
    /// hold the whole stream up once an element of theirs must wait too.
    /// </summary>
    public abstract IFlow<TOut, TMat> MergeSubstreamsWithParallelism(int parallelism);

    /// <summary>The elements of one sub-stream after the other; see what is said of parallelism.</summary>
    public virtual IFlow<TOut, TMat> ConcatSubstream() => MergeSubstreamsWithParallelism(1);
}
