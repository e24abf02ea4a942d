using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Accounts;
using WhaleStack.Messages.Units;
using WhaleStack.Venues.Binance.Rest;
using WhaleStack.Venues.Signing;

namespace WhaleStack.Venues.Binance.Private;

/// <summary>
/// One account at Binance behind the ports: what a host makes and hands on. Thread-safe. Secrets stay inside: nothing
/// that it says, throws or prints holds them.
/// </summary>
public sealed class BinanceAccountClient : IDisposable
{
    private readonly BinanceSignedClient _client;
    private readonly BinanceControl _control;

    /// <summary>Makes one. Nothing is sent before it is used.</summary>
    /// <param name="rest">The way to the venue, shared with public data: the address has one limit.</param>
    /// <param name="connecting">Where its sockets are, how they are opened and watched.</param>
    /// <param name="options">How to deal with it.</param>
    /// <param name="credentials">Its key.</param>
    /// <param name="time">Clock.</param>
    /// <exception cref="ArgumentException">An option is out of range, or the addresses do not belong
    /// together.</exception>
    public BinanceAccountClient(
        BinanceRestClient rest,
        BinanceOptions connecting,
        BinanceAccountOptions options,
        ApiCredentials credentials,
        TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(rest);
        ArgumentNullException.ThrowIfNull(connecting);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(credentials);
        ArgumentNullException.ThrowIfNull(time);
        Capabilities = BinanceEnvironment.Of(rest.Endpoint, connecting.Validated().WebSocketBase).Capabilities;
        _client = new BinanceSignedClient(rest, options.Validated(), credentials, time);
        var queries = new BinanceQueries(_client, options);
        var book = new BinanceAttachedBook(time, options.SettlingTime);
        var orders = new BinanceOrders(_client, queries, new BinanceAttached(_client, queries, book));
        var care = new BinanceAttachedCare(_client, queries, book, options.SettlingTime);
        Queries = queries;
        _control = new BinanceControl(_client, queries, orders);
        Feed = new BinanceAccountFeed(connecting, options, _client, queries, care, time);
        Orders = new GatedOrderEntry(orders, Feed);
    }

    /// <summary>What the environment can do.</summary>
    public VenueCapabilities Capabilities { get; }

    /// <summary>Sends orders while the account's channel is live.</summary>
    public IOrderEntry Orders { get; }

    /// <summary>Asks what the venue knows.</summary>
    public IAccountQueries Queries { get; }

    /// <summary>Changes the account's settings.</summary>
    public IAccountControl Control => _control;

    /// <summary>The account's channel.</summary>
    public IAccountFeed Feed { get; }

    /// <summary>How far the venue's clock is from ours.</summary>
    public ServerClockView Clock => _client.Clock.View;

    /// <summary>Sets what stands behind the positions in an instrument, which is chosen by instrument here.</summary>
    /// <exception cref="ArgumentException">The venue has no such mode.</exception>
    public Task<VenueResult<Done>> SetMarginModeAsync(
        InstrumentId coin, MarginMode mode, CancellationToken cancellation) =>
        _control.SetMarginModeAsync(coin, mode, cancellation);

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();
}
