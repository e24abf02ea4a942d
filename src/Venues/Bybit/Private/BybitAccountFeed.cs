using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Accounts;
using WhaleStack.Venues.Sockets;

namespace WhaleStack.Venues.Bybit.Private;

/// <summary>An account's stream at Bybit: orders, executions, positions, wallet.</summary>
/// <remarks>
/// Connecting -> CatchingUp -> Live -> Down -> Connecting ..., until it is stopped or the venue refuses the account
/// (Ended). The records are read after the subscription is granted, so that nothing falls between the two; what is in
/// both is told once. Source: Bybit V5 documentation, private streams.
/// </remarks>
internal sealed class BybitAccountFeed : IAccountFeed
{
    private readonly BybitOptions _connecting;
    private readonly BybitAccountOptions _options;
    private readonly Uri _address;
    private readonly BybitSignedClient _client;
    private readonly IAccountQueries _queries;
    private readonly TimeProvider _time;
    private readonly HashSet<string> _refusedTopics = new(StringComparer.Ordinal);
    private volatile ChannelHealth _health;
    private volatile VenueConnection? _connection;
    private int _running;

    public BybitAccountFeed(
        BybitOptions connecting,
        BybitAccountOptions options,
        Uri address,
        BybitSignedClient client,
        IAccountQueries queries,
        TimeProvider time)
    {
        _connecting = connecting;
        _options = options;
        _address = address;
        _client = client;
        _queries = queries;
        _time = time;
        _health = new ChannelHealth(ChannelState.Down, "not started", 0, time.GetUtcNow());
    }

    /// <inheritdoc/>
    public string Name => "bybit-account";

    /// <inheritdoc/>
    /// <remarks>A lost connection counts at once, though its last news may still be under way.</remarks>
    public ChannelHealth Health => _health is { State: ChannelState.Live } live && _connection is { IsEnded: true }
        ? live with { State = ChannelState.Down, Detail = "the connection was lost" }
        : _health;

    /// <inheritdoc/>
    public async IAsyncEnumerable<AccountNews> ReceiveAsync(
        DateTimeOffset? since, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (Interlocked.Exchange(ref _running, 1) == 1)
        {
            throw new InvalidOperationException($"{Name} is being read already.");
        }

        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var news = Channel.CreateBounded<AccountNews>(
            new BoundedChannelOptions(_options.NewsBufferedMax) { SingleReader = true, SingleWriter = true });
        var running = Task.Run(() => RunAsync(since, news.Writer, stopping.Token), CancellationToken.None);
        try
        {
            await foreach (var item in news.Reader.ReadAllAsync(cancellation).ConfigureAwait(false))
            {
                yield return item;
            }
        }
        finally
        {
            await stopping.CancelAsync().ConfigureAwait(false);
            await running.ConfigureAwait(false);
            Volatile.Write(ref _running, 0);
        }
    }

    private async Task RunAsync(
        DateTimeOffset? since, ChannelWriter<AccountNews> news, CancellationToken cancellation)
    {
        try
        {
            await _client.EnsureClockAsync(cancellation).ConfigureAwait(false);
            var memory = new BybitAccountMemory(
                since ?? _client.Clock.Now, _options.GapOverlap, _options.RememberedMax);
            var end = await RunAsync(memory, news, cancellation).ConfigureAwait(false);
            SetHealth(ChannelState.Ended, end, _health.Restarts);
            news.TryComplete(new FeedException($"{Name}: {end}"));
        }
        catch (OperationCanceledException stopped)
        {
            SetHealth(ChannelState.Ended, "stopped", _health.Restarts);
            news.TryComplete(stopped);
        }
        catch (Exception bug)
        {
            // Whoever reads the news gets it: an error here must not look like silence.
            SetHealth(ChannelState.Ended, $"failed: {bug.Message}", _health.Restarts);
            news.TryComplete(bug);
        }
    }

    // Returns why the channel must not be opened again.
    private async Task<string> RunAsync(
        BybitAccountMemory memory, ChannelWriter<AccountNews> news, CancellationToken cancellation)
    {
        var pauses = new RestartPauses(_options.RestartPauseMin, _options.RestartPauseMax, _options.HealthySpell);
        var refusals = 0;
        for (var restarts = 0L; ; restarts++)
        {
            await TellAsync(news, ChannelState.Connecting, _address.Host, restarts, cancellation)
                .ConfigureAwait(false);
            var end = await SessionAsync(memory, news, restarts, cancellation).ConfigureAwait(false);
            refusals = end.WasRefused ? refusals + 1 : 0;
            if (end.IsFinal || refusals >= _options.GreetingRefusalsMax)
            {
                return end.Why;
            }

            await TellAsync(news, ChannelState.Down, end.Why, restarts, cancellation).ConfigureAwait(false);
            await Task.Delay(pauses.Next(end.HealthyFor), _time, cancellation).ConfigureAwait(false);
        }
    }

