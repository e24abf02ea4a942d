using System.Collections.Concurrent;
using WhaleStack.Domain.Ports;
using WhaleStack.Venues.Sockets;

namespace WhaleStack.Venues.Bybit.Private;

/// <summary>
/// One authenticated connection for orders and the requests that wait on it. What was sent on it and not answered when
/// it ends is in doubt; nothing is ever sent again on a later one. Thread-safe.
/// </summary>
internal sealed class BybitOrderSession
{
    private const int ServiceRestarts = 10019;
    private readonly VenueConnection _connection;
    private readonly int _awaitedMax;
    private readonly ConcurrentDictionary<string, TaskCompletionSource<BybitSocketAnswer?>> _awaited =
        new(StringComparer.Ordinal);
    private volatile bool _hasEnded;

    public BybitOrderSession(VenueConnection connection, int awaitedMax)
    {
        _connection = connection;
        _awaitedMax = awaitedMax;
    }

    /// <summary>Whether requests may be sent on it.</summary>
    public bool IsOpen => !_hasEnded && !_connection.IsEnded;

    /// <summary>Sends a request and returns what to wait for; null when it was not sent.</summary>
    /// <exception cref="FeedException">It may have been sent.</exception>
    public async Task<Task<BybitSocketAnswer?>?> SendAsync(string id, string frame, CancellationToken cancellation)
    {
        if (!IsOpen || _awaited.Count >= _awaitedMax)
        {
            return null;
        }

        var answer = new TaskCompletionSource<BybitSocketAnswer?>(TaskCreationOptions.RunContinuationsAsynchronously);
        _awaited[id] = answer;
        try
        {
            await _connection.SendAsync(frame, cancellation).ConfigureAwait(false);
        }
        catch
        {
            Forget(id);
            throw;
        }

        if (_hasEnded)
        {
            answer.TrySetResult(null); // It ended between the two: the one who ends it may not have seen ours.
        }

        return answer.Task;
    }

    /// <summary>Nobody waits any more.</summary>
    public void Forget(string id) => _awaited.TryRemove(id, out _);

    /// <summary>Reads answers until the connection ends.</summary>
    /// <param name="leaving">Called when the venue says that it will end, before whoever asked hears of it.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="FeedException">It ended.</exception>
    public async Task FollowAsync(Action leaving, CancellationToken cancellation)
    {
        await foreach (var raw in _connection.Frames.ReadAllAsync(cancellation).ConfigureAwait(false))
        {
            if (BybitSocketAnswer.Read(raw.Payload) is not { } answer)
            {
                continue;
            }

            var isRestart = answer.Code == ServiceRestarts;
            if (isRestart)
            {
                _hasEnded = true;
                leaving();
            }

            // Nobody waits for a heart-beat, or for an answer that comes too late.
            if (_awaited.TryRemove(answer.RequestId, out var waiter))
            {
                waiter.TrySetResult(answer);
            }

            if (isRestart)
            {
                throw new FeedException("bybit-orders: the venue's order service restarts");
            }
        }
    }

    /// <summary>Ends it: what waits is in doubt.</summary>
    public void End()
    {
        _hasEnded = true;
        foreach (var waiter in _awaited.Values)
        {
            waiter.TrySetResult(null);
        }

        _awaited.Clear();
    }
}
