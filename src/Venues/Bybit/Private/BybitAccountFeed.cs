using System.Collections.Immutable;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Accounts;
using WhaleStack.Venues.Sockets;

namespace WhaleStack.Venues.Bybit.Private;

/// <summary>An account's stream at Bybit: orders, executions, positions, wallet.</summary>
/// <remarks>
/// The records are read after the subscription is granted, so that nothing falls between the two; what is in both is
/// told once. Source: Bybit V5 documentation, private streams.
/// </remarks>
internal sealed class BybitAccountFeed : AccountChannel
{
    private readonly BybitOptions _connecting;
    private readonly BybitAccountOptions _options;
    private readonly Uri _address;
    private readonly BybitSignedClient _client;
    private readonly IAccountQueries _queries;
    private readonly TimeProvider _time;
    private readonly HashSet<string> _refusedTopics = new(StringComparer.Ordinal);

    public BybitAccountFeed(
        BybitOptions connecting,
        BybitAccountOptions options,
        Uri address,
        BybitSignedClient client,
        IAccountQueries queries,
        TimeProvider time)
        : base(options.Channel, time)
    {
        _connecting = connecting;
        _options = options;
        _address = address;
        _client = client;
        _queries = queries;
        _time = time;
    }

    /// <inheritdoc/>
    public override string Name => "bybit-account";

    protected override string Place => _address.Host;

    protected override async Task<DateTimeOffset> NowAsync(CancellationToken cancellation)
    {
        await _client.EnsureClockAsync(cancellation).ConfigureAwait(false);
        return _client.Clock.Now;
    }

    protected override async Task<SessionEnd> FollowAsync(Session session, CancellationToken cancellation)
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
        await session.TellAsync(ChannelState.CatchingUp, Place, cancellation).ConfigureAwait(false);
        var missed = await new AccountCatchUp(_queries, session.Memory, _options.Venues)
            .ReadAsync(_client.Clock.Now, cancellation).ConfigureAwait(false);
        if (missed is not VenueResult<ImmutableArray<AccountNews>>.Granted granted)
        {
            return new SessionEnd(missed.Failure!.Message, IsFinal(missed.Failure), WasRefused: false);
        }

        var past = granted.Value.AddRange(greeting.Early.SelectMany(frame => frame.News));
        await session.PassOnAsync(past, cancellation).ConfigureAwait(false);
        await session.GoLiveAsync(connection, cancellation).ConfigureAwait(false);
        await foreach (var raw in connection.Frames.ReadAllAsync(cancellation).ConfigureAwait(false))
        {
            await session.PassOnAsync(BybitPrivateFrame.Read(raw.Payload).News, cancellation).ConfigureAwait(false);
        }

        return new SessionEnd("the connection was closed", IsFinal: false, WasRefused: false);
    }

    private SessionEnd Refused(VenueError refusal)
    {
        if (refusal.Kind == VenueErrorKind.ClockSkew)
        {
            _client.Clock.Forget();
        }

        return new SessionEnd(refusal.Message, IsFinal(refusal), WasRefused: true);
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
}
