namespace WhaleStack.Venues.Replay;

/// <summary>Holds frames back until it is their turn. One reader at a time.</summary>
internal sealed class ReplayPace
{
    // Timers are no finer.
    private static readonly TimeSpan WaitMin = TimeSpan.FromMilliseconds(1);

    private readonly double? _speed;
    private readonly TimeProvider _time;
    private (long Started, DateTimeOffset First)? _origin;

    public ReplayPace(ReplayOptions options, TimeProvider time)
    {
        _speed = options.Speed;
        _time = time;
        _origin = options.Origin is { } first ? (time.GetTimestamp(), first) : null;
    }

    /// <summary>Waits until a frame of this receive time is due; one from before the last is due at once.</summary>
    public async ValueTask UntilAsync(DateTimeOffset receivedAt, CancellationToken cancellation)
    {
        if (_speed is not { } speed)
        {
            return;
        }

        _origin ??= (_time.GetTimestamp(), receivedAt);
        var due = (receivedAt - _origin.Value.First) / speed;
        var wait = due - _time.GetElapsedTime(_origin.Value.Started);
        if (wait >= WaitMin)
        {
            await Task.Delay(wait, _time, cancellation).ConfigureAwait(false);
        }
    }
}
