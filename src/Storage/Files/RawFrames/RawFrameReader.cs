using System.IO.Compression;

namespace WhaleStack.Storage.Files.RawFrames;

/// <summary>Reads recorded frames back, over as many files as the time covers, while others may be written.</summary>
/// <remarks>
/// Of a finished file only the blocks are read whose times touch what is asked for; the file being written is read
/// from its start up to its last whole line. Not thread-safe.
/// </remarks>
public sealed class RawFrameReader
{
    private const int AttemptsMax = 3;

    private readonly string _root;

    /// <summary>Makes one.</summary>
    /// <param name="root">Folder of the recordings, <c>incoming/ws_raw</c> of a data directory.</param>
    /// <exception cref="ArgumentException">No folder is named.</exception>
    public RawFrameReader(string root)
    {
        ArgumentException.ThrowIfNullOrEmpty(root);
        _root = root;
    }

    /// <summary>Lines met so far that could not be understood, and were left out.</summary>
    public long DamagedLines { get; private set; }

    /// <summary>Bytes of lines unpacked so far; tells how much of the files was read.</summary>
    public long BytesRead { get; private set; }

    /// <summary>
    /// The frames of a venue with receive time in [from, to), in the order in which they were recorded, and the holes
    /// noticed in that time. Frames of one connection are in order of time unless the clock was put back.
    /// </summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public IEnumerable<RecordedFrame> Read(string venue, DateTimeOffset from, DateTimeOffset to)
    {
        ArgumentException.ThrowIfNullOrEmpty(venue);
        return RawFrameNames.Stems(_root, venue, from, to)
            .SelectMany(stem => ReadFile(stem, from, to))
            .Where(frame => frame.ReceivedAt >= from && frame.ReceivedAt < to);
    }

    private IEnumerable<RecordedFrame> ReadFile(string stem, DateTimeOffset from, DateTimeOffset to)
    {
        var (file, isGzip) = Open(stem);
        using (file)
        {
            foreach (var frame in isGzip ? ReadGzip(file, stem, from, to) : ReadLines(file, long.MaxValue))
            {
                yield return frame;
            }
        }
    }

    // A file changes its ending while it is compressed, and keeps its content.
    private static (FileStream File, bool IsGzip) Open(string stem)
    {
        for (var attempt = 1; ; attempt++)
        {
            foreach (var ending in (ReadOnlySpan<string>)[RawFrameNames.Open, RawFrameNames.Plain, RawFrameNames.Gzip])
            {
                try
                {
                    var file = new FileStream(
                        stem + ending, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);
                    return (file, ending == RawFrameNames.Gzip);
                }
                catch (FileNotFoundException) when (ending != RawFrameNames.Gzip || attempt < AttemptsMax)
                {
                    // The next ending, or all of them again.
                }
            }
        }
    }

    private IEnumerable<RecordedFrame> ReadGzip(
        FileStream file, string stem, DateTimeOffset from, DateTimeOffset to)
    {
        var index = RawFrameIndex.Read(stem + RawFrameNames.Index);
        return index is { } blocks
            ? blocks.Where(b => b.Last >= from && b.First < to).SelectMany(b => ReadBlock(file, b))
            : ReadMembers(file, long.MaxValue);
    }

    private IEnumerable<RecordedFrame> ReadBlock(FileStream file, RawFrameBlock block)
    {
        file.Seek(block.Offset, SeekOrigin.Begin);
        return ReadMembers(file, RawFrameCompressor.BlockBytes);
    }

    private IEnumerable<RecordedFrame> ReadMembers(FileStream file, long bytesMax)
    {
        using var members = new GZipStream(file, CompressionMode.Decompress, leaveOpen: true);
        foreach (var frame in ReadLines(members, bytesMax))
        {
            yield return frame;
        }
    }

    /// <summary>Reads lines until so many bytes of them were read.</summary>
    private IEnumerable<RecordedFrame> ReadLines(Stream stream, long bytesMax)
    {
        var lines = new LineReader(stream, RecordingOptions.LineBytesMax);
        while (lines.Consumed < bytesMax && TryNext(lines, out var frame))
        {
            if (frame is not null)
            {
                yield return frame;
            }
        }

        BytesRead += lines.Consumed;
    }

    private bool TryNext(LineReader lines, out RecordedFrame? frame)
    {
        frame = null;
        if (!lines.TryRead(out var line))
        {
            return false;
        }

        frame = RawFrameLine.Read(line);
        DamagedLines += frame is null ? 1 : 0;
        return true;
    }
}
