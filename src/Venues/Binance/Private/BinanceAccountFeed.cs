using System.Collections.Immutable;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Accounts;
using WhaleStack.Venues.Sockets;

namespace WhaleStack.Venues.Binance.Private;

/// <summary>An account's stream at Binance: orders, executions, positions, wallet.</summary>
/// <remarks>
/// A listen key opens it and is kept alive; when it ends all the same, or the connection grows old, it is opened anew.
/// The records are read once the socket is open, so that nothing falls between the two; what is in both is told once.
/// Fundings are told from the records, since the stream does not say of which instrument they are. Source: Binance's
/// documentation of USD-margined futures, user data streams.
/// </remarks>
internal sealed class BinanceAccountFeed : AccountChannel
{
    private readonly BinanceOptions _connecting;
    private readonly BinanceAccountOptions _options;
    private readonly BinanceSignedClient _client;
    private readonly BinanceQueries _queries;
    private readonly BinanceAttachedCare _care;
    private readonly TimeProvider _time;

    public BinanceAccountFeed(
        BinanceOptions connecting,
        BinanceAccountOptions options,
        BinanceSignedClient client,
        BinanceQueries queries,
        BinanceAttachedCare care,
        TimeProvider time)
        : base(options.Channel, time)
    {
        _connecting = connecting;
        _options = options;
        _client = client;
        _queries = queries;
        _care = care;
        _time = time;
    }

    /// <inheritdoc/>
    public override string Name => "binance-account";

    protected override string Place => _connecting.WebSocketBase.Host;

    protected override async Task<DateTimeOffset> NowAsync(CancellationToken cancellation)
    {
        await _client.EnsureClockAsync(cancellation).ConfigureAwait(false);
        return _client.Clock.Now;
    }

    protected override async Task<SessionEnd> FollowAsync(Session session, CancellationToken cancellation)
    {
        var key = await _client.ListenKeyAsync(HttpMethod.Post, cancellation).ConfigureAwait(false);
        if (key is not VenueResult<string>.Granted granted)
        {
            var isRefusal = key.Failure is { IsTransient: false };
            return new SessionEnd(key.Failure!.Message, IsFinal(key.Failure), isRefusal);
        }

        await using var connection = await VenueConnection.OpenAsync(
            Name,
            BinanceAddresses.Private(_connecting.WebSocketBase, granted.Value),
            _connecting.Sockets.Connection(mayBeSilent: true),
            _time,
            cancellation).ConfigureAwait(false);
        connection.Start();
        await session.TellAsync(ChannelState.CatchingUp, Place, cancellation).ConfigureAwait(false);
        var missed = await new AccountCatchUp(_queries, session.Memory, [BinanceVenue.Name])
            .ReadAsync(_client.Clock.Now, cancellation).ConfigureAwait(false);
        if (missed is not VenueResult<ImmutableArray<AccountNews>>.Granted past)
        {
            return new SessionEnd(missed.Failure!.Message, IsFinal(missed.Failure), WasRefused: false);
        }

        await session.PassOnAsync(past.Value, cancellation).ConfigureAwait(false);
        _care.Hear(past.Value);
        await _care.TidyAllAsync(cancellation).ConfigureAwait(false);
        await session.GoLiveAsync(connection, cancellation).ConfigureAwait(false);
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var keeping = KeepAsync(connection, stopping.Token);
        try
        {
            return await ReadAsync(session, connection, cancellation).ConfigureAwait(false);
        }
        finally
        {
            await stopping.CancelAsync().ConfigureAwait(false);
            await keeping.ConfigureAwait(false);
        }
    }

