namespace Akka.Routing;

/// <summary>
/// A ring on which each node stands at several places; a key belongs to the next place after its own. Where a node
/// comes or goes, only the keys next to its places move. It does not change, so any thread may use it.
/// </summary>
public class ConsistentHash<T>
{
    private readonly int _virtualNodesFactor;
    private readonly int[] _points;
    private readonly T[] _nodes;

    /// <summary>Holds a ring: nodes by their places.</summary>
    /// <exception cref="ArgumentException">The factor is below one.</exception>
    public ConsistentHash(SortedDictionary<int, T> nodes, int virtualNodesFactor)
    {
        if (virtualNodesFactor < 1)
        {
            throw new ArgumentException("virtualNodesFactor must be >= 1", nameof(virtualNodesFactor));
        }

        ArgumentNullException.ThrowIfNull(nodes);
        _virtualNodesFactor = virtualNodesFactor;
        _points = [.. nodes.Keys];
        _nodes = [.. nodes.Values];
    }

    /// <summary>True when no node is on the ring.</summary>
    public bool IsEmpty => _points.Length == 0;

    /// <summary>A ring with one node more.</summary>
    public static ConsistentHash<T> operator +(ConsistentHash<T> hash, T node) => hash.Add(node);

    /// <summary>A ring without a node.</summary>
    public static ConsistentHash<T> operator -(ConsistentHash<T> hash, T node) => hash.Remove(node);

    /// <summary>A ring with one node more.</summary>
    public ConsistentHash<T> Add(T node)
    {
        var nodes = Copy();
        foreach (var point in ConsistentHash.Points(node, _virtualNodesFactor))
        {
            nodes[point] = node;
        }

        return new ConsistentHash<T>(nodes, _virtualNodesFactor);
    }

    /// <summary>A ring without a node.</summary>
    public ConsistentHash<T> Remove(T node)
    {
        var nodes = Copy();
        foreach (var point in ConsistentHash.Points(node, _virtualNodesFactor))
        {
            nodes.Remove(point);
        }

        return new ConsistentHash<T>(nodes, _virtualNodesFactor);
    }

    /// <summary>The node that a key belongs to.</summary>
    /// <exception cref="InvalidOperationException">The ring is empty.</exception>
    public T NodeFor(byte[] key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return NodeAt(ConsistentHash.Hash(key), () => Convert.ToHexString(key));
    }

    /// <summary>The node that a key belongs to.</summary>
    /// <exception cref="InvalidOperationException">The ring is empty.</exception>
    public T NodeFor(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return NodeAt(ConsistentHash.Hash(key), () => key);
    }

    private T NodeAt(int point, Func<string> key)
    {
        if (IsEmpty)
        {
            throw new InvalidOperationException($"The ring is empty, so [{key()}] has no node.");
        }

        var found = Array.BinarySearch(_points, point);
        var next = found >= 0 ? found : ~found;
        return _nodes[next == _nodes.Length ? 0 : next];
    }

    private SortedDictionary<int, T> Copy()
    {
        var nodes = new SortedDictionary<int, T>();
        for (var i = 0; i < _points.Length; i++)
        {
            nodes.Add(_points[i], _nodes[i]);
        }

        return nodes;
    }
}
