using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Units;
using WhaleStack.Venues.Binance.Rest;
using WhaleStack.Venues.Sockets;

namespace WhaleStack.Venues.Binance;

/// <summary>
/// One connection of a feed: a socket for each path that its streams need, one line of frames, the books' snapshots
/// among them. What ends one socket ends it.
/// </summary>
internal sealed class BinanceSession : IAsyncDisposable
{
    private readonly string _name;
    private readonly BinanceOptions _options;
    private readonly BinanceTopics _topics;
    private readonly BinanceRestClient _client;
    private readonly TimeProvider _time;
    private readonly Channel<RawFrame> _frames;
    private readonly Channel<InstrumentId> _wanted;
    private readonly BinanceBookSync _books;
    private readonly List<(BinancePath Path, VenueConnection Connection, BinanceSubscriber Subscriber)> _sockets = [];
    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;

    public BinanceSession(
        string name, BinanceOptions options, BinanceTopics topics, BinanceRestClient client, TimeProvider time)
    {
        _name = name;
        _options = options;
        _topics = topics;
        _client = client;
        _time = time;
        _frames = VenueConnection.NewChannel(options.Sockets.Connection(mayBeSilent: true));
        _wanted = Channel.CreateBounded<InstrumentId>(
            new BoundedChannelOptions(BinanceSocketOptions.StreamsMax) { SingleReader = true });
        _books = new BinanceBookSync(topics, _wanted.Writer, time);
    }

    /// <summary>Opens the sockets and begins to subscribe.</summary>
    /// <param name="streams">What to subscribe to.</param>
    /// <param name="request">Who wants it: what is asked for again, and who is told of refusals.</param>
    /// <param name="cancellation">Ends the opening.</param>
    /// <exception cref="FeedException">A socket could not be opened in time.</exception>
    public async Task OpenAsync(
        ImmutableArray<BinanceTopic> streams, FeedRequest request, CancellationToken cancellation)
    {
        foreach (var path in streams.GroupBy(topic => topic.Path))
        {
            var mayBeSilent = path.All(topic => topic.Kind is not BinanceTopicKind.MarkPrice
                and not BinanceTopicKind.BookChanges and not BinanceTopicKind.BookTop);
            var word = path.Key == BinancePath.Public ? "public" : "market";
            var name = $"{_name} {word}";
            var connection = await VenueConnection.OpenAsync(
                name,
                BinanceAddresses.Combined(_options.WebSocketBase, word),
                _options.Sockets.Connection(mayBeSilent),
                _time,
                cancellation,
                _frames).ConfigureAwait(false);
            var subscriber = new BinanceSubscriber(name, connection, _options.Sockets, _time);
            connection.FrameSeen = subscriber.See;
            _sockets.Add((path.Key, connection, subscriber));
            connection.Start();
        }

        // Beside the reading, since data of the first batches arrives before the last batch is acknowledged.
        _running = Task.WhenAll(
            GuardedAsync(stop => SubscribeAsync(streams, request, stop)),
            GuardedAsync(FetchAsync),
            GuardedAsync(EndInTimeAsync));
    }

    /// <summary>What arrives, in order.</summary>
    public async IAsyncEnumerable<RawFrame> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var frame in _frames.Reader.ReadAllAsync(cancellation).ConfigureAwait(false))
        {
            if (_books.TryPass(frame))
            {
                yield return frame;
                continue;
            }

            while (_books.TryNext(out var due))
            {
                yield return due;
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        foreach (var (_, connection, subscriber) in _sockets)
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            subscriber.Dispose();
        }

        _stopping.Dispose();
    }

    private async Task GuardedAsync(Func<CancellationToken, Task> run)
    {
        try
        {
            await run(_stopping.Token).ConfigureAwait(false);
        }
        catch (FeedException failed)
        {
            _frames.Writer.TryComplete(failed);
        }
        catch (Exception ended)
            when (ended is OperationCanceledException or ObjectDisposedException or ChannelClosedException)
        {
            // The session ended first, and its reason is the one to tell.
        }
    }

    // First all streams, side by side; then those that are asked for again, one at a time.
    private async Task SubscribeAsync(
        ImmutableArray<BinanceTopic> streams, FeedRequest request, CancellationToken cancellation)
    {
        var refused = await Task.WhenAll(_sockets.Select(socket => socket.Subscriber.SubscribeAsync(
            [.. streams.Where(topic => topic.Path == socket.Path).Select(topic => topic.Wire)], cancellation)))
            .ConfigureAwait(false);
        var refusals = refused.SelectMany(path => path)
            .Select(stream => new TopicRefusal(BinanceTopics.Prefix + stream.Stream, stream.Words)).ToList();
        Tell(request, refusals);
        if (refusals.Count == streams.Length)
        {
            throw new FeedException(
                $"{_name}: the venue refused every stream, the first was {refusals[0].Topic}: {refusals[0].Reason}");
        }

        while (request.Resubscriptions is not null)
        {
            var name = await request.Resubscriptions.ReadAsync(cancellation).ConfigureAwait(false);
            if (_topics.Find(name) is not { } topic)
            {
                continue;
            }

            // A book that speaks and missed a change needs a snapshot only; one that is silent gets both.
            if (topic.Kind is BinanceTopicKind.BookChanges or BinanceTopicKind.BookSnapshot
                && _books.Forget(topic.Coin, _options.Silence.Books))
            {
                continue;
            }

            if (streams.Contains(topic))
            {
                var words = await _sockets.Single(socket => socket.Path == topic.Path).Subscriber
                    .ResubscribeAsync(topic.Wire, cancellation).ConfigureAwait(false);
                Tell(request, words.Length == 0 ? [] : [new TopicRefusal(topic.Name, words)]);
            }
        }
    }

    private static void Tell(FeedRequest request, IEnumerable<TopicRefusal> refusals)
    {
        foreach (var refusal in refusals)
        {
            request.Refused?.Invoke(refusal);
        }
    }

    private async Task FetchAsync(CancellationToken cancellation)
    {
        var snapshots = new BinanceSnapshots(_client, _options.Sockets, _name, _time);
        await foreach (var coin in _wanted.Reader.ReadAllAsync(cancellation).ConfigureAwait(false))
        {
            var payload = await snapshots.FetchAsync(coin, cancellation).ConfigureAwait(false);
            await _frames.Writer.WriteAsync(new RawFrame(payload, _time.GetUtcNow()), cancellation)
                .ConfigureAwait(false);
        }
    }

    private async Task EndInTimeAsync(CancellationToken cancellation)
    {
        var lifetime = _options.Sockets.LifetimeMax;
        await Task.Delay(lifetime, _time, cancellation).ConfigureAwait(false);
        throw new FeedException($"{_name}: open for {lifetime}: given up before the venue closes it.");
    }
}
