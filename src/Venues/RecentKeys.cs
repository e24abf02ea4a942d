namespace WhaleStack.Venues;

/// <summary>
/// Remembers a value for each of the last keys and forgets the oldest beyond a limit: what was seen before is seen
/// again only after so many others. Not thread-safe.
/// </summary>
internal sealed class RecentKeys<T>
{
    private readonly int _countMax;
    private readonly Dictionary<string, T> _values = new(StringComparer.Ordinal);
    private readonly Queue<string> _oldestFirst = new();

    public RecentKeys(int countMax)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(countMax, 1);
        _countMax = countMax;
    }

    public int Count => _values.Count;

    /// <summary>The value of a key; null when it is not remembered.</summary>
    public bool TryGet(string key, out T? value) => _values.TryGetValue(key, out value);

    /// <summary>Remembers a value; a key that is there keeps its age.</summary>
    public void Set(string key, T value)
    {
        if (!_values.ContainsKey(key))
        {
            _oldestFirst.Enqueue(key);
            if (_oldestFirst.Count > _countMax)
            {
                _values.Remove(_oldestFirst.Dequeue());
            }
        }

        _values[key] = value;
    }
}
