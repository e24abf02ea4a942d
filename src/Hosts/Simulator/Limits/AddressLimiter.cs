namespace WhaleStack.Simulator.Limits;

/// <summary>Limits requests and connections of an address; one that asks too much is banned for a while.
/// Thread-safe.</summary>
public sealed class AddressLimiter
{
    private const int AddressesMax = 1_000;
    private const int OrdersSecondMax = 3_000;
    private static readonly TimeSpan ConnectionSpan = TimeSpan.FromMinutes(5);

    private readonly Lock _gate = new();
    private readonly LimitOptions _options;
    private readonly Dictionary<string, Address> _addresses = new(StringComparer.Ordinal);

    /// <summary>Makes it.</summary>
    public AddressLimiter(LimitOptions options) => _options = options;

    /// <summary>Whether an HTTP request may be answered; false for 403.</summary>
    public bool TakeRequest(string address, DateTimeOffset now)
    {
        if (_options.AddressRequestsMax == 0)
        {
            return true;
        }

        lock (_gate)
        {
            var entry = Of(address);
            if (now < entry.BannedUntil)
            {
                return false;
            }

            entry.Requests ??= new RollingWindow(_options.AddressRequestsMax, _options.AddressSpan);
            if (entry.Requests.Take(now).Allowed)
            {
                return true;
            }

            entry.BannedUntil = now + _options.BanFor;
            return false;
        }
    }

    /// <summary>Whether a websocket may be opened; false for 403.</summary>
    public bool TakeConnection(string address, DateTimeOffset now)
    {
        if (_options.AddressConnectionsMax == 0)
        {
            return true;
        }

        lock (_gate)
        {
            var entry = Of(address);
            entry.Connections ??= new RollingWindow(_options.AddressConnectionsMax, ConnectionSpan);
            return now >= entry.BannedUntil && entry.Connections.Take(now).Allowed;
        }
    }

    /// <summary>Whether an order may be entered by socket: 3,000 a second and address.</summary>
    public bool TakeOrder(string address, DateTimeOffset now)
    {
        lock (_gate)
        {
            var entry = Of(address);
            entry.Orders ??= new RollingWindow(OrdersSecondMax, TimeSpan.FromSeconds(1));
            return entry.Orders.Take(now).Allowed;
        }
    }

    private Address Of(string name)
    {
        if (!_addresses.TryGetValue(name, out var entry))
        {
            if (_addresses.Count == AddressesMax)
            {
                _addresses.Remove(_addresses.Keys.First());
            }

            _addresses[name] = entry = new Address();
        }

        return entry;
    }

    private sealed class Address
    {
        public RollingWindow? Requests { get; set; }

        public RollingWindow? Connections { get; set; }

        public RollingWindow? Orders { get; set; }

        public DateTimeOffset BannedUntil { get; set; }
    }
}
