using System.Buffers;
using WhaleStack.Domain.Ports;

namespace WhaleStack.Storage.Files.RawFrames;

/// <summary>The file of one venue that is being written. Lines are gathered and written together.</summary>
/// <remarks>Not thread-safe; the recorder's task owns it.</remarks>
internal sealed class RawFrameFile : IDisposable
{
    private readonly ArrayBufferWriter<byte> _lines = new();
    private readonly FileStream _file;
    private readonly string _stem;
    private long _length;

    private RawFrameFile(FileStream file, string stem, DateTimeOffset startedAt)
    {
        _file = file;
        _stem = stem;
        StartedAt = startedAt;
    }

    /// <summary>Receive time of its first frame.</summary>
    public DateTimeOffset StartedAt { get; }

    /// <summary>Bytes of the file and of what waits to be written to it.</summary>
    public long Length => _length + _lines.WrittenCount;

    /// <summary>Frames that wait to be written.</summary>
    public int Waiting { get; private set; }

    /// <summary>Starts a file; its folder is made if needed.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    public static RawFrameFile Start(string root, string venue, DateTimeOffset time)
    {
        var stem = RawFrameNames.StemFor(root, venue, time);
        Directory.CreateDirectory(Path.GetDirectoryName(stem)!);
        var free = stem;
        for (var i = 1; !RawFrameNames.IsFree(free); i++)
        {
            free = $"{stem}-{i}"; // The clock was put back, or a second file began at the same time.
        }

        var file = new FileStream(
            free + RawFrameNames.Open, FileMode.CreateNew, FileAccess.Write, FileShare.Read | FileShare.Delete, 1);
        return new RawFrameFile(file, free, time);
    }

    /// <summary>Adds a frame to what waits.</summary>
    public void Add(string connection, RawFrame frame)
    {
        RawFrameLine.WriteFrame(_lines, connection, frame);
        Waiting++;
    }

    /// <summary>Adds a hole to what waits.</summary>
    public void AddDropped(DateTimeOffset at, long count) => RawFrameLine.WriteDropped(_lines, at, count);

    /// <summary>Writes what waits. After a failure the file ends where it ended before, and still waits.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Write()
    {
        try
        {
            _file.Write(_lines.WrittenSpan);
            _length += _lines.WrittenCount;
            Forget();
        }
        catch (IOException)
        {
            // Half a line would join the next one.
            _file.SetLength(_length);
            _file.Seek(_length, SeekOrigin.Begin);
            throw;
        }
    }

    /// <summary>Forgets what waits.</summary>
    public void Forget()
    {
        _lines.ResetWrittenCount();
        Waiting = 0;
    }

    /// <summary>Makes what is written durable and hands the file over to be compressed.</summary>
    /// <exception cref="IOException">It cannot be made durable or renamed; a later start does it.</exception>
    public void Finish()
    {
        using (_file)
        {
            _file.Flush(flushToDisk: true);
        }

        File.Move(_stem + RawFrameNames.Open, _stem + RawFrameNames.Plain);
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
