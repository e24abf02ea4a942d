using WhaleStack.Venues.Sockets;

namespace WhaleStack.Venues.CoinGlass;

/// <summary>Where CoinGlass's websocket is and how patient to be with it; plans from Standard up have it.</summary>
public sealed record CoinGlassStreamOptions
{
    /// <summary>The key of the subscription; not empty. It travels in the address, which is never shown.</summary>
    public required string ApiKey { get; init; }

    /// <summary>The socket, without a query.</summary>
    public required Uri Address { get; init; }

    /// <summary>Time for the socket to open.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Time between pings; the vendor asks for 20 seconds.</summary>
    public TimeSpan PingInterval { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Silence, pongs included, after which the socket counts as dead.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(50);

    /// <summary>Time without any liquidation of any exchange after which something is wrong: there are several a
    /// minute.</summary>
    public TimeSpan SilenceMax { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Largest frame accepted, in bytes.</summary>
    public int FrameBytesMax { get; init; } = 1024 * 1024;

    /// <summary>Frames held between socket and reader; at the limit the socket is not read.</summary>
    public int FramesBufferedMax { get; init; } = 1024;

    /// <summary>For the machinery that all venues share.</summary>
    internal ConnectionOptions Connection => new()
    {
        ConnectTimeout = ConnectTimeout,
        PingInterval = PingInterval,
        Ping = _ => "ping",
        StallTimeout = StallTimeout,
        FrameBytesMax = FrameBytesMax,
        FramesBufferedMax = FramesBufferedMax,
    };

    /// <summary>Says what is wrong with the values, or returns them.</summary>
    /// <exception cref="ArgumentException">A value is out of range; the message names all of them.</exception>
    public CoinGlassStreamOptions Validated()
    {
        List<string> mistakes = [];
        void Unless(bool holds, string name, object value, string expected)
        {
            if (!holds)
            {
                mistakes.Add($"{name} is '{value}', must be {expected}.");
            }
        }

        void Duration(string name, TimeSpan value) =>
            Unless(value > TimeSpan.Zero && value <= TimeSpan.FromDays(1), name, value, "above 0, at most a day");

        Unless(ApiKey.Length > 0 && !ApiKey.Any(char.IsWhiteSpace), nameof(ApiKey), "***", "one word");
        Unless(
            Address is { IsAbsoluteUri: true, Scheme: "ws" or "wss" } && Address.Query.Length == 0,
            nameof(Address),
            Address.GetLeftPart(UriPartial.Path),
            "an absolute ws or wss address without a query");
        Duration(nameof(ConnectTimeout), ConnectTimeout);
        Duration(nameof(PingInterval), PingInterval);
        Duration(nameof(StallTimeout), StallTimeout);
        Duration(nameof(SilenceMax), SilenceMax);
        Unless(FrameBytesMax >= 1024, nameof(FrameBytesMax), FrameBytesMax, "at least 1024");
        Unless(FramesBufferedMax >= 1, nameof(FramesBufferedMax), FramesBufferedMax, "at least 1");
        return mistakes.Count == 0 ? this : throw new ArgumentException(string.Join(" ", mistakes));
    }

    /// <summary>Without the key.</summary>
    public override string ToString() => $"CoinGlass at {Address.Host}";
}
