using System.IO.Compression;
using WhaleStack.Storage.Files.RawFrames;

namespace WhaleStack.Storage.Files.Tapes;

/// <summary>The lines of a gzipped recording.</summary>
internal static class TapeLines
{
    /// <summary>Reads a line; its bytes are valid during the call only.</summary>
    /// <typeparam name="T">What a line becomes.</typeparam>
    public delegate T Reader<out T>(ReadOnlySpan<byte> line);

    /// <summary>All lines, each read as it is reached.</summary>
    /// <exception cref="InvalidDataException">The file is not gzip, a line is too long, or cannot be read.</exception>
    public static IEnumerable<T> Read<T>(string path, Reader<T> read)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        using var text = new GZipStream(file, CompressionMode.Decompress);
        var lines = new LineReader(text, RecordingOptions.LineBytesMax);
        for (var number = 1; TryNext(lines, path, number, read, out var row); number++)
        {
            yield return row!;
        }
    }

    private static bool TryNext<T>(LineReader lines, string path, int number, Reader<T> read, out T? row)
    {
        row = default;
        try
        {
            if (!lines.TryRead(out var line))
            {
                return false;
            }

            row = read(line);
            return true;
        }
        catch (Exception bad) when (bad is FormatException or InvalidDataException)
        {
            throw new InvalidDataException($"{Path.GetFileName(path)}, line {number}: {bad.Message}", bad);
        }
    }
}
