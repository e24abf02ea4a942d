using System.Collections.Immutable;
using WhaleStack.Quant;

namespace WhaleStack.Storage.Logging;

/// <summary>How log files are kept; <c>config/logging.yaml</c>.</summary>
/// <param name="FileBytesMax">Size at which a file is renamed and begun anew, in bytes, 65,536 to
/// 4,294,967,296.</param>
/// <param name="FilesMax">Files of each name that are kept, 1 to 1,000; the oldest is deleted.</param>
/// <param name="FlushInterval">Longest time that a line may wait in memory, 10 ms to 1 minute.</param>
public sealed record LoggingOptions(long FileBytesMax, int FilesMax, TimeSpan FlushInterval) : IValidatedOptions
{
    /// <inheritdoc/>
    public ImmutableArray<string> Validate() => new Mistakes()
        .Within("file_bytes_max", FileBytesMax, 65_536, 1L << 32)
        .Within("files_max", FilesMax, 1, 1_000)
        .Within("flush_interval", FlushInterval, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1))
        .Found;
}
