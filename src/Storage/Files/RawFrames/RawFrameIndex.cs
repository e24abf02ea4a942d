using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace WhaleStack.Storage.Files.RawFrames;

/// <summary>One part of a finished file that can be read by itself.</summary>
/// <param name="First">Earliest receive time in it.</param>
/// <param name="Last">Latest receive time in it.</param>
/// <param name="Offset">Where it begins in the compressed file, in bytes.</param>
internal readonly record struct RawFrameBlock(DateTimeOffset First, DateTimeOffset Last, long Offset);

/// <summary>Where the times of a finished file lie: a line a block, <c>FIRST LAST OFFSET</c>.</summary>
internal static class RawFrameIndex
{
    /// <summary>Writes the index of a file and makes it durable.</summary>
    public static void Write(string path, IEnumerable<RawFrameBlock> blocks)
    {
        var text = new StringBuilder();
        foreach (var block in blocks)
        {
            text.Append(CultureInfo.InvariantCulture, $"{block.First.UtcDateTime:O} {block.Last.UtcDateTime:O} ")
                .Append(CultureInfo.InvariantCulture, $"{block.Offset}\n");
        }

        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, 1);
        file.Write(Encoding.ASCII.GetBytes(text.ToString()));
        file.Flush(flushToDisk: true);
    }

    /// <summary>Reads an index; null when it is absent or damaged, and then the whole file has to be read.</summary>
    public static ImmutableArray<RawFrameBlock>? Read(string path)
    {
        try
        {
            var blocks = ImmutableArray.CreateBuilder<RawFrameBlock>();
            foreach (var line in File.ReadLines(path))
            {
                if (Parse(line) is not { } block)
                {
                    return null;
                }

                blocks.Add(block);
            }

            return blocks.ToImmutable();
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static RawFrameBlock? Parse(string line) =>
        line.Split(' ') is [var first, var last, var offset]
        && TryTime(first, out var from) && TryTime(last, out var to)
        && long.TryParse(offset, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            ? new RawFrameBlock(from, to, at)
            : null;

    private static bool TryTime(string text, out DateTimeOffset time) => DateTimeOffset.TryParseExact(
        text, "O", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);
}
