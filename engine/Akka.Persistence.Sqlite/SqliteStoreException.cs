namespace Akka.Persistence.Sqlite;

/// <summary>A database could not be read or written; the message names the file and the cause.</summary>
internal class SqliteStoreException : Exception
{
    /// <summary>Creates the exception.</summary>
    public SqliteStoreException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}

/// <summary>
/// Another writer has used the same persistence id: the sequence number is taken. Whoever gets this must stop.
/// </summary>
internal sealed class SqliteWriterConflictException : SqliteStoreException
{
    /// <summary>Creates the exception.</summary>
    public SqliteWriterConflictException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}
