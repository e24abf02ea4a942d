using System.Collections.Immutable;
using System.Threading.Channels;
using WhaleStack.Domain.Ports;
using WhaleStack.Venues.Sockets;

namespace WhaleStack.Venues.Binance;

/// <summary>
/// One set of sockets of a feed, one for each path that its streams need; what they bring goes into the feed's line.
/// What ends one of them ends the set.
/// </summary>
internal sealed class BinanceSockets : IAsyncDisposable
{
    private readonly string _name;
    private readonly BinanceSocketOptions _options;
    private readonly TimeProvider _time;
    private readonly ImmutableArray<BinanceTopic> _streams;
    private readonly ChannelWriter<BinanceHeard> _line;
    private readonly List<(BinancePath Path, VenueConnection Connection, BinanceSubscriber Subscriber)> _sockets = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource<FeedException> _ended =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Task _reading = Task.CompletedTask;

    /// <summary>Makes a set; nothing is connected yet.</summary>
    /// <param name="name">The feed's.</param>
    /// <param name="generation">Number of the set.</param>
    /// <param name="streams">What to subscribe to.</param>
    /// <param name="options">How sockets are opened, watched and used.</param>
    /// <param name="line">Takes the frames.</param>
    /// <param name="time">Clock.</param>
    public BinanceSockets(
        string name,
        int generation,
        ImmutableArray<BinanceTopic> streams,
        BinanceSocketOptions options,
        ChannelWriter<BinanceHeard> line,
        TimeProvider time)
    {
        _name = name;
        Generation = generation;
        _streams = streams;
        _options = options;
        _line = line;
        _time = time;
    }

    /// <summary>Its number.</summary>
    public int Generation { get; }

    /// <summary>Done when the first socket has ended, with its reason.</summary>
    public Task<FeedException> Ended => _ended.Task;

    /// <summary>Opens the sockets and begins to read.</summary>
    /// <exception cref="FeedException">A socket could not be opened in time.</exception>
    public async Task OpenAsync(Uri webSocketBase, CancellationToken cancellation)
    {
        foreach (var path in _streams.GroupBy(topic => topic.Path))
        {
            var mayBeSilent = path.All(topic => topic.Kind is not BinanceTopicKind.MarkPrice
                and not BinanceTopicKind.BookChanges and not BinanceTopicKind.BookTop);
            var word = path.Key == BinancePath.Public ? "public" : "market";
            var name = $"{_name} {word}";
            var connection = await VenueConnection.OpenAsync(
                name,
                BinanceAddresses.Combined(webSocketBase, word),
                _options.Connection(mayBeSilent),
                _time,
                cancellation).ConfigureAwait(false);
            var subscriber = new BinanceSubscriber(name, connection, _options, _time);
            connection.FrameSeen = subscriber.See;
            _sockets.Add((path.Key, connection, subscriber));
            connection.StartWithoutReading();
        }

        _reading = Task.WhenAll(_sockets.Select(socket => Task.Run(() => ReadAsync(socket.Connection))));
    }

    /// <summary>Subscribes to all streams, side by side on the paths.</summary>
    /// <returns>Those that the venue does not have.</returns>
    /// <exception cref="FeedException">A refusal that may pass, or an answer did not come.</exception>
    public async Task<List<TopicRefusal>> SubscribeAsync(CancellationToken cancellation)
    {
        var refused = await Task.WhenAll(_sockets.Select(socket => socket.Subscriber.SubscribeAsync(
            [.. _streams.Where(topic => topic.Path == socket.Path).Select(topic => topic.Wire)], cancellation)))
            .ConfigureAwait(false);
        return [.. refused.SelectMany(path => path)
            .Select(stream => new TopicRefusal(BinanceTopics.Prefix + stream.Stream, stream.Words))];
    }

    /// <summary>Gives a stream up and subscribes to it again.</summary>
    /// <returns>The venue's words if it does not have it any more; empty when it has.</returns>
    /// <exception cref="FeedException">A refusal that may pass, or an answer did not come.</exception>
    public Task<string> ResubscribeAsync(BinanceTopic topic, CancellationToken cancellation) =>
        _sockets.Single(socket => socket.Path == topic.Path).Subscriber.ResubscribeAsync(topic.Wire, cancellation);

    /// <summary>Says good-bye; afterwards nothing more comes of it.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        foreach (var (_, connection, _) in _sockets)
        {
            connection.Leave(_stopping.Token);
        }

        await _reading.ConfigureAwait(false);
        foreach (var (_, connection, subscriber) in _sockets)
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            subscriber.Dispose();
        }

        _stopping.Dispose();
    }

    private async Task ReadAsync(VenueConnection connection)
    {
        try
        {
            while (true)
            {
                var frame = await connection.ReadAsync().ConfigureAwait(false);
                var kept = frame with { Payload = frame.Payload.ToArray() };
                await _line.WriteAsync(new BinanceHeard(BinanceHeardKind.Frame, Generation, kept), _stopping.Token)
                    .ConfigureAwait(false);
            }
        }
        catch (FeedException lost)
        {
            _ended.TrySetResult(lost);
        }
        catch (Exception over) when (over is OperationCanceledException or ChannelClosedException)
        {
            _ended.TrySetResult(new FeedException($"{_name}: the connection was ended."));
        }
    }
}
