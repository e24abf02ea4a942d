using Akka.Streams.Implementation.Stages;

namespace Akka.Streams.Dsl;

/// <summary>Sources that are started again after a growing wait. They end only when downstream cancels.</summary>
public static class RestartSource
{
    /// <summary>Restarts when the source fails or completes.</summary>
    public static Source<T, NotUsed> WithBackoff<T, TMat>(
        Func<Source<T, TMat>> sourceFactory, RestartSettings settings) =>
        Source.FromGraph(new RestartingSource<T, TMat>(sourceFactory, settings, onlyOnFailures: false));

    /// <summary>Restarts when the source fails; completes when it completes.</summary>
    public static Source<T, NotUsed> OnFailuresWithBackoff<T, TMat>(
        Func<Source<T, TMat>> sourceFactory, RestartSettings settings) =>
        Source.FromGraph(new RestartingSource<T, TMat>(sourceFactory, settings, onlyOnFailures: true));
}

/// <summary>Sinks that are started again after a growing wait. They end only when upstream does.</summary>
public static class RestartSink
{
    /// <summary>Restarts when the sink cancels. Elements that were on their way to it are lost.</summary>
    public static Sink<T, NotUsed> WithBackoff<T, TMat>(Func<Sink<T, TMat>> sinkFactory, RestartSettings settings) =>
        Sink.FromGraph(new RestartingSink<T, TMat>(sinkFactory, settings));
}

/// <summary>Flows that are started again after a growing wait. Elements inside a flow that ends are lost.</summary>
public static class RestartFlow
{
    /// <summary>Restarts when the flow fails, completes or cancels.</summary>
    public static Flow<TIn, TOut, NotUsed> WithBackoff<TIn, TOut, TMat>(
        Func<Flow<TIn, TOut, TMat>> flowFactory, RestartSettings settings) =>
        Flow.FromGraph(new RestartingFlow<TIn, TOut, TMat>(flowFactory, settings, onlyOnFailures: false));

    /// <summary>Restarts when the flow fails; completes when it completes.</summary>
    public static Flow<TIn, TOut, NotUsed> OnFailuresWithBackoff<TIn, TOut, TMat>(
        Func<Flow<TIn, TOut, TMat>> flowFactory, RestartSettings settings) =>
        Flow.FromGraph(new RestartingFlow<TIn, TOut, TMat>(flowFactory, settings, onlyOnFailures: true));
}
