using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Akka.Persistence.Journal;

/// <summary>What a journal in memory holds; safe for many threads.</summary>
internal sealed class MemoryEvents
{
    private readonly Dictionary<string, long> _highest = new(StringComparer.Ordinal);
    private readonly InOrder<(IPersistentRepresentation Event, IImmutableSet<string>? Tags)> _inOrder = new();

    public object Gate { get; } = new();

    public ConcurrentDictionary<string, LinkedList<IPersistentRepresentation>> Messages { get; } =
        new(StringComparer.Ordinal);

    /// <summary>Remembers the place of an event in the order of all; the gate must be held.</summary>
    public void Note(IPersistentRepresentation persistent, IImmutableSet<string>? tags)
    {
        ref var highest = ref CollectionsMarshal.GetValueRefOrAddDefault(_highest, persistent.PersistenceId, out _);
        highest = Math.Max(highest, persistent.SequenceNr);
        _inOrder.Add((persistent, tags));
    }

    /// <summary>The highest sequence number ever noted for an id; the gate must be held.</summary>
    public long Highest(string persistenceId) => _highest.GetValueOrDefault(persistenceId);

    /// <summary>All ids ever noted, and how many events there were.</summary>
    public (string[] Ids, int Count) PersistenceIds()
    {
        lock (Gate)
        {
            return (_highest.Keys.ToArray(), _inOrder.Count);
        }
    }

    /// <summary>
    /// Events in the order in which they were stored, from an offset (the first has 0) on to another, both inclusive,
    /// with a tag or all; with the highest offset of all.
    /// </summary>
    public (List<(IPersistentRepresentation Event, int Offset)> Found, int Highest) Read(
        int fromOffset, int toOffset, long max, string? tag)
    {
        lock (Gate)
        {
            var found = new List<(IPersistentRepresentation, int)>();
            var last = Math.Min(toOffset, _inOrder.Count - 1);
            for (var i = Math.Max(0, fromOffset); i <= last && found.Count < max; i++)
            {
                var (persistent, tags) = _inOrder[i];
                if (tag is null || tags?.Contains(tag) == true)
                {
                    found.Add((persistent, i));
                }
            }

            return (found, _inOrder.Count - 1);
        }
    }

    // A list in blocks: one array for all would be copied again and again, and be collected last.
    private sealed class InOrder<T>
    {
        private const int BlockSize = 1024;

        private readonly List<T[]> _blocks = [];

        public int Count { get; private set; }

        public T this[int index] => _blocks[index / BlockSize][index % BlockSize];

        public void Add(T item)
        {
            if (Count % BlockSize == 0)
            {
                _blocks.Add(new T[BlockSize]);
            }

            _blocks[^1][Count++ % BlockSize] = item;
        }
    }
}
