namespace Akka.Streams;

/// <summary>How a stream that ended is started again: how long to wait, and how often to try.</summary>
public class RestartSettings
{
    private RestartSettings(
        TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor, int maxRestarts, TimeSpan maxRestartsWithin)
    {
        MinBackoff = minBackoff;
        MaxBackoff = maxBackoff;
        RandomFactor = randomFactor;
        MaxRestarts = maxRestarts;
        MaxRestartsWithin = maxRestartsWithin;
    }

    /// <summary>The wait before the first restart; it doubles with each further one.</summary>
    public TimeSpan MinBackoff { get; }

    /// <summary>The wait never exceeds this, but for the random part.</summary>
    public TimeSpan MaxBackoff { get; }

    /// <summary>How much, at most, is added to a wait by chance: 0.2 is up to 20 %.</summary>
    public double RandomFactor { get; }

    /// <summary>How many restarts there may be within <see cref="MaxRestartsWithin"/>.</summary>
    public int MaxRestarts { get; }

    /// <summary>How long a stream must run for its restarts to be forgotten.</summary>
    public TimeSpan MaxRestartsWithin { get; }

    public static RestartSettings Create(TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor) =>
        new(minBackoff, maxBackoff, randomFactor, int.MaxValue, minBackoff);

    public RestartSettings WithMinBackoff(TimeSpan value) =>
        new(value, MaxBackoff, RandomFactor, MaxRestarts, MaxRestartsWithin);

    public RestartSettings WithMaxBackoff(TimeSpan value) =>
        new(MinBackoff, value, RandomFactor, MaxRestarts, MaxRestartsWithin);

    public RestartSettings WithRandomFactor(double value) =>
        new(MinBackoff, MaxBackoff, value, MaxRestarts, MaxRestartsWithin);

    public RestartSettings WithMaxRestarts(int count, TimeSpan within) =>
        new(MinBackoff, MaxBackoff, RandomFactor, count, within);

    public override string ToString() =>
        $"RestartSettings(minBackoff={MinBackoff}, maxBackoff={MaxBackoff}, randomFactor={RandomFactor}, "
        + $"maxRestarts={MaxRestarts}, maxRestartsWithin={MaxRestartsWithin})";
}
