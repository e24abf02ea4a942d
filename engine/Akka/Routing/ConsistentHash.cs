using System.Buffers.Binary;
using System.Text;

namespace Akka.Routing;

/// <summary>Makes rings of nodes.</summary>
public static class ConsistentHash
{
    /// <summary>
    /// A ring of nodes. A node is known by its text (<see cref="object.ToString"/>), so equal texts hash alike in every
    /// process.
    /// </summary>
    /// <exception cref="ArgumentException">The factor is below one.</exception>
    public static ConsistentHash<T> Create<T>(IEnumerable<T> nodes, int virtualNodesFactor)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        var points = new SortedDictionary<int, T>();
        foreach (var node in nodes)
        {
            foreach (var point in Points(node, virtualNodesFactor))
            {
                points[point] = node;
            }
        }

        return new ConsistentHash<T>(points, virtualNodesFactor);
    }

    /// <summary>The places of a node on the ring.</summary>
    internal static IEnumerable<int> Points<T>(T node, int virtualNodesFactor)
    {
        var first = Hash(node!.ToString()!);
        for (var i = 0; i < virtualNodesFactor; i++)
        {
            yield return i == 0 ? first : Mix((uint)first + ((uint)i * 0x9E3779B9u));
        }
    }

    internal static int Hash(string text) => Hash(Encoding.UTF8.GetBytes(text));

    /// <summary>The same for the same bytes on every machine, and spread over all of the ring.</summary>
    internal static int Hash(ReadOnlySpan<byte> bytes)
    {
        var hash = 2166136261u;
        while (bytes.Length >= 4)
        {
            hash = (hash ^ BinaryPrimitives.ReadUInt32LittleEndian(bytes)) * 16777619u;
            hash ^= hash >> 15;
            bytes = bytes[4..];
        }

        foreach (var rest in bytes)
        {
            hash = (hash ^ rest) * 16777619u;
        }

        return Mix(hash);
    }

    /// <summary>Lets each bit of a number change half of the bits of another.</summary>
    private static int Mix(uint value)
    {
        value = (value ^ (value >> 16)) * 0x7FEB352Du;
        value = (value ^ (value >> 15)) * 0x846CA68Bu;
        return (int)(value ^ (value >> 16));
    }
}
