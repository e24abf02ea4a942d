namespace WhaleStack.Simulator.Limits;

/// <summary>Limits requests of an account: a rolling second for each kind of request. Thread-safe.</summary>
public sealed class AccountLimiter
{
    private readonly Lock _gate = new();
    private readonly int _factor;
    private readonly Dictionary<(string Key, string Kind), RollingWindow> _windows = [];

    /// <summary>Makes it.</summary>
    public AccountLimiter(LimitOptions options) => _factor = options.AccountFactor;

    /// <summary>Takes units of one kind of request.</summary>
    /// <param name="key">API key of a known account.</param>
    /// <param name="limit">The kind of request and its documented limit.</param>
    /// <param name="units">One, or the orders of a batch.</param>
    /// <param name="now">The server's time.</param>
    public LimitVerdict Take(string key, EndpointLimit limit, int units, DateTimeOffset now)
    {
        if (_factor == 0)
        {
            return new LimitVerdict(true, limit.SecondMax, limit.SecondMax, now);
        }

        lock (_gate)
        {
            if (!_windows.TryGetValue((key, limit.Kind), out var window))
            {
                window = new RollingWindow(limit.SecondMax * _factor, TimeSpan.FromSeconds(1));
                _windows[(key, limit.Kind)] = window;
            }

            return window.Take(now, units);
        }
    }
}

/// <summary>A kind of request with its documented limit.</summary>
/// <param name="Kind">Such as <c>order.create</c>; REST and socket share it.</param>
/// <param name="SecondMax">Requests a second and account.</param>
public sealed record EndpointLimit(string Kind, int SecondMax);
