using WhaleStack.Domain.Ports;
using WhaleStack.Domain.Publishing;
using WhaleStack.Messages.Units;
using WhaleStack.Storage.Configuration;
using WhaleStack.Storage.Publishing;

namespace WhaleStack.Storage.Redis;

/// <summary>
/// Publishes to Redis: each message into the capped stream of its channel, as the last value of its instrument, and to
/// the channel itself.
/// </summary>
/// <remarks>
/// One task sends, <see cref="BatchMax"/> messages at a time; callers only fill a bounded queue. When a batch is not
/// answered in time the connection is dropped, the batch is given back and a new connection tried, with pauses that
/// double. A batch whose answer was lost is sent again: readers know a message that comes twice by its contents.
/// Thread-safe.
/// </remarks>
public sealed class RedisPublisher : ISignalPublisher
{
    /// <summary>Messages that are sent before an answer is waited for.</summary>
    public const int BatchMax = 256;

    /// <summary>Snapshots that may wait, one a channel and instrument; above, the oldest is dropped and
    /// counted.</summary>
    public const int SnapshotsWaitingMax = 1_000;

    /// <summary>Longest time that disposing waits for what is still to be sent.</summary>
    public static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(2);

    /// <summary>Time without messages after which it is asked whether the server is still there.</summary>
    public static readonly TimeSpan IdleMax = TimeSpan.FromSeconds(5);

    private const int FirstAttemptsMax = 4;

    private readonly RedisEnv _env;
    private readonly RedisOptions _options;
    private readonly string _channelSuffix;
    private readonly TimeProvider _time;
    private readonly OutgoingQueue _queue;
    private readonly StatusBoard _board;
    private readonly RedisMetrics _metrics;
    private readonly CancellationTokenSource _stop = new();
    private RedisConnection? _connection;
    private Task _sending = Task.CompletedTask;
    private long _sent;
    private long _refused;
    private long _failures;

    private RedisPublisher(RedisEnv env, RedisOptions options, TimeProvider time, string channelSuffix)
    {
        _env = env;
        _options = options;
        _channelSuffix = channelSuffix;
        _time = time;
        _queue = new OutgoingQueue(options.SignalsWaitingMax, SnapshotsWaitingMax);
        _board = new StatusBoard(new PublisherStatus(PublisherState.Away, $"redis at {env.Address}: connecting."));
        _metrics = new RedisMetrics(this);
    }

    /// <inheritdoc/>
    public PublisherStatus Status => _board.Current;

    /// <summary>What became of the messages so far.</summary>
    public PublisherCounts Counts => new(
        Interlocked.Read(ref _sent),
        _queue.Conflated,
        _queue.SignalsDropped,
        _queue.SnapshotsDropped,
        Interlocked.Read(ref _refused),
        Interlocked.Read(ref _failures),
        _queue.Count);

    /// <summary>Connects, or finds that the server is away and goes on trying.</summary>
    /// <param name="env">Where the server is.</param>
    /// <param name="options">Limits and times.</param>
    /// <param name="time">The clock of time-outs and pauses.</param>
    /// <param name="channelSuffix">What follows the name of every channel, stream and key, such as <c>_demo</c>; may be
    /// empty.</param>
    /// <param name="cancellation">Ends the start.</param>
    /// <exception cref="StorageException">The server refuses the password, or asks for one.</exception>
    public static async Task<RedisPublisher> StartAsync(
        RedisEnv env, RedisOptions options, TimeProvider time, string channelSuffix, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(env);
        ArgumentNullException.ThrowIfNull(options);
        var publisher = new RedisPublisher(env, options, time, channelSuffix);
        RedisConnection? connection = null;
        try
        {
            connection = await OpenFirstAsync(env, options, time, cancellation).ConfigureAwait(false);
            publisher.ShowConnected(refusal: null);
        }
        catch (RedisAwayException away) when (!away.IsRefusedLogin)
        {
            publisher.ShowAway(away);
        }
        catch (Exception error)
        {
            await publisher.DisposeAsync().ConfigureAwait(false);
            throw error is RedisAwayException ? new StorageException(error.Message) : error;
        }

        publisher._sending = Task.Run(() => publisher.RunAsync(connection), CancellationToken.None);
        return publisher;
    }

    /// <inheritdoc/>
    public IDisposable Watch(Action<PublisherStatus> onChange) => _board.Watch(onChange);

    /// <inheritdoc/>
    public void Publish(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        _queue.Add(OutgoingMessage.Of(publication, _channelSuffix));
    }

