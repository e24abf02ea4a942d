using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Accounts;
using WhaleStack.Venues.Sockets;

namespace WhaleStack.Venues.Bybit.Private;

/// <summary>
/// Keeps a session for orders open: opens it again with growing pauses, and lets those who need one wait for it.
/// Thread-safe.
/// </summary>
internal sealed class BybitOrderChannel : IAsyncDisposable
{
    private const string Name = "bybit-orders";
    private readonly BybitOptions _connecting;
    private readonly BybitAccountOptions _options;
    private readonly Uri _address;
    private readonly BybitSignedClient _client;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _gate = new();
    private TaskCompletionSource<BybitOrderSession?> _ready = NewReady();
    private volatile ChannelHealth _health;
    private Task _running = Task.CompletedTask;

    public BybitOrderChannel(
        BybitOptions connecting,
        BybitAccountOptions options,
        Uri address,
        BybitSignedClient client,
        TimeProvider time)
    {
        _connecting = connecting;
        _options = options;
        _address = address;
        _client = client;
        _time = time;
        _health = new ChannelHealth(ChannelState.Down, "not started", 0, time.GetUtcNow());
    }

    /// <summary>Its state.</summary>
    public ChannelHealth Health => _health;

    /// <summary>Starts to open sessions; once.</summary>
    public void Start() => _running = Task.Run(() => RunAsync(_stopping.Token), CancellationToken.None);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        _stopping.Dispose();
    }

    /// <summary>An open session, waited for within the limit; null when there is none.</summary>
    public async Task<BybitOrderSession?> ReadyAsync(CancellationToken cancellation)
    {
        Task<BybitOrderSession?> ready;
        lock (_gate)
        {
            ready = _ready.Task;
        }

        try
        {
            return await ready.WaitAsync(_options.ReadyTimeout, _time, cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    private async Task RunAsync(CancellationToken cancellation)
    {
        var pauses = new RestartPauses(_options.RestartPauseMin, _options.RestartPauseMax, _options.HealthySpell);
        var refusals = 0;
        var end = "stopped";
        try
        {
            for (var restarts = 0L; ; restarts++)
            {
                SetHealth(ChannelState.Connecting, _address.Host, restarts);
                var (why, refusal, healthyFor) = await SessionAsync(restarts, cancellation).ConfigureAwait(false);
                refusals = refusal is null ? 0 : refusals + 1;
                if (refusal?.Kind is VenueErrorKind.Credentials or VenueErrorKind.NotPermitted
                    || refusals >= _options.GreetingRefusalsMax)
                {
                    end = why;
                    return;
                }

                SetHealth(ChannelState.Down, why, restarts);
                await Task.Delay(pauses.Next(healthyFor), _time, cancellation).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped: nobody is left to send.
        }
        finally
        {
            SetHealth(ChannelState.Ended, end, _health.Restarts);
            lock (_gate)
            {
                _ready.TrySetResult(null); // Whoever waits, and whoever comes later, learns that there is none.
            }
        }
    }

    private async Task<(string Why, VenueError? Refusal, TimeSpan HealthyFor)> SessionAsync(
        long restarts, CancellationToken cancellation)
    {
        BybitOrderSession? session = null;
        long liveAt = 0;
        try
        {
            await using var connection = await VenueConnection
                .OpenAsync(Name, _address, _connecting.Connection, _time, cancellation).ConfigureAwait(false);
            connection.Start();
            var greeting = new BybitGreeting(Name, connection, _client, _options, _time);
            if (await greeting.AuthenticateAsync(cancellation).ConfigureAwait(false) is { } refusal)
            {
                return (refusal.Message, refusal, TimeSpan.Zero);
            }

            session = new BybitOrderSession(connection, _options.ReceiptsAwaitedMax);
            liveAt = _time.GetTimestamp();
            SetHealth(ChannelState.Live, _address.Host, restarts);
            Offer(session);
            await session.FollowAsync(Withdraw, cancellation).ConfigureAwait(false);
            return ("the connection was closed", null, _time.GetElapsedTime(liveAt));
        }
        catch (FeedException lost)
        {
            return (lost.Message, null, session is null ? TimeSpan.Zero : _time.GetElapsedTime(liveAt));
        }
        finally
        {
            Withdraw();
            session?.End();
        }
    }

    private void Offer(BybitOrderSession session)
    {
        lock (_gate)
        {
            _ready.TrySetResult(session);
        }
    }

    private void Withdraw()
    {
        lock (_gate)
        {
            if (_ready.Task.IsCompleted)
            {
                _ready = NewReady();
            }
        }
    }

    private void SetHealth(ChannelState state, string detail, long restarts) =>
        _health = new ChannelHealth(state, detail, restarts, _time.GetUtcNow());

    private static TaskCompletionSource<BybitOrderSession?> NewReady() =>
        new(TaskCreationOptions.RunContinuationsAsynchronously);
}
