using System.Collections.Immutable;
using System.IO.Compression;

namespace WhaleStack.Storage.Files.RawFrames;

/// <summary>
/// Turns a plain file into a compressed one with its index. The compressed file is a row of gzip members, each of which
/// can be read by itself; <c>zcat</c> reads them all.
/// </summary>
/// <remarks>Stopped at any moment, it leaves either the plain file or the compressed one whole.</remarks>
internal static class RawFrameCompressor
{
    /// <summary>Bytes of lines after which the next member begins.</summary>
    public const int BlockBytes = 256 * 1024;

    /// <summary>Compresses one file and deletes the plain one.</summary>
    /// <param name="stem">Its path without ending.</param>
    /// <exception cref="IOException">The disk is full or cannot be written; the plain file is still there.</exception>
    public static void Compress(string stem)
    {
        var gzip = stem + RawFrameNames.Gzip;
        if (!File.Exists(gzip))
        {
            try
            {
                var blocks = WriteMembers(stem + RawFrameNames.Plain, gzip + RawFrameNames.Part);
                RawFrameIndex.Write(stem + RawFrameNames.Index + RawFrameNames.Part, blocks);
            }
            catch (IOException)
            {
                Discard(stem);
                throw;
            }

            File.Move(stem + RawFrameNames.Index + RawFrameNames.Part, stem + RawFrameNames.Index, overwrite: true);
            File.Move(gzip + RawFrameNames.Part, gzip);
        }

        File.Delete(stem + RawFrameNames.Plain);
    }

    private static void Discard(string stem)
    {
        File.Delete(stem + RawFrameNames.Gzip + RawFrameNames.Part);
        File.Delete(stem + RawFrameNames.Index + RawFrameNames.Part);
    }

    private static ImmutableArray<RawFrameBlock> WriteMembers(string plain, string target)
    {
        var blocks = ImmutableArray.CreateBuilder<RawFrameBlock>();
        using var source = new FileStream(plain, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1);
        using var file = new FileStream(target, FileMode.Create, FileAccess.Write, FileShare.Read);
        var lines = new LineReader(source, RecordingOptions.LineBytesMax);
        var isLast = false;
        while (!isLast)
        {
            var offset = file.Position;
            if (WriteMember(lines, file, out isLast) is { } times)
            {
                blocks.Add(new RawFrameBlock(times.First, times.Last, offset));
            }
        }

        file.Flush(flushToDisk: true);
        return blocks.ToImmutable();
    }

    // Damaged lines are kept as they are; they have no time.
    private static (DateTimeOffset First, DateTimeOffset Last)? WriteMember(
        LineReader lines, FileStream file, out bool isLast)
    {
        (DateTimeOffset First, DateTimeOffset Last)? times = null;
        using var member = new GZipStream(file, CompressionLevel.Optimal, leaveOpen: true);
        var end = lines.Consumed + BlockBytes;
        isLast = true;
        while (lines.TryRead(out var line))
        {
            member.Write(line);
            member.WriteByte((byte)'\n');
            if (RawFrameLine.Read(line)?.ReceivedAt is { } at)
            {
                times = times is { } so
                    ? (at < so.First ? at : so.First, at > so.Last ? at : so.Last)
                    : (at, at);
            }

            if (lines.Consumed >= end)
            {
                isLast = false;
                break;
            }
        }

        return times;
    }
}