    /// <inheritdoc/>
    public async Task<string?> ReadLastAsync(string channel, InstrumentId coin, CancellationToken cancellation)
    {
        var connection = Volatile.Read(ref _connection) ?? throw new IOException(Status.Detail);
        try
        {
            return await connection
                .ReadLastAsync(channel + _channelSuffix, $"{coin}", cancellation)
                .ConfigureAwait(false);
        }
        catch (RedisAwayException away)
        {
            throw new IOException(away.Message);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _queue.Close();
        var late = _time.CreateTimer(_ => _stop.Cancel(), state: null, CloseTimeout, Timeout.InfiniteTimeSpan);
        await using (late.ConfigureAwait(false))
        {
            await _sending.ConfigureAwait(false);
        }

        _metrics.Dispose();
    }

    // A server that sends us away at once may have refused the password: the library does not always say so the first
    // time. One that is silent is not asked again.
    private static async Task<RedisConnection> OpenFirstAsync(
        RedisEnv env, RedisOptions options, TimeProvider time, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            var started = time.GetTimestamp();
            try
            {
                return await RedisConnection.OpenAsync(env, options, time, cancellation).ConfigureAwait(false);
            }
            catch (RedisAwayException away) when (!away.IsRefusedLogin && attempt < FirstAttemptsMax
                && time.GetElapsedTime(started) < options.AnswerTimeout)
            {
            }
        }
    }

    private async Task RunAsync(RedisConnection? connection)
    {
        try
        {
            var failed = connection is null ? 1 : 0;
            while (!_queue.IsOver)
            {
                connection ??= await ReconnectAsync(failed).ConfigureAwait(false);
                var progress = await UseAsync(connection).ConfigureAwait(false);
                failed = progress ? 1 : failed + 1;
                connection = null;
            }
        }
        catch (RedisAwayException)
        {
            // Disposed while Redis is away: what was still to be sent is lost here, and is in the journal.
        }
        catch (Exception) when (_stop.IsCancellationRequested)
        {
            // Disposed, and Redis did not take in time what was still to be sent.
        }
        finally
        {
            connection?.Dispose();
        }
    }

    // Null when it could not be made.
    private async Task<RedisConnection?> ReconnectAsync(int failed)
    {
        await Task.WhenAny(Task.Delay(PauseAfter(failed), _time, _stop.Token), _queue.Closed).ConfigureAwait(false);
        try
        {
            return await RedisConnection.OpenAsync(_env, _options, _time, _stop.Token).ConfigureAwait(false);
        }
        catch (RedisAwayException away) when (!_queue.IsClosed)
        {
            ShowAway(away);
            return null;
        }
    }

    // Sends until all is over or the connection fails; true when it was of any use.
    private async Task<bool> UseAsync(RedisConnection? connection)
    {
        if (connection is null)
        {
            return false;
        }

        var progress = false;
        Volatile.Write(ref _connection, connection);
        try
        {
            while (!_queue.IsOver)
            {
                await SendNextAsync(connection).ConfigureAwait(false);
                progress = true;
            }
        }
        catch (RedisAwayException away)
        {
            ShowAway(away);
        }
        finally
        {
            Volatile.Write(ref _connection, null);
            connection.Dispose();
        }

        return progress;
    }

    private async Task SendNextAsync(RedisConnection connection)
    {
        var batch = _queue.Take(BatchMax);
        if (batch.Count == 0)
        {
            ShowConnected(refusal: null);
            await WaitOrPingAsync(connection).ConfigureAwait(false);
            return;
        }

        try
        {
            var refusals = await connection.SendAsync(batch, _stop.Token).ConfigureAwait(false);
            Interlocked.Add(ref _sent, batch.Count - refusals.Count);
            Interlocked.Add(ref _refused, refusals.Count);
            ShowConnected(refusals.FirstOrDefault());
        }
        catch
        {
            _queue.GiveBack(batch);
            throw;
        }
    }

    private async Task WaitOrPingAsync(RedisConnection connection)
    {
        var filled = _queue.WaitAsync();
        try
        {
            await Task.WhenAny(filled, connection.Broken).WaitAsync(IdleMax, _time, _stop.Token).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // Nothing to send for a while: is the server still there?
        }

        if (!filled.IsCompleted)
        {
            await connection.PingAsync(_stop.Token).ConfigureAwait(false);
        }
    }

    private TimeSpan PauseAfter(int failed)
    {
        const int DoublingsMax = 16;
        var pause = _options.RetryAfter * Math.Pow(2, Math.Clamp(failed - 1, 0, DoublingsMax));
        return pause < _options.RetryAfterMax ? pause : _options.RetryAfterMax;
    }

    // A refusal is shown until the connection ends: one line for however many messages.
    private void ShowConnected(string? refusal)
    {
        if (refusal is not null || Status.State != PublisherState.Connected)
        {
            _board.Show(new PublisherStatus(
                PublisherState.Connected,
                $"redis at {_env.Address}" + (refusal is null ? "." : $"; it refused a message: {refusal}")));
        }
    }

    private void ShowAway(RedisAwayException away)
    {
        Interlocked.Increment(ref _failures);
        _board.Show(new PublisherStatus(PublisherState.Away, away.Message));
    }
}
