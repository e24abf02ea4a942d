namespace WhaleStack.Venues.Http;

/// <summary>
/// One of a venue's limits for an account: so many units in any window of time. Starts from the documented figure and
/// then believes the venue, which says with each answer how many there are, how many are left, and until when to wait.
/// Requests wait in the order in which they ask. Thread-safe.
/// </summary>
/// <remarks>Memory: one time stamp for each request of a window.</remarks>
public sealed class RateBucket : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Lock _gate = new();
    private readonly Queue<(long At, int Units)> _sent = new();
    private readonly TimeSpan _window;
    private readonly TimeSpan _resetWaitMax;
    private readonly TimeProvider _time;
    private int _unitsMax;
    private int _unitsSent;
    private DateTimeOffset _closedUntil = DateTimeOffset.MinValue;

    /// <summary>Makes one.</summary>
    /// <param name="unitsMax">Units within a window until the venue says otherwise, at least 1.</param>
    /// <param name="window">Length of the window, above zero.</param>
    /// <param name="resetWaitMax">Longest wait that the venue's word can bring about.</param>
    /// <param name="time">Clock.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public RateBucket(int unitsMax, TimeSpan window, TimeSpan resetWaitMax, TimeProvider time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(unitsMax, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(window, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(resetWaitMax, TimeSpan.Zero);
        ArgumentNullException.ThrowIfNull(time);
        _unitsMax = unitsMax;
        _window = window;
        _resetWaitMax = resetWaitMax;
        _time = time;
    }

    /// <summary>Units within a window, as documented or as the venue said last.</summary>
    public int UnitsMax
    {
        get
        {
            lock (_gate)
            {
                return _unitsMax;
            }
        }
    }

    /// <summary>Returns when so many more units may go. More than a window has go alone.</summary>
    /// <param name="units">At least 1.</param>
    /// <param name="cancellation">Ends the wait; nothing is counted then.</param>
    public async ValueTask TakeAsync(int units, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(units, 1);
        await _turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            while (WaitFor(units) is { } wait)
            {
                await Task.Delay(wait, _time, cancellation).ConfigureAwait(false);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Takes the venue's word.</summary>
    /// <param name="unitsMax">Units of a window; null where it does not say.</param>
    /// <param name="unitsLeft">Units left; null where it does not say.</param>
    /// <param name="openAt">When there will be units again, by our clock; null where it does not say.</param>
    public void Learn(int? unitsMax, int? unitsLeft, DateTimeOffset? openAt)
    {
        lock (_gate)
        {
            if (unitsMax is >= 1)
            {
                _unitsMax = unitsMax.Value;
            }

            if (unitsLeft is <= 0 && openAt is { } until)
            {
                var latest = _time.GetUtcNow() + _resetWaitMax;
                _closedUntil = until < latest ? until : latest;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    // How long to wait, or null when the units are counted and may go.
    private TimeSpan? WaitFor(int units)
    {
        lock (_gate)
        {
            var closed = _closedUntil - _time.GetUtcNow();
            if (closed > TimeSpan.Zero)
            {
                return closed;
            }

            while (_sent.TryPeek(out var oldest) && _time.GetElapsedTime(oldest.At) >= _window)
            {
                _sent.Dequeue();
                _unitsSent -= oldest.Units;
            }

            if (_unitsSent > 0 && _unitsSent + units > _unitsMax)
            {
                // Never below zero, though the window may have ended since it was looked at.
                var wait = _window - _time.GetElapsedTime(_sent.Peek().At);
                return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
            }

            _sent.Enqueue((_time.GetTimestamp(), units));
            _unitsSent += units;
            return null;
        }
    }
}
