using System.Net.WebSockets;
using System.Text;
using System.Threading.Channels;
using WhaleStack.Domain.Ports;

namespace WhaleStack.Venues.Sockets;

/// <summary>
/// One socket: gives whole frames to one reader, pings, and notices silence. Either the reader reads the socket itself,
/// with nothing in between, or frames wait in a bounded channel; who does not read, or lets the channel fill, leaves
/// the socket alone, so TCP slows the venue down.
/// </summary>
/// <remarks>
/// Ends once, with a reason; whoever reads the frames gets it as an exception.
/// </remarks>
internal sealed class VenueConnection : IAsyncDisposable
{
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(1);

    private readonly ConnectionOptions _options;
    private readonly TimeProvider _time;
    private readonly string _name;
    private readonly ClientWebSocket _socket = new();
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly Channel<RawFrame> _frames;
    private readonly CancellationTokenSource _stopping = new();
    private readonly FrameBuffer _buffer;
    private Task _running = Task.CompletedTask;
    private Task _leaving = Task.CompletedTask;
    private volatile Exception? _reason;
    private long _waitingSince;
    private volatile bool _hasEnded;
    private int _pings;

    private VenueConnection(string name, ConnectionOptions options, TimeProvider time)
    {
        _name = name;
        _options = options;
        _time = time;
        _buffer = new FrameBuffer(options.FrameBytesMax);
        _frames = Channel.CreateBounded<RawFrame>(
            new BoundedChannelOptions(options.FramesBufferedMax) { SingleReader = true });
    }

    /// <summary>Called on the reading side with each frame, before anybody else has it; must be quick.</summary>
    public Action<ReadOnlyMemory<byte>>? FrameSeen { get; set; }

    /// <summary>What arrived, in order; of a connection that was started with its own reading side.</summary>
    public ChannelReader<RawFrame> Frames => _frames.Reader;

    /// <summary>Whether the reader lags so far behind that the socket is left alone.</summary>
    public bool IsBackPressured => Interlocked.Read(ref _waitingSince) == 0;

    /// <summary>Whether the connection has ended, though frames that arrived before may still wait.</summary>
    public bool IsEnded => _hasEnded;

    /// <summary>Opens the socket.</summary>
    /// <param name="name">What messages begin with.</param>
    /// <param name="address">Where to; its query is never shown.</param>
    /// <param name="options">How it is opened and watched.</param>
    /// <param name="time">Clock.</param>
    /// <param name="cancellation">Ends the opening.</param>
    /// <exception cref="FeedException">It could not be opened in time.</exception>
    public static async Task<VenueConnection> OpenAsync(
        string name,
        Uri address,
        ConnectionOptions options,
        TimeProvider time,
        CancellationToken cancellation)
    {
        var connection = new VenueConnection(name, options, time);
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

    /// <summary>Starts reading into <see cref="Frames"/>, pinging and watching.</summary>
    public void Start() => _running = Task.WhenAll(
        Task.Run(FillAsync, CancellationToken.None),
        Task.Run(PingAsync, CancellationToken.None),
        Task.Run(WatchAsync, CancellationToken.None));

    /// <summary>Starts pinging and watching; frames are read by <see cref="ReadAsync"/>.</summary>
    public void StartWithoutReading() => _running = Task.WhenAll(
        Task.Run(PingAsync, CancellationToken.None), Task.Run(WatchAsync, CancellationToken.None));

    /// <summary>Reads the next frame from the socket; one reader at a time.</summary>
    /// <returns>The frame, in memory that the next one uses again.</returns>
    /// <exception cref="FeedException">The connection has ended; the message says why.</exception>
    public async ValueTask<RawFrame> ReadAsync()
    {
        try
        {
            var reading = _buffer.ReadFrameAsync(_socket, _name, _stopping.Token);
            var payload = reading.IsCompletedSuccessfully
                ? reading.Result
                : await WaitAsync(reading).ConfigureAwait(false);
            if (_reason is null)
            {
                FrameSeen?.Invoke(payload);
                return new RawFrame(payload, _time.GetUtcNow());
            }
        }
        catch (FeedException ended)
        {
            Fail(ended);
        }
        catch (OperationCanceledException)
        {
            Fail(new FeedException($"{_name}: the connection was ended."));
        }
        catch (Exception lost) when (lost is WebSocketException or ObjectDisposedException or InvalidOperationException)
        {
            Fail(new FeedException($"{_name}: the connection was lost: {lost.Message}", lost));
        }

        throw _reason!;
    }

    /// <summary>
    /// Ends the connection because its reader was told to stop: says good-bye, and lets the reading go with the token's
    /// exception.
    /// </summary>
    public void Leave(CancellationToken cancelled)
    {
        Interlocked.CompareExchange(ref _reason, new OperationCanceledException(cancelled), null);
        _hasEnded = true;
        _leaving = LeaveAsync();
    }

    /// <summary>Sends one text frame.</summary>
    /// <exception cref="FeedException">The socket is gone.</exception>
    public async Task SendAsync(string text, CancellationToken cancellation)
    {
        try
        {
            await _sending.WaitAsync(cancellation).ConfigureAwait(false);
            try
            {
                await _socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, cancellation)
                    .ConfigureAwait(false);
            }
            finally
            {
                _sending.Release();
            }
        }
        catch (Exception gone) when (gone is WebSocketException or ObjectDisposedException or InvalidOperationException)
        {
            throw new FeedException($"{_name}: sending failed: {gone.Message}", gone);
        }
    }

