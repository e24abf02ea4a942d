namespace WhaleStack.Venues.Sockets;

/// <summary>How one socket is opened, read and watched, whatever the venue.</summary>
internal sealed record ConnectionOptions
{
    /// <summary>Time for the socket to open.</summary>
    public required TimeSpan ConnectTimeout { get; init; }

    /// <summary>Time between pings as texts; without a meaning where <see cref="Ping"/> is null.</summary>
    public TimeSpan PingInterval { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>The text of a ping by its number; null where the venue knows none.</summary>
    public Func<int, string>? Ping { get; init; }

    /// <summary>Time between ping frames of the protocol; zero for none.</summary>
    public TimeSpan KeepAliveInterval { get; init; }

    /// <summary>Time for the answer to a ping frame, after which the connection counts as lost; infinite for
    /// ever.</summary>
    public TimeSpan KeepAliveTimeout { get; init; } = Timeout.InfiniteTimeSpan;

    /// <summary>
    /// Silence after which the socket counts as dead; only time spent waiting for the venue counts, not time in which
    /// the reader was busy. Null where silence is no sign.
    /// </summary>
    public TimeSpan? StallTimeout { get; init; }

    /// <summary>Largest frame accepted, in bytes.</summary>
    public required int FrameBytesMax { get; init; }

    /// <summary>Frames held between socket and reader; at the limit the socket is not read.</summary>
    public required int FramesBufferedMax { get; init; }
}
