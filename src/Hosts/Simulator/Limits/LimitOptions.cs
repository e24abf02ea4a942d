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
}
