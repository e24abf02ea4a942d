namespace WhaleStack.Venues.Binance;

/// <summary>Where Binance's USD-margined futures are and how patient to be with them.</summary>
public sealed record BinanceOptions
{
    /// <summary>Scheme and host of the REST interface.</summary>
    public required Uri RestEndpoint { get; init; }

    /// <summary>
    /// Scheme and host of the sockets, such as <c>wss://fstream.binance.com</c>; the path of the kind of data follows.
    /// </summary>
    public Uri WebSocketBase { get; init; } = BinanceEnvironment.Mainnet.WebSocketBase;

    /// <summary>What a feed subscribes to.</summary>
    public BinanceStreamOptions Streams { get; init; } = new();

    /// <summary>How long a stream may be silent.</summary>
    public BinanceSilenceOptions Silence { get; init; } = new();

    /// <summary>How sockets are opened, watched and used.</summary>
    public BinanceSocketOptions Sockets { get; init; } = new();

    /// <summary>Weight of requests in a minute for this address; the venue's exchangeInfo says 2,400.</summary>
    public int WeightPerMinuteMax { get; init; } = 2_400;

    /// <summary>Time for one try, body included.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Tries of one request, the first included.</summary>
    public int AttemptsMax { get; init; } = 5;

    /// <summary>Wait after the first failed try; doubles with each further one.</summary>
    public TimeSpan BackoffMin { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Longest wait between two tries; the venue's counters begin anew each minute.</summary>
    public TimeSpan BackoffMax { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Silence after a ban for which the venue names no end: its shortest is two minutes.</summary>
    public TimeSpan BanPause { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Largest answer accepted, in bytes.</summary>
    public int AnswerBytesMax { get; init; } = 32 * 1024 * 1024;

    /// <summary>Says what is wrong with the values, or returns them.</summary>
    /// <exception cref="ArgumentException">A value is out of range; the message names all of them.</exception>
    public BinanceOptions Validated()
    {
        var mistakes = new (bool Holds, string Name, object Value, string Expected)[]
        {
            (RestEndpoint.Scheme is "http" or "https", nameof(RestEndpoint), RestEndpoint, "http or https"),
            (WebSocketBase.Scheme is "ws" or "wss", nameof(WebSocketBase), WebSocketBase, "ws or wss"),
            (WeightPerMinuteMax >= 40, nameof(WeightPerMinuteMax), WeightPerMinuteMax, "at least 40"),
            (RequestTimeout > TimeSpan.Zero, nameof(RequestTimeout), RequestTimeout, "above 0"),
            (AttemptsMax >= 1, nameof(AttemptsMax), AttemptsMax, "at least 1"),
            (BackoffMin > TimeSpan.Zero, nameof(BackoffMin), BackoffMin, "above 0"),
            (BackoffMax >= BackoffMin, nameof(BackoffMax), BackoffMax, "at least BackoffMin"),
            (BanPause > TimeSpan.Zero, nameof(BanPause), BanPause, "above 0"),
            (AnswerBytesMax >= 1024, nameof(AnswerBytesMax), AnswerBytesMax, "at least 1024"),
        }
        .Where(rule => !rule.Holds)
        .Select(rule => $"{rule.Name} is '{rule.Value}', must be {rule.Expected}.")
        .Concat(Streams.Mistakes()).Concat(Silence.Mistakes()).Concat(Sockets.Mistakes())
        .ToList();
        return mistakes.Count == 0 ? this : throw new ArgumentException(string.Join(" ", mistakes));
    }
}
