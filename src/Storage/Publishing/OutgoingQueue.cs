using WhaleStack.Domain.Publishing;

namespace WhaleStack.Storage.Publishing;

/// <summary>
/// Messages that wait to be sent, bounded. Signals wait in order; above the limit the oldest is dropped. Of each
/// channel and instrument one snapshot waits: a newer one takes its place. Thread-safe; nothing here waits but
/// <see cref="WaitAsync"/>.
/// </summary>
internal sealed class OutgoingQueue(int signalsWaitingMax, int snapshotsWaitingMax)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<OutgoingMessage> _signals = new();
    private readonly LinkedList<OutgoingMessage> _snapshots = new();
    private readonly Dictionary<string, LinkedListNode<OutgoingMessage>> _bySubject = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _filled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _conflated;
    private long _signalsDropped;
    private long _snapshotsDropped;

    /// <summary>Snapshots that gave way to a newer one.</summary>
    public long Conflated => Interlocked.Read(ref _conflated);

    /// <summary>Signals dropped at the limit, or after the end.</summary>
    public long SignalsDropped => Interlocked.Read(ref _signalsDropped);

    /// <summary>Snapshots dropped at the limit of instruments, or after the end.</summary>
    public long SnapshotsDropped => Interlocked.Read(ref _snapshotsDropped);

    /// <summary>Messages that wait.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _signals.Count + _snapshots.Count;
            }
        }
    }

    /// <summary>Whether nothing more will come.</summary>
    public bool IsClosed => _closed.Task.IsCompleted;

    /// <summary>Completes when nothing more will come.</summary>
    public Task Closed => _closed.Task;

    /// <summary>Whether nothing waits and nothing more will come.</summary>
    public bool IsOver => IsClosed && Count == 0;

    /// <summary>Takes a message, the newest of all.</summary>
    public void Add(OutgoingMessage message)
    {
        lock (_lock)
        {
            if (IsClosed)
            {
                CountDropped(message);
                return;
            }

            if (message.Kind == PublicationKind.Signal)
            {
                _signals.AddLast(message);
                DropOldestSignals();
            }
            else
            {
                AddSnapshot(message);
            }

            _filled.TrySetResult();
        }
    }

    /// <summary>
    /// Takes out up to so many messages: the oldest signals, then the oldest snapshots, for which a quarter is kept.
    /// </summary>
    public List<OutgoingMessage> Take(int countMax)
    {
        var taken = new List<OutgoingMessage>();
        lock (_lock)
        {
            var signalsMax = countMax - Math.Min(_snapshots.Count, countMax / 4);
            while (taken.Count < signalsMax && _signals.First is { } signal)
            {
                taken.Add(signal.Value);
                _signals.RemoveFirst();
            }

            while (taken.Count < countMax && _snapshots.First is { } snapshot)
            {
                taken.Add(snapshot.Value);
                _snapshots.RemoveFirst();
                _bySubject.Remove(KeyOf(snapshot.Value));
            }

            if (_signals.Count + _snapshots.Count == 0 && !IsClosed && _filled.Task.IsCompleted)
            {
                _filled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }

        return taken;
    }

    /// <summary>Puts back what was taken and not sent: it is older than all that waits.</summary>
    public void GiveBack(List<OutgoingMessage> messages)
    {
        lock (_lock)
        {
            for (var i = messages.Count - 1; i >= 0; i--)
            {
                if (messages[i].Kind == PublicationKind.Signal)
                {
                    _signals.AddFirst(messages[i]);
                }
                else
                {
                    GiveBackSnapshot(messages[i]);
                }
            }

            DropOldestSignals();
            DropOldestSnapshots();
            if (_signals.Count + _snapshots.Count > 0)
            {
                _filled.TrySetResult();
            }
        }
    }

    /// <summary>Completes when something waits or nothing more will come.</summary>
    public Task WaitAsync()
    {
        lock (_lock)
        {
            return _filled.Task;
        }
    }

    /// <summary>Nothing more will come; returns at once.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _closed.TrySetResult();
            _filled.TrySetResult();
        }
    }

    private static string KeyOf(OutgoingMessage message) => $"{message.Channel} {message.Subject}";

    private void AddSnapshot(OutgoingMessage message)
    {
        if (_bySubject.TryGetValue(KeyOf(message), out var waiting))
        {
            waiting.Value = message;
            Interlocked.Increment(ref _conflated);
            return;
        }

        _bySubject.Add(KeyOf(message), _snapshots.AddLast(message));
        DropOldestSnapshots();
    }

    private void GiveBackSnapshot(OutgoingMessage message)
    {
        if (_bySubject.ContainsKey(KeyOf(message)))
        {
            Interlocked.Increment(ref _conflated);
        }
        else
        {
            _bySubject.Add(KeyOf(message), _snapshots.AddFirst(message));
        }
    }

    private void DropOldestSignals()
    {
        while (_signals.Count > signalsWaitingMax)
        {
            CountDropped(_signals.First!.Value);
            _signals.RemoveFirst();
        }
    }

    private void DropOldestSnapshots()
    {
        while (_snapshots.Count > snapshotsWaitingMax)
        {
            var oldest = _snapshots.First!.Value;
            CountDropped(oldest);
            _bySubject.Remove(KeyOf(oldest));
            _snapshots.RemoveFirst();
        }
    }

    private void CountDropped(OutgoingMessage message)
    {
        if (message.Kind == PublicationKind.Signal)
        {
            Interlocked.Increment(ref _signalsDropped);
        }
        else
        {
            Interlocked.Increment(ref _snapshotsDropped);
        }
    }
}
