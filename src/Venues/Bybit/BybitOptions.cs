using WhaleStack.Venues.Sockets;

namespace WhaleStack.Venues.Bybit;

/// <summary>Where Bybit is and how patient to be with it. The public market data needs no key.</summary>
public sealed record BybitOptions
{
    /// <summary>Scheme and host of the REST interface, such as <c>https://api.bybit.com</c>.</summary>
    public required Uri RestEndpoint { get; init; }

    /// <summary>Public sockets without the category, such as <c>wss://stream.bybit.com/v5/public</c>.</summary>
    public required Uri WebSocketPublic { get; init; }

    /// <summary>
    /// The other side is our simulator: a resumed feed tells it its cursor in the address. The real venue does not know
    /// that parameter and has nothing to resume.
    /// </summary>
    public bool Replay { get; init; }

    /// <summary>What a feed subscribes to.</summary>
    public BybitTopicOptions Topics { get; init; } = new();

    /// <summary>How long a topic may be silent; a replay may be silent for ever.</summary>
    public BybitSilenceOptions Silence { get; init; } = new();

    /// <summary>Time for the socket to open.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Time for the acknowledgement of a subscribe request.</summary>
    public TimeSpan AckTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Time between pings; the venue asks for 20 seconds.</summary>
    public TimeSpan PingInterval { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// Silence, pongs included, after which a socket counts as dead; only time spent waiting for the venue counts, not
    /// time in which the reader was busy.
    /// </summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>Largest frame accepted, in bytes; the largest documented one is well under a tenth of it.</summary>
    public int FrameBytesMax { get; init; } = 4 * 1024 * 1024;

    /// <summary>
    /// Frames held between a private socket and its reader; at the limit the socket is not read, so the venue feels it.
    /// Public frames are not held at all: whoever wants them reads the socket.
    /// </summary>
    public int FramesBufferedMax { get; init; } = 1024;

    /// <summary>Time for one try of a REST request, body included.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Tries of one REST request, the first included.</summary>
    public int AttemptsMax { get; init; } = 5;

    /// <summary>Wait after the first failed try; doubles with each further one.</summary>
    public TimeSpan BackoffMin { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Longest wait between two tries.</summary>
    public TimeSpan BackoffMax { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// REST requests within <see cref="RequestWindow"/>; the venue grants an address 600 in 5 seconds.
    /// </summary>
    public int RequestsPerWindowMax { get; init; } = 600;

    /// <summary>See <see cref="RequestsPerWindowMax"/>.</summary>
    public TimeSpan RequestWindow { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long to ask nothing after the venue answered 403 "access too frequent"; it asks for 10 minutes.
    /// </summary>
    public TimeSpan BanPause { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Largest REST answer accepted, in bytes.</summary>
    public int AnswerBytesMax { get; init; } = 16 * 1024 * 1024;

    /// <summary>How its sockets are opened. The venue asks for our own ping; one heart-beat is enough.</summary>
    internal ConnectionOptions Connection => new()
    {
        ConnectTimeout = ConnectTimeout,
        PingInterval = PingInterval,
        Ping = number => $$"""{"req_id":"p{{number}}","op":"ping"}""",
        StallTimeout = StallTimeout,
        FrameBytesMax = FrameBytesMax,
        FramesBufferedMax = FramesBufferedMax,
    };

    /// <summary>Says what is wrong with the values, or returns them.</summary>
    /// <exception cref="ArgumentException">A value is out of range; the message names all of them.</exception>
    public BybitOptions Validated()
    {
        var mistakes = new List<string>();
        CheckAddress(mistakes, nameof(RestEndpoint), RestEndpoint, "http");
        CheckAddress(mistakes, nameof(WebSocketPublic), WebSocketPublic, "ws");
        foreach (var (name, value) in Durations())
        {
            var isSane = value > TimeSpan.Zero && value <= TimeSpan.FromDays(1);
            Check(mistakes, isSane, name, value, "above 0, at most a day");
        }

        foreach (var (name, value) in Silence.Limits())
        {
            var isSane = value is null || (value > TimeSpan.Zero && value <= TimeSpan.FromDays(1));
            Check(mistakes, isSane, $"{nameof(Silence)}.{name}", value, "null, or above 0, at most a day");
        }

        Check(mistakes, BackoffMax >= BackoffMin, nameof(BackoffMax), BackoffMax, "at least BackoffMin");
        foreach (var (name, value) in Counts())
        {
            Check(mistakes, value >= 1, name, value, "at least 1");
        }

        mistakes.AddRange(Topics.Mistakes());
        return mistakes.Count == 0 ? this : throw new ArgumentException(string.Join(" ", mistakes));
    }

    private IEnumerable<(string Name, TimeSpan Value)> Durations() =>
    [
        (nameof(ConnectTimeout), ConnectTimeout), (nameof(AckTimeout), AckTimeout),
        (nameof(PingInterval), PingInterval), (nameof(StallTimeout), StallTimeout),
        (nameof(RequestTimeout), RequestTimeout), (nameof(RequestWindow), RequestWindow),
        (nameof(BackoffMin), BackoffMin), (nameof(BackoffMax), BackoffMax), (nameof(BanPause), BanPause),
    ];

    private IEnumerable<(string Name, int Value)> Counts() =>
    [
        (nameof(FrameBytesMax), FrameBytesMax), (nameof(FramesBufferedMax), FramesBufferedMax),
        (nameof(AttemptsMax), AttemptsMax), (nameof(RequestsPerWindowMax), RequestsPerWindowMax),
        (nameof(AnswerBytesMax), AnswerBytesMax),
    ];

    private static void CheckAddress(List<string> mistakes, string name, Uri? uri, string scheme)
    {
        var holds = uri is { IsAbsoluteUri: true } && (uri.Scheme == scheme || uri.Scheme == scheme + "s");
        Check(mistakes, holds, name, uri, $"an absolute {scheme} or {scheme}s address");
    }

    private static void Check(List<string> mistakes, bool holds, string name, object? value, string wanted)
    {
        if (!holds)
        {
            mistakes.Add($"{name} is '{value}', must be {wanted}.");
        }
    }
}
