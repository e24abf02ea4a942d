using System.Threading.Channels;
using Akka.Actor;
using Akka.Streams.Implementation;
using Akka.Streams.Implementation.Stages;
using Akka.Util;
using Reactive.Streams;

namespace Akka.Streams.Dsl;

/// <summary>Makes sources.</summary>
public static class Source
{
    /// <summary>The shape of a source.</summary>
    public static SourceShape<T> Shape<T>(string name) => new(new Outlet<T>($"{name}.out"));

    /// <summary>Any graph with the shape of a source.</summary>
    public static Source<T, TMat> FromGraph<T, TMat>(IGraph<SourceShape<T>, TMat> source) =>
        source as Source<T, TMat> ?? new Source<T, TMat>(source.Module);

    /// <summary>The elements of an enumerable, anew for every stream.</summary>
    public static Source<T, NotUsed> From<T>(IEnumerable<T> enumerable)
    {
        ArgumentNullException.ThrowIfNull(enumerable);
        return FromEnumerator(enumerable.GetEnumerator);
    }

    /// <summary>The elements of an asynchronous enumerable, anew for every stream.</summary>
    public static Source<T, NotUsed> From<T>(Func<IAsyncEnumerable<T>> asyncEnumerable) =>
        FromGraph(new AsyncEnumerableSource<T>(asyncEnumerable));

    /// <summary>The elements of an enumerator that is made anew for every stream.</summary>
    public static Source<T, NotUsed> FromEnumerator<T>(Func<IEnumerator<T>> enumeratorFactory) =>
        FromGraph(new EnumeratorSource<T>(enumeratorFactory));

    /// <summary>One element.</summary>
    public static Source<T, NotUsed> Single<T>(T element) => FromGraph(new SingleSource<T>(element));

    /// <summary>The same element for ever.</summary>
    public static Source<T, NotUsed> Repeat<T>(T element) => FromGraph(new RepeatSource<T>(element));

    /// <summary>No elements, completed at once.</summary>
    public static Source<T, NotUsed> Empty<T>() => FromGraph(new ElementlessSource<T>("emptySource", true, null));

    /// <summary>No elements, failed at once.</summary>
    public static Source<T, NotUsed> Failed<T>(Exception cause) =>
        FromGraph(new ElementlessSource<T>("failedSource", true, cause));

    /// <summary>No elements and no end.</summary>
    public static Source<T, NotUsed> Never<T>() => FromGraph(new ElementlessSource<T>("neverSource", false, null));

    /// <summary>One element when the materialized task source is completed; none when it is given null.</summary>
    public static Source<T, TaskCompletionSource<T>> Maybe<T>() => FromGraph(new MaybeSource<T>());

    /// <summary>The result of a task.</summary>
    public static Source<T, NotUsed> FromTask<T>(Task<T> task) => FromGraph(new TaskSource<T>(task));

    /// <summary>The same element at every interval; ticks that nobody wants are lost.</summary>
    public static Source<T, ICancelable> Tick<T>(TimeSpan initialDelay, TimeSpan interval, T tick) =>
        FromGraph(new TickSource<T>(initialDelay, interval, tick));

    /// <summary>What a publisher gives; each stream subscribes for itself when it starts.</summary>
    public static Source<T, NotUsed> FromPublisher<T>(IPublisher<T> publisher)
    {
        ArgumentNullException.ThrowIfNull(publisher);
        return FromGraph(new PublisherSource<T>(publisher));
    }

    /// <summary>What the materialized subscriber is given.</summary>
    public static Source<T, ISubscriber<T>> AsSubscriber<T>() => FromGraph(new SubscriberSource<T>());

    /// <summary>Elements from a state, until the function gives none.</summary>
    public static Source<TElem, NotUsed> Unfold<TState, TElem>(
        TState state, Func<TState, Option<(TState, TElem)>> unfold) =>
        FromGraph(new Unfold<TState, TElem>(state, unfold));

    /// <summary>Elements from a state, until the asynchronous function gives none.</summary>
    public static Source<TElem, NotUsed> UnfoldAsync<TState, TElem>(
        TState state, Func<TState, Task<Option<(TState, TElem)>>> unfoldAsync) =>
        FromGraph(new UnfoldAsync<TState, TElem>(state, unfoldAsync));

    /// <summary>What is offered to the materialized queue.</summary>
    public static Source<T, ISourceQueueWithComplete<T>> Queue<T>(int bufferSize, OverflowStrategy overflowStrategy)
    {
        if (bufferSize < 0)
        {
            throw new ArgumentException("Buffer size must be greater than or equal 0", nameof(bufferSize));
        }

        return FromGraph(new QueueSource<T>(bufferSize, overflowStrategy));
    }

    /// <summary>What the materialized actor is told.</summary>
    public static Source<T, IActorRef> ActorRef<T>(int bufferSize, OverflowStrategy overflowStrategy)
    {
        if (bufferSize < 0)
        {
            throw new ArgumentException("Buffer size must be greater than or equal 0", nameof(bufferSize));
        }

        if (overflowStrategy == OverflowStrategy.Backpressure)
        {
            throw new NotSupportedException("Backpressure overflow strategy is not supported");
        }

        return FromGraph(new ActorRefSource<T>(bufferSize, overflowStrategy));
    }

    /// <summary>What can be read from a channel.</summary>
    public static Source<T, NotUsed> ChannelReader<T>(ChannelReader<T> channelReader) =>
        ChannelSource.FromReader(channelReader);

    /// <summary>Several sources through one junction.</summary>
    public static Source<TOut2, NotUsed> Combine<T, TOut2>(
        Source<T, NotUsed> first,
        Source<T, NotUsed> second,
        Func<int, IGraph<UniformFanInShape<T, TOut2>, NotUsed>> strategy,
        params Source<T, NotUsed>[] rest)
    {
        Source<T, NotUsed>[] sources = [first, second, .. rest];
        return new Source<TOut2, NotUsed>(
            Junctions.Combine(sources, strategy(sources.Length), _ => NotUsed.Instance));
    }

    /// <summary>Two sources through one junction, with what both materialize.</summary>
    public static Source<TOut2, TMatOut> CombineMaterialized<T, TOut2, TMat1, TMat2, TMatOut>(
        Source<T, TMat1> first,
        Source<T, TMat2> second,
        Func<int, IGraph<UniformFanInShape<T, TOut2>, NotUsed>> strategy,
        Func<TMat1, TMat2, TMatOut> combineMaterializers) => new(Junctions.Combine<T, TOut2>(
            [first, second],
            strategy(2),
            mats => combineMaterializers((TMat1)mats[0]!, (TMat2)mats[1]!)));
}

/// <summary>Makes sources from channels.</summary>
public static class ChannelSource
{
    /// <summary>What can be read from a channel; the stream ends as the channel does.</summary>
    public static Source<T, NotUsed> FromReader<T>(ChannelReader<T> reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return Source.FromGraph(new ChannelReaderSource<T>(reader));
    }
}
