using System.Collections.Immutable;
using WhaleStack.Venues.Sockets;

namespace WhaleStack.Venues.Binance;

/// <summary>How Binance's sockets are opened, watched and used. Source: Binance's documentation, websocket
/// streams.</summary>
public sealed record BinanceSocketOptions
{
    /// <summary>Streams that one connection may carry, the venue's limit.</summary>
    public const int StreamsMax = 1024;

    /// <summary>Levels a side that a book's snapshot may have; the venue has no others.</summary>
    public static ImmutableArray<int> SnapshotSizes { get; } = [5, 10, 20, 50, 100, 500, 1000];

    /// <summary>Time for a socket to open.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Time for the answer to a subscribe request.</summary>
    public TimeSpan AckTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Time between our ping frames. The venue's own come every 3 minutes and are answered at once.</summary>
    public TimeSpan KeepAliveInterval { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Time for the answer to a ping frame.</summary>
    public TimeSpan KeepAliveTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// Silence after which a socket counts as dead, where it carries streams that are pushed whatever happens.
    /// </summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Most tries to open the connection that takes over; with their pauses they fit into what is left of a day.
    /// </summary>
    public const int HandoverTriesMax = 20;

    /// <summary>
    /// Age at which a connection is handed over to a second one: the venue closes each after 24 hours.
    /// </summary>
    public TimeSpan LifetimeMax { get; init; } = TimeSpan.FromHours(23);

    /// <summary>
    /// Time for which both connections bring data before the second takes over; as long before it is opened, what the
    /// first brings is remembered.
    /// </summary>
    public TimeSpan HandoverOverlap { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Messages of ours in a second: the venue allows 10, pings and pongs included.</summary>
    public int MessagesPerSecondMax { get; init; } = 5;

    /// <summary>Streams in one subscribe request: no more than fits a short message.</summary>
    public int StreamsPerRequestMax { get; init; } = 100;

    /// <summary>Levels a side of a book's snapshot: one of <see cref="SnapshotSizes"/>.</summary>
    public int SnapshotLevels { get; init; } = 1000;

    /// <summary>Pause after a snapshot that could not be had.</summary>
    public TimeSpan SnapshotRetryPause { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Snapshots in a row that cannot be had, after which the feed ends: about as long as two bans.</summary>
    public int SnapshotFailuresMax { get; init; } = 24;

    /// <summary>Largest frame accepted, in bytes.</summary>
    public int FrameBytesMax { get; init; } = 4 * 1024 * 1024;

    /// <summary>Frames held between sockets and reader; at the limit the sockets are not read.</summary>
    public int FramesBufferedMax { get; init; } = 1024;

    /// <summary>For the machinery that all venues share.</summary>
    /// <param name="mayBeSilent">Whether silence is no sign.</param>
    internal ConnectionOptions Connection(bool mayBeSilent) => new()
    {
        ConnectTimeout = ConnectTimeout,
        KeepAliveInterval = KeepAliveInterval,
        KeepAliveTimeout = KeepAliveTimeout,
        StallTimeout = mayBeSilent ? null : StallTimeout,
        FrameBytesMax = FrameBytesMax,
        FramesBufferedMax = FramesBufferedMax,
    };

    /// <summary>What is wrong with the values, one sentence each; empty when nothing is.</summary>
    internal IEnumerable<string> Mistakes() => Durations()
        .Where(duration => duration.Value <= TimeSpan.Zero || duration.Value > TimeSpan.FromDays(1))
        .Select(duration => $"Sockets.{duration.Name} is '{duration.Value}', must be above 0, at most a day.")
        .Concat(Counts()
            .Where(count => count.Value < 1 || count.Value > count.Max)
            .Select(count => $"Sockets.{count.Name} is '{count.Value}', must be 1 to {count.Max}."))
        .Concat(SnapshotSizes.Contains(SnapshotLevels)
            ? []
            : [$"Sockets.SnapshotLevels is '{SnapshotLevels}', must be one of {string.Join(", ", SnapshotSizes)}."]);

    private IEnumerable<(string Name, TimeSpan Value)> Durations() =>
    [
        (nameof(ConnectTimeout), ConnectTimeout), (nameof(AckTimeout), AckTimeout),
        (nameof(KeepAliveInterval), KeepAliveInterval), (nameof(KeepAliveTimeout), KeepAliveTimeout),
        (nameof(StallTimeout), StallTimeout), (nameof(LifetimeMax), LifetimeMax),
        (nameof(HandoverOverlap), HandoverOverlap),
        (nameof(SnapshotRetryPause), SnapshotRetryPause),
    ];

    private IEnumerable<(string Name, int Value, int Max)> Counts() =>
    [
        (nameof(MessagesPerSecondMax), MessagesPerSecondMax, 10),
        (nameof(StreamsPerRequestMax), StreamsPerRequestMax, StreamsMax),
        (nameof(SnapshotFailuresMax), SnapshotFailuresMax, 1000),
        (nameof(FrameBytesMax), FrameBytesMax, int.MaxValue),
        (nameof(FramesBufferedMax), FramesBufferedMax, int.MaxValue),
    ];
}
