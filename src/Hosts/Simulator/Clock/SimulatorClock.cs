namespace WhaleStack.Simulator.Clock;

/// <summary>The simulated time: another clock's seconds, counted from a moment of choice.</summary>
public sealed class SimulatorClock : TimeProvider
{
    private readonly TimeProvider _pace;
    private readonly DateTimeOffset _origin;
    private readonly long _started;

    /// <summary>Makes it; it runs at once.</summary>
    /// <param name="pace">The clock whose seconds are counted, and whose timers ring.</param>
    /// <param name="origin">What it shows now, such as the first moment of a tape.</param>
    public SimulatorClock(TimeProvider pace, DateTimeOffset origin)
    {
        _pace = pace;
        _origin = origin;
        _started = pace.GetTimestamp();
    }

    /// <inheritdoc/>
    public override long TimestampFrequency => _pace.TimestampFrequency;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => _origin + _pace.GetElapsedTime(_started);

    /// <inheritdoc/>
    public override long GetTimestamp() => _pace.GetTimestamp();

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        _pace.CreateTimer(callback, state, dueTime, period);
}
