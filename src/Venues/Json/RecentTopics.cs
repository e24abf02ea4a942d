using System.Buffers.Binary;

namespace WhaleStack.Venues.Json;

/// <summary>A topic that a venue names.</summary>
internal interface IWireTopic
{
    /// <summary>Its name as the venue writes it, in UTF-8.</summary>
    ReadOnlyMemory<byte> WireUtf8 { get; }
}

/// <summary>The topics that a reader met last, found by the bytes of their names. Not thread-safe.</summary>
/// <typeparam name="T">What is known of a topic.</typeparam>
internal sealed class RecentTopics<T>
    where T : class, IWireTopic
{
    private const int SlotBits = 10;

    private readonly TopicCache<T> _topics;
    private readonly T?[] _recent = new T?[1 << SlotBits];

    /// <summary>Makes one.</summary>
    /// <param name="topics">Where topics are looked up that were not met lately.</param>
    public RecentTopics(TopicCache<T> topics) => _topics = topics;

    /// <summary>Reads a name on the wire; null when it is not understood.</summary>
    public T? Read(ReadOnlySpan<byte> wireName)
    {
        if (wireName.Length < sizeof(ulong))
        {
            return _topics.Read(wireName);
        }

        // Kind and instrument stand at the two ends, whichever the venue writes first.
        var first = BinaryPrimitives.ReadUInt64LittleEndian(wireName);
        var last = BinaryPrimitives.ReadUInt64LittleEndian(wireName[^sizeof(ulong)..]);
        var mixed = unchecked(
            ((first * 0x9e37_79b9_7f4a_7c15) ^ (last + (uint)wireName.Length)) * 0xc2b2_ae3d_27d4_eb4f);
        ref var slot = ref _recent[mixed >> (64 - SlotBits)];
        if (slot is null || !slot.WireUtf8.Span.SequenceEqual(wireName))
        {
            slot = _topics.Read(wireName);
        }

        return slot;
    }
}
