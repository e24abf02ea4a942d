namespace WhaleStack.Simulator.Limits;

/// <summary>How many requests the venue takes.</summary>
public sealed record LimitOptions
{
    /// <summary>HTTP requests of an address within <see cref="AddressSpan"/>; 0 for any number.</summary>
    public int AddressRequestsMax { get; init; } = 600;

    /// <summary>The span over which requests of an address are counted.</summary>
    public TimeSpan AddressSpan { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long an address that asked too much gets 403.</summary>
    public TimeSpan BanFor { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>New websocket connections of an address within five minutes; 0 for any number.</summary>
    public int AddressConnectionsMax { get; init; } = 500;

    /// <summary>Multiplies the documented limits of accounts a second; 0 for no limits.</summary>
    public int AccountFactor { get; init; } = 1;

    /// <summary>Weight of an address in a minute of the clock, as Binance counts; 0 for any.</summary>
    public int WeightMinuteMax { get; init; } = 2_400;

    /// <summary>How long an address that goes on after 429 gets 418.</summary>
    public TimeSpan WeightBan { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Orders of an account in ten seconds at Binance, times <see cref="AccountFactor"/>.</summary>
    public int OrdersTenSecondsMax { get; init; } = 300;

    /// <summary>Orders of an account in a minute at Binance, times <see cref="AccountFactor"/>.</summary>
    public int OrdersMinuteMax { get; init; } = 1_200;
}
