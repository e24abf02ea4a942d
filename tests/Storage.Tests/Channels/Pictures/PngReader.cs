using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using WhaleStack.Channels.Pictures;

namespace WhaleStack.Storage.Tests.Channels.Pictures;

/// <summary>Reads PNG files of eight bits a sample, with a palette or RGB, and checks every checksum.</summary>
internal sealed class PngReader
{
    private readonly byte[] _samples;
    private readonly byte[] _palette;

    public PngReader(byte[] file)
    {
        Assert.Equal([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], file[..8]);
        var chunks = Chunks(file).ToList();
        var header = chunks[0].Data;
        Width = BinaryPrimitives.ReadInt32BigEndian(header);
        Height = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4));
        Assert.Equal((8, 0, 0, 0), (header[8], header[10], header[11], header[12]));
        HasPalette = header[9] == 3;
        _palette = HasPalette ? chunks.Single(chunk => chunk.Type == "PLTE").Data : [];
        Assert.Equal(("IHDR", "IEND"), (chunks[0].Type, chunks[^1].Type));
        using var packed = new MemoryStream([.. chunks.Where(c => c.Type == "IDAT").SelectMany(c => c.Data)]);
        using var stream = new ZLibStream(packed, CompressionMode.Decompress);
        using var all = new MemoryStream();
        stream.CopyTo(all);
        _samples = Unfilter(all.ToArray());
    }

    public int Width { get; }

    public int Height { get; }

    public bool HasPalette { get; }

    public Colour At(int x, int y)
    {
        var place = ((y * Width) + x) * (HasPalette ? 1 : 3);
        var (source, first) = HasPalette ? (_palette, _samples[place] * 3) : (_samples, place);
        return new Colour(source[first], source[first + 1], source[first + 2]);
    }

    private static IEnumerable<(string Type, byte[] Data)> Chunks(byte[] file)
    {
        for (var at = 8; at < file.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            var body = file.AsSpan(at + 4, length + 4).ToArray();
            Assert.Equal(Checksum(body), BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at + 8 + length)));
            yield return (Encoding.ASCII.GetString(body, 0, 4), body[4..]);
            at += 12 + length;
        }
    }

    // Bit by bit, as the specification defines it, and not by a table.
    private static uint Checksum(byte[] data)
    {
        var crc = uint.MaxValue;
        foreach (var bit in data.SelectMany(value => Enumerable.Range(0, 8).Select(i => (uint)(value >> i) & 1)))
        {
            crc = ((crc ^ bit) & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        }

        return ~crc;
    }

    private byte[] Unfilter(byte[] raw)
    {
        var size = HasPalette ? 1 : 3;
        var stride = Width * size;
        Assert.Equal(Height * (stride + 1), raw.Length);
        var result = new byte[Height * stride];
        for (var i = 0; i < result.Length; i++)
        {
            var (row, column) = (i / stride, i % stride);
            int a = column >= size ? result[i - size] : 0;
            int b = row > 0 ? result[i - stride] : 0;
            int c = column >= size && row > 0 ? result[i - stride - size] : 0;
            var guess = raw[row * (stride + 1)] switch
            {
                0 => 0,
                1 => a,
                2 => b,
                3 => (a + b) / 2,
                4 => new[] { a, b, c }.MinBy(value => Math.Abs(a + b - c - value)),
                var other => throw new InvalidDataException($"filter {other}"),
            };
            result[i] = (byte)(raw[(row * (stride + 1)) + 1 + column] + guess);
        }

        return result;
    }
}
