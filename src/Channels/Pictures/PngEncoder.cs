using System.Buffers.Binary;
using System.IO.Compression;

namespace WhaleStack.Channels.Pictures;

/// <summary>Writes pixels as a PNG file: with a palette when there are at most 256 colours, else as RGB.</summary>
/// <remarks>Source: W3C, Portable Network Graphics specification, second edition. Eight bits a sample, no
/// interlacing. The same pixels give the same bytes.</remarks>
internal static class PngEncoder
{
    private const int PaletteMax = 256;
    private const byte TypeRgb = 2;
    private const byte TypePalette = 3;

    private static readonly byte[] Signature = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    public static byte[] Encode(int width, int height, ReadOnlySpan<Colour> pixels)
    {
        var palette = PaletteOf(pixels);
        var bytes = palette is null ? 3 : 1;
        using var file = new MemoryStream();
        file.Write(Signature);
        Chunk(file, "IHDR"u8, Header(width, height, palette is null ? TypeRgb : TypePalette));
        if (palette is not null)
        {
            Chunk(file, "PLTE"u8, [.. palette.Keys.SelectMany(colour => (byte[])[
                colour.Red, colour.Green, colour.Blue])]);
        }

        var samples = palette is null ? Rgb(pixels) : Indices(pixels, palette);
        Chunk(file, "IDAT"u8, Compress(PngFilter.Apply(samples, width * bytes, bytes)));
        Chunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static OrderedDictionary<Colour, byte>? PaletteOf(ReadOnlySpan<Colour> pixels)
    {
        var palette = new OrderedDictionary<Colour, byte>();
        Colour? last = null;
        foreach (var pixel in pixels)
        {
            if (pixel == last)
            {
                continue;
            }

            last = pixel;
            if (palette.ContainsKey(pixel))
            {
                continue;
            }

            if (palette.Count == PaletteMax)
            {
                return null;
            }

            palette.Add(pixel, (byte)palette.Count);
        }

        return palette;
    }

    private static byte[] Header(int width, int height, byte type)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, type);
        return header;
    }

    private static byte[] Rgb(ReadOnlySpan<Colour> pixels)
    {
        var samples = new byte[pixels.Length * 3];
        for (var i = 0; i < pixels.Length; i++)
        {
            (samples[3 * i], samples[(3 * i) + 1], samples[(3 * i) + 2]) =
                (pixels[i].Red, pixels[i].Green, pixels[i].Blue);
        }

        return samples;
    }

    private static byte[] Indices(ReadOnlySpan<Colour> pixels, OrderedDictionary<Colour, byte> palette)
    {
        var samples = new byte[pixels.Length];
        for (var i = 0; i < pixels.Length; i++)
        {
            samples[i] = palette[pixels[i]];
        }

        return samples;
    }

    private static byte[] Compress(byte[] filtered)
    {
        using var packed = new MemoryStream();
        using (var stream = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            stream.Write(filtered);
        }

        return packed.ToArray();
    }

    private static void Chunk(MemoryStream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(type);
        file.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.Of(type, data));
        file.Write(number);
    }
}