    /// <summary>Ends the connection; the first reason given is the one that counts.</summary>
    public void Fail(Exception reason)
    {
        Interlocked.CompareExchange(ref _reason, reason, null);
        _hasEnded = true;
        _frames.Writer.TryComplete(reason);
        _stopping.Cancel();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _frames.Writer.TryComplete();
        await _leaving.ConfigureAwait(false);
        await LeaveAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        _socket.Dispose();
        _stopping.Dispose();
        _sending.Dispose();
    }

    private async Task ConnectAsync(Uri address, CancellationToken cancellation)
    {
        _socket.Options.KeepAliveInterval = _options.KeepAliveInterval;
        _socket.Options.KeepAliveTimeout = _options.KeepAliveTimeout;
        using var handler = new SocketsHttpHandler
        {
            UseProxy = !address.IsLoopback,
            UseCookies = false,
            PooledConnectionLifetime = TimeSpan.Zero,
            ConnectCallback = static (context, token) => ReadAheadStream.ConnectAsync(context.DnsEndPoint, token),
        };
        using var invoker = new HttpMessageInvoker(handler, disposeHandler: false);
        using var limit = new CancellationTokenSource(_options.ConnectTimeout, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        try
        {
            await _socket.ConnectAsync(address, invoker, both.Token).ConfigureAwait(false);
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

    // Only time that is spent waiting for the venue counts as its silence.
    private async ValueTask<ReadOnlyMemory<byte>> WaitAsync(ValueTask<ReadOnlyMemory<byte>> reading)
    {
        Interlocked.Exchange(ref _waitingSince, _time.GetTimestamp() | 1);
        var payload = await reading.ConfigureAwait(false);
        Interlocked.Exchange(ref _waitingSince, 0);
        return payload;
    }

    private async Task LeaveAsync()
    {
        await CloseQuietlyAsync().ConfigureAwait(false);
        await _stopping.CancelAsync().ConfigureAwait(false);
    }

    private async Task FillAsync()
    {
        try
        {
            while (true)
            {
                var frame = await ReadAsync().ConfigureAwait(false);
                await _frames.Writer.WriteAsync(frame with { Payload = frame.Payload.ToArray() }, _stopping.Token)
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
    }

    private async Task PingAsync()
    {
        if (_options.Ping is not { } ping)
        {
            return;
        }

        using var timer = new PeriodicTimer(_options.PingInterval, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stopping.Token).ConfigureAwait(false))
            {
                await SendAsync(ping(++_pings), _stopping.Token).ConfigureAwait(false);
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
        if (_options.StallTimeout is not { } longest)
        {
            return;
        }

        using var timer = new PeriodicTimer(longest / 4, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stopping.Token).ConfigureAwait(false))
            {
                var since = Interlocked.Read(ref _waitingSince);
                if (since != 0 && _time.GetElapsedTime(since) >= longest)
                {
                    Fail(new FeedException($"{_name}: stalled: no frame for {longest}."));
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
            try
            {
                await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, limit.Token)
                    .ConfigureAwait(false);
            }
            finally
            {
                _sending.Release(); // Whoever waits to send learns that it is closed.
            }
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
