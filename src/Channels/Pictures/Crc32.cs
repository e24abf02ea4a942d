using System.Collections.Immutable;

namespace WhaleStack.Channels.Pictures;

/// <summary>The checksum of a PNG chunk: CRC-32 with polynomial 0xEDB88320, low bit first.</summary>
internal static class Crc32
{
    private const uint Polynomial = 0xEDB88320;

    private static readonly ImmutableArray<uint> Table = [.. Enumerable.Range(0, 256).Select(Entry)];

    /// <summary>The checksum of two runs of bytes, one behind the other.</summary>
    public static uint Of(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second) =>
        ~Fold(Fold(uint.MaxValue, first), second);

    private static uint Fold(uint crc, ReadOnlySpan<byte> data)
    {
        foreach (var value in data)
        {
            crc = Table[(int)((crc ^ value) & 0xFF)] ^ (crc >> 8);
        }

        return crc;
    }

    private static uint Entry(int index)
    {
        var value = (uint)index;
        for (var bit = 0; bit < 8; bit++)
        {
            value = (value & 1) != 0 ? Polynomial ^ (value >> 1) : value >> 1;
        }

        return value;
    }
}
