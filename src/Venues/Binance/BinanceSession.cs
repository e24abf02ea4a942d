using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Units;
using WhaleStack.Venues.Binance.Rest;

namespace WhaleStack.Venues.Binance;

/// <summary>
/// One connection of a feed, however many sockets follow one another behind it: one line of frames, the books'
/// snapshots among them.
/// </summary>
internal sealed class BinanceSession : IAsyncDisposable
{
    private readonly string _name;
    private readonly BinanceOptions _options;
    private readonly BinanceTopics _topics;
    private readonly BinanceRestClient _client;
    private readonly TimeProvider _time;
    private readonly Channel<BinanceHeard> _line;
    private readonly Channel<InstrumentId> _wanted;
    private readonly BinanceBookSync _books;
    private readonly BinanceOverlap _overlap;
    private readonly CancellationTokenSource _stopping = new();
    private BinanceSuccession? _sockets;
    private BinanceRefusals? _refusals;
    private Task _running = Task.CompletedTask;

    public BinanceSession(
        string name, BinanceOptions options, BinanceTopics topics, BinanceRestClient client, TimeProvider time)
    {
        _name = name;
        _options = options;
        _topics = topics;
        _client = client;
        _time = time;
        _line = Channel.CreateBounded<BinanceHeard>(
            new BoundedChannelOptions(options.Sockets.FramesBufferedMax) { SingleReader = true });
        _wanted = Channel.CreateBounded<InstrumentId>(
            new BoundedChannelOptions(BinanceSocketOptions.StreamsMax) { SingleReader = true });
        _books = new BinanceBookSync(topics, _wanted.Writer, time);
        _overlap = new BinanceOverlap(topics, coin => _books.Forget(coin, null));
    }

    /// <summary>Opens the sockets and begins to subscribe.</summary>
    /// <param name="streams">What to subscribe to.</param>
    /// <param name="request">Who wants it: what is asked for again, and who is told of refusals.</param>
    /// <param name="cancellation">Ends the opening.</param>
    /// <exception cref="FeedException">A socket could not be opened in time.</exception>
    public async Task OpenAsync(
        ImmutableArray<BinanceTopic> streams, FeedRequest request, CancellationToken cancellation)
    {
        _refusals = new BinanceRefusals(_name, streams, request.Refused);
        _sockets = new BinanceSuccession(_name, _options, streams, _line.Writer, _time);
        await _sockets.OpenAsync(cancellation).ConfigureAwait(false);

        // Beside the reading, since data of the first batches arrives before the last batch is acknowledged.
        _running = Task.WhenAll(
            GuardedAsync(stop => SubscribeAsync(streams, request, stop)),
            GuardedAsync(FetchAsync),
            GuardedAsync(stop => _sockets.RunAsync(_refusals.Begin, stop)));
    }

    /// <summary>What arrives, in order.</summary>
    public async IAsyncEnumerable<RawFrame> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var generation = 0;
        await foreach (var heard in _line.Reader.ReadAllAsync(cancellation).ConfigureAwait(false))
        {
            switch (heard.Kind)
            {
                case BinanceHeardKind.Watch: _overlap.Watch(); break;
                case BinanceHeardKind.GiveUp: _overlap.GiveUp(); break;
                case BinanceHeardKind.TakeOver:
                    generation = heard.Generation;
                    _overlap.TakeOver();
                    break;
                case BinanceHeardKind.Frame when _overlap.IsActive:
                    _overlap.Take(heard.Frame, isNext: _overlap.IsTaken || heard.Generation != generation);
                    break;
                case BinanceHeardKind.Frame or BinanceHeardKind.Snapshot:
                    if (_books.TryPass(heard.Frame))
                    {
                        yield return heard.Frame;
                    }

                    break;
                default: throw new InvalidOperationException($"kind {heard.Kind} has no place in the line.");
            }

            while (TryNext(out var due))
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
        if (_sockets is not null)
        {
            await _sockets.DisposeAsync().ConfigureAwait(false);
        }

        _stopping.Dispose();
    }

    // What a snapshot releases comes before what two sets of sockets brought behind it.
    private bool TryNext(out RawFrame due)
    {
        while (!_books.TryNext(out due))
        {
            if (!_overlap.TryNext(out due))
            {
                return false;
            }

            if (_books.TryPass(due))
            {
                return true;
            }
        }

        return true;
    }

    private async Task GuardedAsync(Func<CancellationToken, Task> run)
    {
        try
        {
            await run(_stopping.Token).ConfigureAwait(false);
        }
        catch (FeedException failed)
        {
            _line.Writer.TryComplete(failed);
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
        _refusals!.Begin(await _sockets!.Current.SubscribeAsync(cancellation).ConfigureAwait(false));
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
                var words = await _sockets.Current.ResubscribeAsync(topic, cancellation).ConfigureAwait(false);
                _refusals.Asked(topic, words);
            }
        }
    }

    private async Task FetchAsync(CancellationToken cancellation)
    {
        var snapshots = new BinanceSnapshots(_client, _options.Sockets, _name, _time);
        await foreach (var coin in _wanted.Reader.ReadAllAsync(cancellation).ConfigureAwait(false))
        {
            var (payload, refusal) = await snapshots.FetchAsync(coin, cancellation).ConfigureAwait(false);
            if (payload is null)
            {
                _books.Refuse(coin);
                _refusals!.AskedForBook(coin, refusal);
                continue;
            }

            var frame = new RawFrame(payload, _time.GetUtcNow());
            await _line.Writer.WriteAsync(new BinanceHeard(BinanceHeardKind.Snapshot, 0, frame), cancellation)
                .ConfigureAwait(false);
        }
    }
}
