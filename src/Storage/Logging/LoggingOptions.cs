namespace WhaleStack.Storage.Logging;

/// <summary>How log files are kept; <c>config/logging.yaml</c>.</summary>
/// <param name="FileBytesMax">Size at which the next file of the day begins, in bytes.</param>
/// <param name="FilesMax">Files of each kind that are kept; the oldest is deleted.</param>
/// <param name="FlushInterval">Longest time that a line may wait in memory.</param>
public sealed record LoggingOptions(long FileBytesMax, int FilesMax, TimeSpan FlushInterval)
{
    /// <summary>What is wrong with the values, each named; empty when nothing is.</summary>
    public IEnumerable<string> Validate()
    {
        if (FileBytesMax is < 65_536 or > 1L << 32)
        {
            yield return $"file_bytes_max '{FileBytesMax}' must be from 65536 to {1L << 32}.";
        }

        if (FilesMax is < 1 or > 1_000)
        {
            yield return $"files_max '{FilesMax}' must be from 1 to 1000.";
        }

        if (FlushInterval < TimeSpan.FromMilliseconds(10) || FlushInterval > TimeSpan.FromMinutes(1))
        {
            yield return $"flush_interval '{FlushInterval}' must be from 10ms to 1m.";
        }
    }
}
