using System.Collections.Immutable;
using WhaleStack.Quant;

namespace WhaleStack.Storage.Files.RawFrames;

/// <summary>Whether and how raw frames are kept; <c>config/recording.yaml</c>.</summary>
/// <param name="RecordRawFrames">Whether a node on live data records.</param>
/// <param name="FileBytesMax">Size at which the next file of a venue begins, in bytes, 64 KiB to 1 GiB.</param>
/// <param name="FileSpan">Time of frames after which the next file begins, 1 minute to 1 day.</param>
/// <param name="QueueFramesMax">Frames that may wait for the disk, 16 to 1,000,000; one more is dropped.</param>
/// <param name="QueueBytesMax">Their bytes together, 64 KiB to 1 GiB; a frame above is dropped.</param>
/// <param name="FreeBytesMin">Free space that recording leaves to the journal, in bytes, 1 MiB to 1 TiB; it stops
/// below, and goes on when there is more.</param>
public sealed record RecordingOptions(
    bool RecordRawFrames,
    long FileBytesMax,
    TimeSpan FileSpan,
    int QueueFramesMax,
    long QueueBytesMax,
    long FreeBytesMin) : IValidatedOptions
{
    /// <summary>Largest frame that is recorded, in bytes; a larger one is dropped.</summary>
    public const int FrameBytesMax = 16 << 20;

    /// <summary>Longest line that a frame takes, in bytes: base64 and the other fields.</summary>
    internal const int LineBytesMax = ((FrameBytesMax + 2) / 3 * 4) + 256;

    /// <inheritdoc/>
    public ImmutableArray<string> Validate() => new Mistakes()
        .Within("file_bytes_max", FileBytesMax, 1L << 16, 1L << 30)
        .Within("file_span", FileSpan, TimeSpan.FromMinutes(1), TimeSpan.FromDays(1))
        .Within("queue_frames_max", QueueFramesMax, 16, 1_000_000)
        .Within("queue_bytes_max", QueueBytesMax, 1L << 16, 1L << 30)
        .Within("free_bytes_min", FreeBytesMin, 1L << 20, 1L << 40)
        .Found;
}
