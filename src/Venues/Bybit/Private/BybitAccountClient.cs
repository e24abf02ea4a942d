using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Accounts;
using WhaleStack.Venues.Bybit.Rest;
using WhaleStack.Venues.Signing;

namespace WhaleStack.Venues.Bybit.Private;

/// <summary>
/// One account at Bybit behind the ports: what a host makes and hands on. Thread-safe. Secrets stay inside: nothing
/// that it says, throws or prints holds them.
/// </summary>
public sealed class BybitAccountClient : IAsyncDisposable
{
    private readonly BybitSignedClient _client;
    private readonly BybitSocketOrders? _socketOrders;

    /// <summary>Makes one. Nothing is sent before it is used.</summary>
    /// <param name="rest">The way to the venue, shared with public data: the address has one limit.</param>
    /// <param name="connecting">How sockets are opened and watched.</param>
    /// <param name="environment">Where the account is.</param>
    /// <param name="options">How to deal with it.</param>
    /// <param name="credentials">Its key.</param>
    /// <param name="time">Clock.</param>
    /// <param name="ordersBySocket">Whether orders go over the socket for orders instead of REST.</param>
    /// <exception cref="ArgumentException">An option is out of range, the addresses do not belong together, or there
    /// is no socket for orders there.</exception>
    public BybitAccountClient(
        BybitRestClient rest,
        BybitOptions connecting,
        BybitEnvironment environment,
        BybitAccountOptions options,
        ApiCredentials credentials,
        TimeProvider time,
        bool ordersBySocket = false)
    {
        ArgumentNullException.ThrowIfNull(rest);
        ArgumentNullException.ThrowIfNull(connecting);
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(credentials);
        ArgumentNullException.ThrowIfNull(time);
        if (rest.Endpoint.Host != environment.Rest.Host)
        {
            throw new ArgumentException(
                $"rest asks '{rest.Endpoint.Host}' and the account is at '{environment.Rest.Host}'.", nameof(rest));
        }

        options.Validated();
        Capabilities = environment.Capabilities;
        _client = new BybitSignedClient(rest, options, credentials, time);
        Queries = new BybitQueries(_client, options.PagesMax);
        Control = new BybitControl(_client, Queries);
        Feed = new BybitAccountFeed(connecting, options, environment.WebSocketPrivate, _client, Queries, time);
        if (ordersBySocket)
        {
            var address = environment.WebSocketOrders ?? throw new ArgumentException(
                $"{environment.Capabilities.Environment} has no socket for orders.", nameof(ordersBySocket));
            var channel = new BybitOrderChannel(connecting, options, address, _client, time);
            channel.Start();
            _socketOrders = new BybitSocketOrders(channel, _client, options, time);
        }

        Orders = new GatedOrderEntry(_socketOrders ?? (IOrderEntry)new BybitOrders(_client), Feed);
    }

    /// <summary>What the environment can do.</summary>
    public VenueCapabilities Capabilities { get; }

    /// <summary>Sends orders while the account's channel is live.</summary>
    public IOrderEntry Orders { get; }

    /// <summary>Asks what the venue knows.</summary>
    public IAccountQueries Queries { get; }

    /// <summary>Changes the account's settings.</summary>
    public IAccountControl Control { get; }

    /// <summary>The account's channel.</summary>
    public IAccountFeed Feed { get; }

    /// <summary>How far the venue's clock is from ours.</summary>
    public ServerClockView Clock => _client.Clock.View;

    /// <summary>The state of the socket for orders; null where orders go over REST.</summary>
    public ChannelHealth? OrderChannel => _socketOrders?.Health;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_socketOrders is not null)
        {
            await _socketOrders.DisposeAsync().ConfigureAwait(false);
        }

        _client.Dispose();
    }
}
