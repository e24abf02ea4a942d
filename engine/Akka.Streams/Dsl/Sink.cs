using System.Collections.Immutable;
using Akka.Actor;
using Akka.Streams.Implementation.Stages;
using Reactive.Streams;

namespace Akka.Streams.Dsl;

/// <summary>Makes sinks.</summary>
public static class Sink
{
    /// <summary>The shape of a sink.</summary>
    public static SinkShape<T> Shape<T>(string name) => new(new Inlet<T>($"{name}.in"));

    /// <summary>Any graph with the shape of a sink.</summary>
    public static Sink<TIn, TMat> FromGraph<TIn, TMat>(IGraph<SinkShape<TIn>, TMat> graph) =>
        graph as Sink<TIn, TMat> ?? new Sink<TIn, TMat>(graph.Module);

    /// <inheritdoc cref="FromGraph{TIn,TMat}"/>
    public static Sink<TIn, TMat> Wrap<TIn, TMat>(IGraph<SinkShape<TIn>, TMat> graph) => FromGraph(graph);

    /// <summary>Calls an action for every element; the task ends with the stream.</summary>
    public static Sink<TIn, Task<Done>> ForEach<TIn>(Action<TIn> action) => FromGraph(new ForEachSink<TIn>(action));

    /// <summary>Calls an asynchronous action for up to n elements at once.</summary>
    public static Sink<TIn, Task<Done>> ForEachAsync<TIn>(int parallelism, Func<TIn, Task> action) =>
        Flow.Create<TIn>()
            .SelectAsync(parallelism, async element =>
            {
                await action(element).ConfigureAwait(false);
                return NotUsed.Instance;
            })
            .ToMaterialized(Ignore<NotUsed>(), Keep.Right)
            .Named("foreachAsyncSink");

    /// <summary>All elements, when the stream completes.</summary>
    public static Sink<TIn, Task<IImmutableList<TIn>>> Seq<TIn>() => FromGraph(
        new AggregateSink<TIn, ImmutableList<TIn>.Builder>(
            ImmutableList.CreateBuilder<TIn>,
            static (list, element) =>
            {
                list.Add(element);
                return list;
            },
            "seqSink")).MapMaterializedValue(Freeze);

    /// <summary>The first element; fails with <see cref="NoSuchElementException"/> when there is none.</summary>
    public static Sink<TIn, Task<TIn>> First<TIn>() => FromGraph(new FirstSink<TIn>(false));

    /// <summary>The first element, or the default when there is none.</summary>
    public static Sink<TIn, Task<TIn>> FirstOrDefault<TIn>() => FromGraph(new FirstSink<TIn>(true));

    /// <summary>The last element; fails with <see cref="NoSuchElementException"/> when there is none.</summary>
    public static Sink<TIn, Task<TIn>> Last<TIn>() => FromGraph(new LastSink<TIn>(false));

    /// <summary>The last element, or the default when there is none.</summary>
    public static Sink<TIn, Task<TIn>> LastOrDefault<TIn>() => FromGraph(new LastSink<TIn>(true));

    /// <summary>Folds all elements into one result.</summary>
    public static Sink<TIn, Task<TOut>> Aggregate<TIn, TOut>(TOut zero, Func<TOut, TIn, TOut> aggregate) =>
        FromGraph(new AggregateSink<TIn, TOut>(() => zero, aggregate, "aggregateSink"));

    /// <summary>Folds all elements into one result by an asynchronous function, one call at a time.</summary>
    public static Sink<TIn, Task<TOut>> AggregateAsync<TIn, TOut>(
        TOut zero, Func<TOut, TIn, Task<TOut>> aggregate) => Flow.Create<TIn>()
            .AggregateAsync(zero, aggregate).ToMaterialized(First<TOut>(), Keep.Right).Named("aggregateAsyncSink");

    /// <summary>
    /// Folds all elements into one, with the first as the beginning; fails with <see cref="NoSuchElementException"/>
    /// when there is none.
    /// </summary>
    public static Sink<TIn, Task<TIn>> Sum<TIn>(Func<TIn, TIn, TIn> reduce) =>
        Flow.Create<TIn>().Sum(reduce).ToMaterialized(First<TIn>(), Keep.Right).Named("sumSink");

    /// <summary>Takes everything and does nothing with it; the task ends with the stream.</summary>
    public static Sink<TIn, Task<Done>> Ignore<TIn>() => FromGraph(new IgnoreSink<TIn>());

    /// <summary>Cancels at once.</summary>
    public static Sink<TIn, NotUsed> Cancelled<TIn>() => FromGraph(new CancelledSink<TIn>());

    /// <summary>Calls one of two actions when the stream ends.</summary>
    public static Sink<TIn, NotUsed> OnComplete<TIn>(Action success, Action<Exception> failure) =>
        FromGraph(new OnCompleteSink<TIn>(success, failure));

    /// <summary>Sends every element to an actor, without waiting for it.</summary>
    public static Sink<TIn, NotUsed> ActorRef<TIn>(
        IActorRef actorRef, object onCompleteMessage, Func<Exception, object> onFailureMessage) =>
        FromGraph(new ActorRefSink<TIn>(actorRef, onCompleteMessage, onFailureMessage));

    /// <summary>
    /// Sends elements to an actor, each when the last was acknowledged. Without a failure message the actor is sent
    /// <see cref="Status.Failure"/>.
    /// </summary>
    public static Sink<TIn, NotUsed> ActorRefWithAck<TIn>(
        IActorRef actorRef,
        object onInitMessage,
        object ackMessage,
        object onCompleteMessage,
        Func<Exception, object>? onFailureMessage = null) => FromGraph(
            new ActorRefBackpressureSink<TIn>(
                actorRef,
                onInitMessage,
                ackMessage,
                onCompleteMessage,
                onFailureMessage ?? (static e => new Status.Failure(e))));

    /// <summary>Gives a subscriber what it asks for.</summary>
    public static Sink<TIn, NotUsed> FromSubscriber<TIn>(ISubscriber<TIn> subscriber)
    {
        ArgumentNullException.ThrowIfNull(subscriber);
        return FromGraph(new SubscriberSink<TIn>(subscriber));
    }

    /// <summary>A publisher for one subscriber.</summary>
    public static Sink<TIn, IPublisher<TIn>> Publisher<TIn>() => AsPublisher<TIn>(fanout: false);

    /// <summary>A publisher for any number of subscribers.</summary>
    public static Sink<TIn, IPublisher<TIn>> FanoutPublisher<TIn>() => AsPublisher<TIn>(fanout: true);

    /// <summary>
    /// A publisher for one subscriber, or for many, of which the fastest may be as far ahead of the slowest as the
    /// input buffer allows. Upstream is cancelled when nobody subscribes within <c>subscription-timeout</c>.
    /// </summary>
    public static Sink<TIn, IPublisher<TIn>> AsPublisher<TIn>(bool fanout) =>
        FromGraph(new PublisherSink<TIn>(fanout));

    /// <summary>A queue from which elements are pulled one by one.</summary>
    public static Sink<TIn, ISinkQueue<TIn>> Queue<TIn>() => FromGraph(new QueueSink<TIn>());

    private static async Task<IImmutableList<T>> Freeze<T>(Task<ImmutableList<T>.Builder> building)
    {
        var list = await building.ConfigureAwait(false);
        return list.ToImmutable();
    }
}
