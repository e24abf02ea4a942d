using WhaleStack.Simulator.Limits;

namespace WhaleStack.Simulator.Binance.Rest;

/// <summary>
/// Counts the weight of an address in each minute of the clock, and the orders of an account in each ten seconds and
/// each minute. Thread-safe.
/// </summary>
/// <remarks>
/// Too much weight: 429 until the minute is over. Who goes on all the same, <see cref="GraceRequests"/> times, is
/// banned: 418. Both say in <c>Retry-After</c> how many seconds to wait.
/// </remarks>
public sealed class WeightLimiter
{
    /// <summary>Requests that are only told 429 before the ban.</summary>
    public const int GraceRequests = 10;

    /// <summary>Addresses and accounts that are remembered; beyond, the oldest begins anew.</summary>
    public const int CountersMax = 1_000;

    private static readonly TimeSpan TenSeconds = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly Lock _gate = new();
    private readonly LimitOptions _options;
    private readonly Dictionary<string, Counter> _counters = new(StringComparer.Ordinal);

    /// <summary>Makes it.</summary>
    public WeightLimiter(LimitOptions options) => _options = options;

    /// <summary>Takes the weight of a request.</summary>
    public WeightVerdict TakeWeight(string address, int weight, DateTimeOffset now)
    {
        lock (_gate)
        {
            var counter = Of($"ip {address}");
            if (now < counter.BannedUntil)
            {
                return new WeightVerdict(counter.Used, Banned(address, counter.BannedUntil), Wait(counter, now));
            }

            var used = counter.Add(now, Minute, weight);
            if (_options.WeightMinuteMax == 0 || used <= _options.WeightMinuteMax)
            {
                counter.Refused = 0;
                return new WeightVerdict(used, null, 0);
            }

            if (++counter.Refused > GraceRequests)
            {
                counter.BannedUntil = now + _options.WeightBan;
                return new WeightVerdict(used, Banned(address, counter.BannedUntil), Wait(counter, now));
            }

            var words = $"Too many requests; current limit of IP({address}) is {_options.WeightMinuteMax} requests per "
                + "minute. Please use the websocket for live updates to avoid polling the API.";
            return new WeightVerdict(
                used,
                new Failure(-1003, words, StatusCodes.Status429TooManyRequests),
                (int)Math.Ceiling((counter.StartedAt + Minute - now).TotalSeconds));
        }
    }

    /// <summary>Takes orders of an account.</summary>
    public (int TenSeconds, int Minute, Failure? Failure) TakeOrders(string key, int orders, DateTimeOffset now)
    {
        lock (_gate)
        {
            var (ten, minute) = (
                Of($"10s {key}").Add(now, TenSeconds, orders), Of($"1m {key}").Add(now, Minute, orders));
            var (tenMax, minuteMax) = (
                _options.OrdersTenSecondsMax * _options.AccountFactor,
                _options.OrdersMinuteMax * _options.AccountFactor);
            var failure = _options.AccountFactor == 0 ? null
                : ten > tenMax ? TooMany(tenMax, "TEN_SECONDS")
                : minute > minuteMax ? TooMany(minuteMax, "MINUTE")
                : null;
            return (ten, minute, failure);
        }
    }

    private static Failure TooMany(int max, string span) => new(
        -1015, $"Too many new orders; current limit is {max} orders per {span}.", StatusCodes.Status429TooManyRequests);

    private static Failure Banned(string address, DateTimeOffset until) => new(
        -1003,
        $"Way too many requests; IP({address}) banned until {until.ToUnixTimeMilliseconds()}. Please use the websocket "
            + "for live updates to avoid bans.",
        StatusCodes.Status418ImATeapot);

    private static int Wait(Counter counter, DateTimeOffset now) =>
        (int)Math.Ceiling((counter.BannedUntil - now).TotalSeconds);

    private Counter Of(string name)
    {
        if (!_counters.TryGetValue(name, out var counter))
        {
            if (_counters.Count == CountersMax)
            {
                _counters.Remove(_counters.Keys.First());
            }

            _counters[name] = counter = new Counter();
        }

        return counter;
    }

    private sealed class Counter
    {
        public DateTimeOffset StartedAt { get; private set; }

        public int Used { get; private set; }

        public int Refused { get; set; }

        public DateTimeOffset BannedUntil { get; set; }

        public int Add(DateTimeOffset now, TimeSpan span, int units)
        {
            var start = new DateTimeOffset(now.UtcTicks / span.Ticks * span.Ticks, TimeSpan.Zero);
            Used = start == StartedAt ? Used + units : units;
            StartedAt = start;
            return Used;
        }
    }
}

/// <summary>What the limiter says to a request.</summary>
/// <param name="Used">Weight of the address in this minute.</param>
/// <param name="Failure">The refusal; null when it may go on.</param>
/// <param name="RetrySeconds">When it may come again.</param>
public sealed record WeightVerdict(int Used, Failure? Failure, int RetrySeconds);
