namespace Akka.Persistence.PostgreSql;

/// <summary>A database could not be read or written; the message names the database and the cause.</summary>
internal class PgStoreException : Exception
{
    /// <summary>Creates the exception.</summary>
    public PgStoreException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}

/// <summary>
/// Another writer has used the same persistence id: the sequence number is taken. Whoever gets this must stop.
/// </summary>
internal sealed class PgWriterConflictException : PgStoreException
{
    /// <summary>Creates the exception.</summary>
    public PgWriterConflictException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}
