using System.Collections.Immutable;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Accounts;

namespace WhaleStack.Venues.Bybit;

/// <summary>One of Bybit's worlds: its hosts and what it can do. Source: Bybit V5 documentation, hosts and demo
/// trading.</summary>
/// <remarks>A key of one is unknown in the others. Demo trading has the market data of mainnet and no socket for
/// orders.</remarks>
public sealed record BybitEnvironment
{
    private const int OrdersPerBatchMax = 20;
    private static readonly TimeSpan ShortMemory = TimeSpan.FromHours(24);

    private BybitEnvironment(string name, string rest, string streams, bool isRealMoney, bool hasSocketOrders)
    {
        Rest = new Uri(rest);
        WebSocketPrivate = new Uri($"{streams}/v5/private");
        WebSocketOrders = hasSocketOrders ? new Uri($"{streams}/v5/trade") : null;
        Capabilities = new VenueCapabilities(
            name,
            isRealMoney,
            hasSocketOrders,
            OrdersPerBatchMax,
            name == "demo" ? TimeSpan.FromDays(7) : ShortMemory,
            [PositionMode.OneWay, PositionMode.Hedge]);
    }

    /// <summary>The real exchange.</summary>
    public static BybitEnvironment Mainnet { get; } =
        new("mainnet", "https://api.bybit.com", "wss://stream.bybit.com", true, true);

    /// <summary>The test exchange, with a market of its own.</summary>
    public static BybitEnvironment Testnet { get; } =
        new("testnet", "https://api-testnet.bybit.com", "wss://stream-testnet.bybit.com", false, true);

    /// <summary>Play money on the real market.</summary>
    public static BybitEnvironment Demo { get; } =
        new("demo", "https://api-demo.bybit.com", "wss://stream-demo.bybit.com", false, false);

    /// <summary>All three.</summary>
    public static ImmutableArray<BybitEnvironment> All { get; } = [Mainnet, Testnet, Demo];

    /// <summary>REST host.</summary>
    public Uri Rest { get; private init; }

    /// <summary>The account's stream.</summary>
    public Uri WebSocketPrivate { get; private init; }

    /// <summary>The socket for orders; null where there is none.</summary>
    public Uri? WebSocketOrders { get; private init; }

    /// <summary>What it can do.</summary>
    public VenueCapabilities Capabilities { get; private init; }

    /// <summary>
    /// The environment behind two addresses. Hosts that are none of the known ones, such as a region's or a simulator
    /// on loopback, are taken for a mainnet; there the socket for orders stands beside the stream.
    /// </summary>
    /// <param name="rest">REST host.</param>
    /// <param name="webSocketPrivate">The account's stream.</param>
    /// <exception cref="ArgumentException">The two belong to different environments: a key would be unknown in one
    /// of them.</exception>
    public static BybitEnvironment Of(Uri rest, Uri webSocketPrivate)
    {
        ArgumentNullException.ThrowIfNull(rest);
        ArgumentNullException.ThrowIfNull(webSocketPrivate);
        var byRest = All.FirstOrDefault(known => known.Rest.Host == rest.Host);
        var byStream = All.FirstOrDefault(known => known.WebSocketPrivate.Host == webSocketPrivate.Host);
        if (byRest != byStream)
        {
            throw new ArgumentException(
                $"rest '{rest.Host}' is of {Name(byRest)} and webSocketPrivate '{webSocketPrivate.Host}' of "
                + $"{Name(byStream)}: both must be of one environment.",
                nameof(rest));
        }

        var like = byRest ?? Mainnet;
        return like with
        {
            Rest = rest,
            WebSocketPrivate = webSocketPrivate,
            WebSocketOrders = like.WebSocketOrders is null ? null : Beside(webSocketPrivate),
            Capabilities = byRest is null
                ? like.Capabilities with { Environment = rest.Host, IsRealMoney = !rest.IsLoopback }
                : like.Capabilities,
        };
    }

    private static string Name(BybitEnvironment? known) => known?.Capabilities.Environment ?? "another host";

    private static Uri Beside(Uri webSocketPrivate)
    {
        var address = new UriBuilder(webSocketPrivate);
        address.Path = address.Path[..(address.Path.TrimEnd('/').LastIndexOf('/') + 1)] + "trade";
        return address.Uri;
    }
}
