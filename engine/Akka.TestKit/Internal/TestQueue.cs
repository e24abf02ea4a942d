using System.Diagnostics;

namespace Akka.TestKit.Internal;

/// <summary>
/// The messages a test has received and not looked at; one may wait for the next on a thread or in a task.
/// </summary>
internal sealed class TestQueue
{
    private readonly object _lock = new();
    private readonly Queue<MessageEnvelope> _messages = new();
    private TaskCompletionSource _arrival = NewArrival();

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _messages.Count;
            }
        }
    }

    public void Put(MessageEnvelope envelope)
    {
        TaskCompletionSource arrival;
        lock (_lock)
        {
            _messages.Enqueue(envelope);
            Monitor.PulseAll(_lock);
            arrival = _arrival;
            _arrival = NewArrival();
        }

        arrival.TrySetResult();
    }

    /// <summary>Waits for a message; with a negative timeout, for ever.</summary>
    public bool Wait(bool take, TimeSpan timeout, CancellationToken token, out MessageEnvelope envelope)
    {
        var begin = Stopwatch.GetTimestamp();
        using var registration = token.Register(Wake);
        lock (_lock)
        {
            while (!TryGet(take, out envelope))
            {
                token.ThrowIfCancellationRequested();
                var left = Left(timeout, begin);
                if (left == TimeSpan.Zero)
                {
                    return false;
                }

                Monitor.Wait(_lock, left);
            }

            return true;
        }
    }

    /// <summary>Waits for a message; with a negative timeout, for ever.</summary>
    public async ValueTask<(bool Success, MessageEnvelope Envelope)> WaitAsync(
        bool take, TimeSpan timeout, CancellationToken token)
    {
        var begin = Stopwatch.GetTimestamp();
        while (true)
        {
            token.ThrowIfCancellationRequested();
            Task arrival;
            lock (_lock)
            {
                if (TryGet(take, out var envelope))
                {
                    return (true, envelope);
                }

                arrival = _arrival.Task;
            }

            var left = Left(timeout, begin);
            if (left == TimeSpan.Zero)
            {
                return (false, NullMessageEnvelope.Instance);
            }

            try
            {
                await arrival.WaitAsync(left, token).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                // The loop looks once more.
            }
        }
    }

    private static TaskCompletionSource NewArrival() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static TimeSpan Left(TimeSpan timeout, long begin)
    {
        if (timeout < TimeSpan.Zero)
        {
            return Timeout.InfiniteTimeSpan;
        }

        var left = timeout - Stopwatch.GetElapsedTime(begin);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private void Wake()
    {
        lock (_lock)
        {
            Monitor.PulseAll(_lock);
        }
    }

    private bool TryGet(bool take, out MessageEnvelope envelope)
    {
        if (_messages.Count == 0)
        {
            envelope = NullMessageEnvelope.Instance;
            return false;
        }

        envelope = take ? _messages.Dequeue() : _messages.Peek();
        return true;
    }
}
