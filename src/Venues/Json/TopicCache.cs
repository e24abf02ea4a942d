using System.Collections.Concurrent;
using System.Text;

namespace WhaleStack.Venues.Json;

/// <summary>Topics by their names on the wire, each understood once. Thread-safe.</summary>
/// <typeparam name="T">What is known of a topic.</typeparam>
internal sealed class TopicCache<T>
    where T : class
{
    private const int NameBytesMax = 96;

    // Garbage could invent names without end: above this many they are read anew each time.
    private const int CachedMax = 8192;

    private readonly Func<string, T?> _readNew;
    private readonly ConcurrentDictionary<string, T> _known = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, T>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    /// <summary>Makes one.</summary>
    /// <param name="readNew">Understands a name; null when it cannot.</param>
    public TopicCache(Func<string, T?> readNew)
    {
        _readNew = readNew;
        _lookup = _known.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>Reads a name on the wire; null when it is not understood.</summary>
    public T? Read(ReadOnlySpan<byte> wireName)
    {
        Span<char> text = stackalloc char[NameBytesMax];
        if (wireName.Length is 0 or > NameBytesMax || !Encoding.UTF8.TryGetChars(wireName, text, out var length))
        {
            return null;
        }

        text = text[..length];
        if (_lookup.TryGetValue(text, out var known))
        {
            return known;
        }

        var topic = _readNew(text.ToString());
        if (topic is not null && _known.Count < CachedMax)
        {
            _lookup.TryAdd(text, topic);
        }

        return topic;
    }
}
