namespace WhaleStack.Venues.Replay;

/// <summary>How a recording is played.</summary>
public sealed record ReplayOptions
{
    /// <summary>Fastest multiple of the recorded pace; beyond it play flat out.</summary>
    public const double SpeedMax = 1e6;

    /// <summary>Multiples of the recorded pace, above 0; null: as fast as it is read.</summary>
    public double? Speed { get; init; } = 1;

    /// <summary>Receive time that is due at once; that of the first frame unless set. Feeds that play parts of one
    /// recording share it, so that they keep their distance.</summary>
    public DateTimeOffset? Origin { get; init; }

    /// <summary>Which of the recording's connections are played; all of them unless set.</summary>
    public Func<string, bool> Connections { get; init; } = _ => true;

    /// <summary>Says what is wrong with the values, or returns them.</summary>
    /// <exception cref="ArgumentException">A value is out of range.</exception>
    public ReplayOptions Validated() => Speed is null or (> 0 and <= SpeedMax)
        ? this
        : throw new ArgumentException($"{nameof(Speed)} is '{Speed}', must be above 0, at most {SpeedMax}, or null.");
}