    private async Task<SessionEnd> ReadAsync(
        Session session, VenueConnection connection, CancellationToken cancellation)
    {
        var after = After(BinanceAfter.None);
        var pause = PauseFor(after, cancellation);
        while (true)
        {
            var reading = connection.Frames.WaitToReadAsync(cancellation).AsTask();
            while (after != BinanceAfter.None && await Task.WhenAny(reading, pause).ConfigureAwait(false) == pause)
            {
                await pause.ConfigureAwait(false);
                await TellRecordsAsync(session, after, cancellation).ConfigureAwait(false);
                after = After(BinanceAfter.None);
                pause = PauseFor(after, cancellation);
            }

            if (!await reading.ConfigureAwait(false))
            {
                return new SessionEnd("the connection was closed", IsFinal: false, WasRefused: false);
            }

            while (connection.Frames.TryRead(out var raw))
            {
                var frame = BinancePrivateFrame.Read(raw.Payload, _queries.Parents);
                await session.PassOnAsync(frame.News, cancellation).ConfigureAwait(false);
                if (frame.After.HasFlag(BinanceAfter.NewKey))
                {
                    return new SessionEnd("the listen key has ended", IsFinal: false, WasRefused: false);
                }

                _care.Hear(frame.News);
                var wanted = After(frame.After);
                pause = after == BinanceAfter.None ? PauseFor(wanted, cancellation) : pause;
                after |= wanted;
            }
        }
    }

    private BinanceAfter After(BinanceAfter told) => told | (_care.IsDue ? BinanceAfter.Guards : BinanceAfter.None);

    private Task PauseFor(BinanceAfter after, CancellationToken cancellation) => after == BinanceAfter.None
        ? Task.CompletedTask
        : Task.Delay(_options.RecordsDelay, _time, cancellation);

    // What the records do not give now they give at the next opening: nothing here ends the channel.
    private async Task TellRecordsAsync(Session session, BinanceAfter after, CancellationToken cancellation)
    {
        if (after.HasFlag(BinanceAfter.Positions))
        {
            var positions = await _queries.GetPositionsAsync(BinanceVenue.Name, cancellation).ConfigureAwait(false);
            if (positions is VenueResult<ImmutableArray<PositionReport>>.Granted held)
            {
                await session.PassOnAsync(
                    [.. held.Value.Select(position => new AccountNews.PositionChanged(position))], cancellation)
                    .ConfigureAwait(false);
            }
        }

        if (after.HasFlag(BinanceAfter.Guards))
        {
            await _care.TidyAsync(cancellation).ConfigureAwait(false);
        }

        if (after.HasFlag(BinanceAfter.Fundings))
        {
            var now = _client.Clock.Now;
            var history = await _queries
                .GetExecutionsAsync(BinanceVenue.Name, now - _options.GapOverlap, now, cancellation)
                .ConfigureAwait(false);
            if (history is VenueResult<AccountHistory>.Granted told)
            {
                await session.PassOnAsync(
                    [.. told.Value.Fundings.Select(funding => new AccountNews.Funded(funding))], cancellation)
                    .ConfigureAwait(false);
            }
        }
    }

    // Renews the key until the connection is old; a key that is unknown or refused needs a new connection.
    private async Task KeepAsync(VenueConnection connection, CancellationToken cancellation)
    {
        var lifetime = _connecting.Sockets.LifetimeMax;
        var openedAt = _time.GetTimestamp();
        try
        {
            while (true)
            {
                var left = lifetime - _time.GetElapsedTime(openedAt);
                if (left <= TimeSpan.Zero)
                {
                    connection.Fail(new FeedException($"{Name}: open for {lifetime}: opened anew."));
                    return;
                }

                var wait = left < _options.ListenKeyRenewal ? left : _options.ListenKeyRenewal;
                await Task.Delay(wait, _time, cancellation).ConfigureAwait(false);
                var renewed = await _client.ListenKeyAsync(HttpMethod.Put, cancellation).ConfigureAwait(false);
                if (renewed.Failure is { IsTransient: false } refusal)
                {
                    connection.Fail(new FeedException($"{Name}: the listen key cannot be renewed: {refusal.Message}"));
                    return;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The connection ended first.
        }
    }
}
