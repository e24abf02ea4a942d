using WhaleStack.Messages.Clock;

namespace WhaleStack.Actors.Feeds;

/// <summary>
/// How far the past has been worked through in this process; outlives the actor that works. Thread-safe.
/// </summary>
public sealed class HistoryProgress
{
    private readonly Lock _gate = new();
    private Watermark? _lastDone;
    private long _steps;

    /// <summary>The last step that was done; null before the first.</summary>
    public Watermark? LastDone
    {
        get
        {
            lock (_gate)
            {
                return _lastDone;
            }
        }
    }

    /// <summary>Steps done, each counted once.</summary>
    public long Steps
    {
        get
        {
            lock (_gate)
            {
                return _steps;
            }
        }
    }

    /// <summary>A step was done; said again, it changes nothing.</summary>
    public void Advance(Watermark watermark)
    {
        lock (_gate)
        {
            if (_lastDone is null || watermark > _lastDone)
            {
                _lastDone = watermark;
                _steps++;
            }
        }
    }
}
