using System.Collections.Immutable;
using System.Threading.Channels;
using WhaleStack.Domain.Ports;

namespace WhaleStack.Venues.Binance;

/// <summary>
/// The sets of sockets of a feed, one after the other: before the venue closes one, the next is opened, both bring data
/// for a while, and the next takes over. A set that ends by itself ends the line, unless its successor is ready.
/// </summary>
/// <remarks>One set at a time -> two, at most -> one. What happens is told in the line of frames.</remarks>
internal sealed class BinanceSuccession : IAsyncDisposable
{
    private readonly string _name;
    private readonly BinanceOptions _options;
    private readonly ImmutableArray<BinanceTopic> _streams;
    private readonly ChannelWriter<BinanceHeard> _line;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private BinanceSockets _current;
    private bool _hasHeir;

    /// <summary>Makes one; nothing is connected yet.</summary>
    /// <param name="name">The feed's.</param>
    /// <param name="options">Where the venue is.</param>
    /// <param name="streams">What to subscribe to.</param>
    /// <param name="line">Takes the frames.</param>
    /// <param name="time">Clock.</param>
    public BinanceSuccession(
        string name,
        BinanceOptions options,
        ImmutableArray<BinanceTopic> streams,
        ChannelWriter<BinanceHeard> line,
        TimeProvider time)
    {
        _name = name;
        _options = options;
        _streams = streams;
        _line = line;
        _time = time;
        _current = NewSockets(0);
    }

    /// <summary>The set that counts.</summary>
    public BinanceSockets Current => Volatile.Read(ref _current);

    /// <summary>Opens the first set.</summary>
    /// <exception cref="FeedException">A socket could not be opened in time.</exception>
    public async Task OpenAsync(CancellationToken cancellation)
    {
        await Current.OpenAsync(_options.WebSocketBase, cancellation).ConfigureAwait(false);
        _ = EndWithAsync(Current);
    }

    /// <summary>Lets one set follow another, until the line ends.</summary>
    /// <param name="subscribed">Told what the venue did not have of a set that takes over.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="FeedException">No set could be made to take over.</exception>
    public async Task RunAsync(Action<IReadOnlyList<TopicRefusal>> subscribed, CancellationToken cancellation)
    {
        while (true)
        {
            await Task.Delay(_options.Sockets.LifetimeMax, _time, cancellation).ConfigureAwait(false);
            await SayAsync(BinanceHeardKind.Watch, cancellation).ConfigureAwait(false);
            for (var tries = 1; ; tries++)
            {
                await Task.Delay(_options.Sockets.HandoverOverlap, _time, cancellation).ConfigureAwait(false);
                var failure = await TryHandOverAsync(subscribed, cancellation).ConfigureAwait(false);
                if (failure is null)
                {
                    break;
                }

                if (tries == BinanceSocketOptions.HandoverTriesMax)
                {
                    throw new FeedException($"{_name}: no connection takes over: {failure.Message}", failure);
                }
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Current.DisposeAsync();

    private async Task<FeedException?> TryHandOverAsync(
        Action<IReadOnlyList<TopicRefusal>> subscribed, CancellationToken cancellation)
    {
        var next = NewSockets(Current.Generation + 1);
        var old = Current;
        try
        {
            await next.OpenAsync(_options.WebSocketBase, cancellation).ConfigureAwait(false);
            var refused = await next.SubscribeAsync(cancellation).ConfigureAwait(false);
            if (refused.Count == _streams.Length)
            {
                throw new FeedException($"{_name}: the venue refused every stream: {refused[0].Reason}");
            }

            await OverlapAsync(old, next, cancellation).ConfigureAwait(false);
            Volatile.Write(ref _current, next);
            await old.DisposeAsync().ConfigureAwait(false);
            await SayAsync(BinanceHeardKind.TakeOver, cancellation).ConfigureAwait(false);
            SetHeir(false);
            _ = EndWithAsync(next);
            subscribed(refused);
            return null;
        }
        catch (FeedException failed) when (Current == old)
        {
            await next.DisposeAsync().ConfigureAwait(false);
            await SayAsync(BinanceHeardKind.GiveUp, cancellation).ConfigureAwait(false);
            SetHeir(false);
            return failed;
        }
        catch when (Current == old)
        {
            await next.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    // As long as both live; the next alone is enough, the old one alone is not.
    private async Task OverlapAsync(BinanceSockets old, BinanceSockets next, CancellationToken cancellation)
    {
        SetHeir(true);
        try
        {
            await Task.WhenAny(old.Ended, next.Ended)
                .WaitAsync(_options.Sockets.HandoverOverlap, _time, cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return;
        }

        if (next.Ended.IsCompleted)
        {
            throw await next.Ended.ConfigureAwait(false);
        }
    }

    private async Task EndWithAsync(BinanceSockets sockets)
    {
        var reason = await sockets.Ended.ConfigureAwait(false);
        lock (_gate)
        {
            if (_hasHeir || Current != sockets)
            {
                return; // Its successor goes on.
            }
        }

        _line.TryComplete(reason);
    }

    private void SetHeir(bool hasHeir)
    {
        lock (_gate)
        {
            _hasHeir = hasHeir;
        }

        // One that ended while it had an heir, who is gone as well.
        if (!hasHeir && Current.Ended is { IsCompleted: true } ended)
        {
            _line.TryComplete(ended.Result);
        }
    }

    private ValueTask SayAsync(BinanceHeardKind kind, CancellationToken cancellation) =>
        _line.WriteAsync(new BinanceHeard(kind, Current.Generation, default), cancellation);

    private BinanceSockets NewSockets(int generation) =>
        new(_name, generation, _streams, _options.Sockets, _line, _time);
}