    private async Task<SessionEnd> SessionAsync(
        BybitAccountMemory memory, ChannelWriter<AccountNews> news, long restarts, CancellationToken cancellation)
    {
        long? liveAt = null;
        try
        {
            await using var connection = await VenueConnection
                .OpenAsync(Name, _address, _connecting.Connection, _time, cancellation).ConfigureAwait(false);
            connection.Start();
            var greeting = new BybitGreeting(Name, connection, _client, _options, _time);
            if (await greeting.AuthenticateAsync(cancellation).ConfigureAwait(false) is { } refusal)
            {
                return Refused(refusal);
            }

            await SubscribeAsync(greeting, cancellation).ConfigureAwait(false);
            await TellAsync(news, ChannelState.CatchingUp, _address.Host, restarts, cancellation)
                .ConfigureAwait(false);
            var missed = await new BybitCatchUp(_queries, memory, _options.Venues)
                .ReadAsync(_client.Clock.Now, cancellation).ConfigureAwait(false);
            if (missed is not VenueResult<ImmutableArray<AccountNews>>.Granted granted)
            {
                return new SessionEnd(missed.Failure!.Message, IsFinal(missed.Failure), false, TimeSpan.Zero);
            }

            var past = granted.Value.AddRange(greeting.Early.SelectMany(frame => frame.News));
            await PassOnAsync(memory, news, past, cancellation).ConfigureAwait(false);
            _connection = connection;
            await TellAsync(news, ChannelState.Live, _address.Host, restarts, cancellation).ConfigureAwait(false);
            liveAt = _time.GetTimestamp();
            await FollowAsync(connection, memory, news, cancellation).ConfigureAwait(false);
            return new SessionEnd("the connection was closed", false, false, HealthyFor(liveAt));
        }
        catch (FeedException lost)
        {
            return new SessionEnd(lost.Message, IsFinal: false, WasRefused: false, HealthyFor(liveAt));
        }
    }

    private static async Task FollowAsync(
        VenueConnection connection,
        BybitAccountMemory memory,
        ChannelWriter<AccountNews> news,
        CancellationToken cancellation)
    {
        await foreach (var raw in connection.Frames.ReadAllAsync(cancellation).ConfigureAwait(false))
        {
            await PassOnAsync(memory, news, BybitPrivateFrame.Read(raw.Payload).News, cancellation)
                .ConfigureAwait(false);
        }
    }

    private SessionEnd Refused(VenueError refusal)
    {
        if (refusal.Kind == VenueErrorKind.ClockSkew)
        {
            _client.Clock.Forget();
        }

        return new SessionEnd(refusal.Message, IsFinal(refusal), WasRefused: true, TimeSpan.Zero);
    }

    private async Task SubscribeAsync(BybitGreeting greeting, CancellationToken cancellation)
    {
        var wanted = BybitAccountTopics.For(_options).Where(topic => !_refusedTopics.Contains(topic));
        var refused = await greeting.SubscribeAsync([.. wanted], cancellation).ConfigureAwait(false);
        foreach (var (topic, words) in refused)
        {
            if (!BybitAccountTopics.IsOptional(topic))
            {
                throw new FeedException($"{Name}: refused topic {topic} ({words}).");
            }

            // Asking again for what is refused would have the whole next request refused.
            _refusedTopics.Add(topic);
        }
    }

    private static async Task PassOnAsync(
        BybitAccountMemory memory,
        ChannelWriter<AccountNews> news,
        ImmutableArray<AccountNews> items,
        CancellationToken cancellation)
    {
        foreach (var item in items.Where(memory.IsNew))
        {
            await news.WriteAsync(item, cancellation).ConfigureAwait(false);
        }
    }

    private async Task TellAsync(
        ChannelWriter<AccountNews> news,
        ChannelState state,
        string detail,
        long restarts,
        CancellationToken cancellation)
    {
        var health = SetHealth(state, detail, restarts);
        await news.WriteAsync(new AccountNews.ChannelChanged(health), cancellation).ConfigureAwait(false);
    }

    private ChannelHealth SetHealth(ChannelState state, string detail, long restarts) =>
        _health = new ChannelHealth(state, detail, restarts, _time.GetUtcNow());

    private TimeSpan HealthyFor(long? liveAt) =>
        liveAt is { } at ? _time.GetElapsedTime(at) : TimeSpan.Zero;

    private static bool IsFinal(VenueError error) =>
        error.Kind is VenueErrorKind.Credentials or VenueErrorKind.NotPermitted;

    private readonly record struct SessionEnd(string Why, bool IsFinal, bool WasRefused, TimeSpan HealthyFor);
}
