using Microsoft.Data.Sqlite;

namespace WhaleStack.Storage;

/// <summary>A file, folder or database cannot be used; the message names it, says why, and what would help.</summary>
public sealed class StorageException : Exception
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NoDatabase = 26;

    /// <summary>Makes one.</summary>
    /// <param name="message">What cannot be used, why, and what would help.</param>
    /// <param name="innerException">The cause.</param>
    public StorageException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>What SQLite says, in words.</summary>
    internal static StorageException Of(string path, SqliteException error) => new(
        $"database '{path}': " + error.SqliteErrorCode switch
        {
            Busy or Locked => "another process has locked it.",
            ReadOnly => "it is read-only; check the permissions of the file and of its folder.",
            Corrupt or NoDatabase => "it is damaged or no SQLite database; move it away or restore a backup.",
            Full => "the disk is full.",
            CannotOpen => "it cannot be opened; check that the folder exists and may be written to.",
            _ => error.Message,
        },
        error);
}
