using WhaleStack.Domain.Ports;

namespace WhaleStack.Storage.Publishing;

/// <summary>Holds the status of a publisher and tells its watchers of each change, in order. Thread-safe.</summary>
internal sealed class StatusBoard(PublisherStatus first)
{
    private readonly Lock _lock = new();
    private readonly List<Action<PublisherStatus>> _watchers = [];
    private PublisherStatus _current = first;

    public PublisherStatus Current => Volatile.Read(ref _current);

    public void Show(PublisherStatus status)
    {
        lock (_lock)
        {
            if (status == _current)
            {
                return;
            }

            Volatile.Write(ref _current, status);
            foreach (var watcher in _watchers)
            {
                watcher(status);
            }
        }
    }

    public IDisposable Watch(Action<PublisherStatus> onChange)
    {
        ArgumentNullException.ThrowIfNull(onChange);
        lock (_lock)
        {
            _watchers.Add(onChange);
            onChange(_current);
        }

        return new Watching(this, onChange);
    }

    private void End(Action<PublisherStatus> onChange)
    {
        lock (_lock)
        {
            _watchers.Remove(onChange);
        }
    }

    private sealed class Watching(StatusBoard board, Action<PublisherStatus> onChange) : IDisposable
    {
        public void Dispose() => board.End(onChange);
    }
}
