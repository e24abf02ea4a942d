namespace Akka.Persistence.Rows;

/// <summary>What the plugins of one system share by a key, such as a database's writer; ends with the system.</summary>
internal sealed class Shared<T>
    where T : class, IDisposable
{
    private readonly object _gate = new();
    private readonly Dictionary<string, T> _items = new(StringComparer.Ordinal);
    private bool _hasEnded;

    /// <summary>The one with a key, made when it is first asked for.</summary>
    public T For(string key, Func<T> create)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_hasEnded, this);
            if (!_items.TryGetValue(key, out var item))
            {
                item = create();
                _items.Add(key, item);
            }

            return item;
        }
    }

    /// <summary>Disposes of all; nothing can be had afterwards.</summary>
    public void End()
    {
        lock (_gate)
        {
            _hasEnded = true;
            foreach (var item in _items.Values)
            {
                item.Dispose();
            }
        }
    }
}
