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
    /// <param name="cancellation">Ends waiting.</param>
    /// <param name="weight">How many requests it counts for, 1 to the number within a window.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled first; nothing is counted.</exception>
    /// <exception cref="ArgumentOutOfRangeException">No window is large enough for the weight.</exception>
    public async ValueTask TakeAsync(CancellationToken cancellation, int weight = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(weight, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(weight, _sentAt.Length);
        await _turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            // When the youngest of those that must be out of the window has left it, so have the others.
            var youngest = _sent + weight - 1 - _sentAt.Length;
            if (youngest >= 0)
            {
                var wait = _window - _time.GetElapsedTime(_sentAt[youngest % _sentAt.Length]);
                if (wait > TimeSpan.Zero)
                {
                    await Task.Delay(wait, _time, cancellation).ConfigureAwait(false);
                }
            }

            var now = _time.GetTimestamp();
            for (var i = 0; i < weight; i++)
            {
                _sentAt[_sent++ % _sentAt.Length] = now;
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();
}
