namespace WhaleStack.Venues.Http;

/// <summary>
/// Lets at most so many requests go within any window of time, in the order in which they ask; the others wait. Counts
/// exactly what venues count, by the clock it is given. Thread-safe.
/// </summary>
/// <remarks>Memory: one time stamp for each request of a window.</remarks>
public sealed class RequestBudget : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly long[] _sentAt;
    private readonly TimeSpan _window;
    private readonly TimeProvider _time;
    private long _sent;

    /// <summary>Makes one.</summary>
    /// <param name="requestsMax">Requests within a window, at least 1.</param>
    /// <param name="window">Length of the window, above zero.</param>
    /// <param name="time">Clock.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public RequestBudget(int requestsMax, TimeSpan window, TimeProvider time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(requestsMax, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(window, TimeSpan.Zero);
        ArgumentNullException.ThrowIfNull(time);
        _sentAt = new long[requestsMax];
        _window = window;
        _time = time;
    }

    /// <summary>Returns when one more request may go.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled first; nothing is counted.</exception>
    public async ValueTask TakeAsync(CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            var slot = _sent % _sentAt.Length;
            if (_sent >= _sentAt.Length)
            {
                var wait = _window - _time.GetElapsedTime(_sentAt[slot]);
                if (wait > TimeSpan.Zero)
                {
                    await Task.Delay(wait, _time, cancellation).ConfigureAwait(false);
                }
            }

            _sentAt[slot] = _time.GetTimestamp();
            _sent++;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();
}
