using System.Net.WebSockets;
using System.Text;
using System.Threading.Channels;
using WhaleStack.Domain.Ports;
using WhaleStack.Venues.Bybit.Wire;

namespace WhaleStack.Venues.Bybit;

/// <summary>
/// One socket: reads whole frames into a bounded channel, pings, and notices silence. The channel is the only buffer:
/// when
/// it is full the socket is not read, so TCP slows the venue down.
/// </summary>
/// <remarks>Ends once, with the reason in the channel; whoever reads the frames gets it as an exception.</remarks>
internal sealed class BybitConnection : IAsyncDisposable
{
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(1);

    private readonly BybitOptions _options;
    private readonly TimeProvider _time;
    private readonly string _name;
    private readonly ClientWebSocket _socket = new();
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly Channel<RawFrame> _frames;
    private readonly CancellationTokenSource _stopping = new();
    private readonly BybitFrameBuffer _buffer;
    private Task _running = Task.CompletedTask;
    private long _waitingSince;
    private volatile bool _hasEnded;
    private int _pings;

    private BybitConnection(string name, BybitOptions options, TimeProvider time)
    {
        _name = name;
        _options = options;
        _time = time;
        _buffer = new BybitFrameBuffer(options.FrameBytesMax);
        _frames = Channel.CreateBounded<RawFrame>(
            new BoundedChannelOptions(options.FramesBufferedMax) { SingleReader = true, SingleWriter = true });
    }

    /// <summary>Called on the reading side with each frame, before it is queued; must be quick.</summary>
    public Action<ReadOnlyMemory<byte>>? FrameSeen { get; set; }

    /// <summary>What arrived, in order.</summary>
    public ChannelReader<RawFrame> Frames => _frames.Reader;

    /// <summary>Whether the reader lags so far behind that the socket is left alone.</summary>
    public bool IsBackPressured => Interlocked.Read(ref _waitingSince) == 0;

    /// <summary>Whether the connection has ended, though frames that arrived before may still wait.</summary>
    public bool IsEnded => _hasEnded;

    /// <summary>Opens the socket.</summary>
    /// <exception cref="FeedException">It could not be opened in time.</exception>
    public static async Task<BybitConnection> OpenAsync(
        string name, Uri address, BybitOptions options, TimeProvider time, CancellationToken cancellation)
    {
        var connection = new BybitConnection(name, options, time);
        try
        {
            await connection.ConnectAsync(address, cancellation).ConfigureAwait(false);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Starts reading, pinging and watching.</summary>
    public void Start() => _running = Task.WhenAll(
        Task.Run(ReadAsync, CancellationToken.None),
        Task.Run(PingAsync, CancellationToken.None),
        Task.Run(WatchAsync, CancellationToken.None));

    /// <summary>Sends one text frame.</summary>
    /// <exception cref="FeedException">The socket is gone.</exception>
    public async Task SendAsync(string text, CancellationToken cancellation)
    {
        await _sending.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            await _socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, cancellation)
                .ConfigureAwait(false);
        }
        catch (Exception gone) when (gone is WebSocketException or ObjectDisposedException or InvalidOperationException)
        {
            throw new FeedException($"{_name}: sending failed: {gone.Message}", gone);
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>Ends the connection; the first reason given is the one that counts.</summary>
    public void Fail(Exception reason)
    {
        _hasEnded = true;
        _frames.Writer.TryComplete(reason);
        _stopping.Cancel();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _frames.Writer.TryComplete();
        await CloseQuietlyAsync().ConfigureAwait(false);
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        _socket.Dispose();
        _stopping.Dispose();
        _sending.Dispose();
    }

    private async Task ConnectAsync(Uri address, CancellationToken cancellation)
    {
        // Our own ping is what the venue asks for; one heart-beat is enough.
        _socket.Options.KeepAliveInterval = TimeSpan.Zero;
        if (address.IsLoopback)
        {
            _socket.Options.Proxy = null;
        }

        using var limit = new CancellationTokenSource(_options.ConnectTimeout, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        try
        {
            await _socket.ConnectAsync(address, both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new FeedException($"{_name}: no connection to {Place(address)} within {_options.ConnectTimeout}.");
        }
        catch (WebSocketException refused)
        {
            var why = refused.InnerException?.Message ?? refused.Message;
            throw new FeedException($"{_name}: no connection to {Place(address)}: {why}", refused);
        }
    }

    private async Task ReadAsync()
    {
        try
        {
            while (true)
            {
                Interlocked.Exchange(ref _waitingSince, _time.GetTimestamp() | 1);
                var payload = await _buffer.ReadFrameAsync(_socket, _name, _stopping.Token).ConfigureAwait(false);
                Interlocked.Exchange(ref _waitingSince, 0);
                FrameSeen?.Invoke(payload);
                await _frames.Writer.WriteAsync(new RawFrame(payload, _time.GetUtcNow()), _stopping.Token)
                    .ConfigureAwait(false);
            }
        }
        catch (FeedException ended)
        {
            Fail(ended);
        }
        catch (Exception ended) when (ended is OperationCanceledException or ChannelClosedException)
        {
            Fail(new FeedException($"{_name}: the connection was ended."));
        }
        catch (Exception lost) when (lost is WebSocketException or ObjectDisposedException or InvalidOperationException)
        {
            Fail(new FeedException($"{_name}: the connection was lost: {lost.Message}", lost));
        }
    }

    private async Task PingAsync()
    {
        using var timer = new PeriodicTimer(_options.PingInterval, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stopping.Token).ConfigureAwait(false))
            {
                await SendAsync($$"""{"req_id":"p{{++_pings}}","op":"ping"}""", _stopping.Token).ConfigureAwait(false);
            }
        }
        catch (FeedException gone)
        {
            Fail(gone);
        }
        catch (OperationCanceledException)
        {
            // The connection ends: nobody is left to be pinged.
        }
    }

    private async Task WatchAsync()
    {
        using var timer = new PeriodicTimer(_options.StallTimeout / 4, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stopping.Token).ConfigureAwait(false))
            {
                var since = Interlocked.Read(ref _waitingSince);
                if (since != 0 && _time.GetElapsedTime(since) >= _options.StallTimeout)
                {
                    Fail(new FeedException($"{_name}: stalled: no frame for {_options.StallTimeout}."));
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The connection ends: nobody is left to be watched.
        }
    }

    private async Task CloseQuietlyAsync()
    {
        if (_socket.State is not (WebSocketState.Open or WebSocketState.CloseReceived))
        {
            return;
        }

        using var limit = new CancellationTokenSource(CloseTimeout, TimeProvider.System);
        try
        {
            await _sending.WaitAsync(limit.Token).ConfigureAwait(false);
            await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, limit.Token).ConfigureAwait(false);
        }
        catch (Exception gone)
            when (gone is WebSocketException or OperationCanceledException or InvalidOperationException)
        {
            // A polite good-bye to a peer that may be gone already; aborting the socket is enough.
        }
    }

    // Without the query: a cursor is long and says nothing about the failure.
    private static string Place(Uri address) => address.GetLeftPart(UriPartial.Path);
}
