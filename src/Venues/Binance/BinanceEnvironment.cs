using System.Collections.Immutable;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Accounts;

namespace WhaleStack.Venues.Binance;

/// <summary>One of Binance's worlds of USD-margined futures: its hosts and what it can do.</summary>
/// <remarks>A key of one is unknown in the other. Source: Binance's documentation of USD-margined futures.</remarks>
public sealed record BinanceEnvironment
{
    private const int OrdersPerBatchMax = 5;

    // Orders that were never filled are forgotten after 3 days.
    private static readonly TimeSpan OrderKeptFor = TimeSpan.FromDays(3);

    private BinanceEnvironment(string name, string rest, string sockets, bool isRealMoney)
    {
        Rest = new Uri(rest);
        WebSocketBase = new Uri(sockets);
        Capabilities = new VenueCapabilities(
            name,
            isRealMoney,
            HasSocketOrders: false,
            OrdersPerBatchMax,
            OrderKeptFor,
            [PositionMode.OneWay, PositionMode.Hedge]);
    }

    /// <summary>The real exchange.</summary>
    public static BinanceEnvironment Mainnet { get; } =
        new("mainnet", "https://fapi.binance.com", "wss://fstream.binance.com", true);

    /// <summary>The test exchange, with a market of its own.</summary>
    public static BinanceEnvironment Testnet { get; } =
        new("testnet", "https://testnet.binancefuture.com", "wss://fstream.binancefuture.com", false);

    /// <summary>Both.</summary>
    public static ImmutableArray<BinanceEnvironment> All { get; } = [Mainnet, Testnet];

    /// <summary>REST host.</summary>
    public Uri Rest { get; private init; }

    /// <summary>Host of the sockets; the path of the kind of data follows.</summary>
    public Uri WebSocketBase { get; private init; }

    /// <summary>What it can do.</summary>
    public VenueCapabilities Capabilities { get; private init; }

    /// <summary>
    /// The environment behind two addresses. Hosts that are none of the known ones, such as a simulator on loopback,
    /// are taken for a mainnet.
    /// </summary>
    /// <param name="rest">REST host.</param>
    /// <param name="webSocketBase">Host of the sockets.</param>
    /// <exception cref="ArgumentException">The two belong to different environments: a key would be unknown in one
    /// of them.</exception>
    public static BinanceEnvironment Of(Uri rest, Uri webSocketBase)
    {
        ArgumentNullException.ThrowIfNull(rest);
        ArgumentNullException.ThrowIfNull(webSocketBase);
        var byRest = All.FirstOrDefault(known => known.Rest.Host == rest.Host);
        var bySocket = All.FirstOrDefault(known => known.WebSocketBase.Host == webSocketBase.Host);
        if (byRest != bySocket)
        {
            throw new ArgumentException(
                $"rest '{rest.Host}' is of {Name(byRest)} and webSocketBase '{webSocketBase.Host}' of "
                + $"{Name(bySocket)}: both must be of one environment.",
                nameof(rest));
        }

        var like = byRest ?? Mainnet;
        return like with
        {
            Rest = rest,
            WebSocketBase = webSocketBase,
            Capabilities = byRest is null
                ? like.Capabilities with { Environment = rest.Host, IsRealMoney = !rest.IsLoopback }
                : like.Capabilities,
        };
    }

    private static string Name(BinanceEnvironment? known) => known?.Capabilities.Environment ?? "another host";
}
