namespace Akka.Persistence.Rows;

/// <summary>A database could not be read or written; the message names the database and the cause.</summary>
internal class StoreException : Exception
{
    /// <summary>Creates the exception.</summary>
    public StoreException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}

/// <summary>
/// Another writer has used the same persistence id: the sequence number is taken. Whoever gets this must stop; the
/// database is well.
/// </summary>
internal sealed class WriterConflictException : StoreException
{
    /// <summary>Creates the exception.</summary>
    public WriterConflictException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}
