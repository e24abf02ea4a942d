using System.Buffers.Text;
using WhaleStack.Domain.Ports;

namespace WhaleStack.Storage.Files.Tapes;

/// <summary>
/// A gzipped recording of one connection with a frame a line: receive time in nanoseconds since 1970 UTC, a space, the
/// frame. The form in which hftbacktest's collector writes.
/// </summary>
public sealed class TimedLinesTape : IFrameTape
{
    private const long NanosecondsPerTick = 100;

    // Later than any recording, and what a DateTimeOffset holds.
    private static readonly long TicksMax = (DateTimeOffset.MaxValue - DateTimeOffset.UnixEpoch).Ticks;

    private readonly string _path;

    /// <summary>Makes one; the file is opened when it is read.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ArgumentException">No file is named.</exception>
    public TimedLinesTape(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        _path = path;
    }

    /// <inheritdoc/>
    public string Name => Path.GetFileName(_path);

    /// <inheritdoc/>
    public IEnumerable<TapeFrame> Read() => TapeLines.Read(_path, ReadLine);

    private static TapeFrame ReadLine(ReadOnlySpan<byte> line)
    {
        if (!Utf8Parser.TryParse(line, out long nanoseconds, out var digits)
            || digits >= line.Length || line[digits] != ' '
            || nanoseconds < 0 || nanoseconds / NanosecondsPerTick > TicksMax)
        {
            throw new FormatException("is not a time in nanoseconds, a space and a frame.");
        }

        var time = DateTimeOffset.UnixEpoch.AddTicks(nanoseconds / NanosecondsPerTick);
        return new TapeFrame("", new RawFrame(line[(digits + 1)..].ToArray(), time));
    }
}
