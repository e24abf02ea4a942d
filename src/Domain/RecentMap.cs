using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace WhaleStack.Domain;

/// <summary>An immutable map that remembers the last entries added and forgets the oldest beyond a limit.</summary>
internal sealed class RecentMap<T>
{
    private readonly int _countMax;
    private readonly ImmutableDictionary<string, T> _entries;
    private readonly ImmutableQueue<string> _oldestFirst;

    public RecentMap(int countMax)
        : this(countMax, ImmutableDictionary.Create<string, T>(StringComparer.Ordinal), [])
    {
    }

    private RecentMap(int countMax, ImmutableDictionary<string, T> entries, ImmutableQueue<string> oldestFirst)
    {
        _countMax = countMax;
        _entries = entries;
        _oldestFirst = oldestFirst;
    }

    public int Count => _entries.Count;

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out T value) => _entries.TryGetValue(key, out value);

    public bool ContainsKey(string key) => _entries.ContainsKey(key);

    /// <summary>The map with the value; an entry that is there keeps its age.</summary>
    public RecentMap<T> SetItem(string key, T value)
    {
        if (_entries.ContainsKey(key))
        {
            return new RecentMap<T>(_countMax, _entries.SetItem(key, value), _oldestFirst);
        }

        var entries = _entries.Add(key, value);
        var oldestFirst = _oldestFirst.Enqueue(key);
        while (entries.Count > _countMax)
        {
            oldestFirst = oldestFirst.Dequeue(out var oldest);
            entries = entries.Remove(oldest);
        }

        return new RecentMap<T>(_countMax, entries, oldestFirst);
    }
}
