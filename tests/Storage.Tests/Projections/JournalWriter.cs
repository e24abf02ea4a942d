using System.Data.Common;
using WhaleStack.Messages.Serialization;
using WhaleStack.Storage.Databases;

namespace WhaleStack.Storage.Tests.Projections;

/// <summary>Writes events as the journal's plugins do, in transactions that the test opens and ends.</summary>
internal sealed class JournalWriter(Database database) : IDisposable
{
    private readonly DbConnection _connection = database.Open();
    private DbTransaction? _transaction;

    /// <summary>Makes the table where the SQLite plugin would.</summary>
    public static void Prepare(Database database)
    {
        if (database.Kind == DatabaseKind.PostgreSql)
        {
            return;
        }

        using var connection = database.Open();
        connection.Execute(null, """
            CREATE TABLE event_journal (
                ordering INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, persistence_id VARCHAR(255) NOT NULL,
                sequence_nr INTEGER(8) NOT NULL, is_deleted INTEGER(1) NOT NULL, manifest VARCHAR(255) NULL,
                timestamp INTEGER NOT NULL, payload BLOB NOT NULL, tags VARCHAR(2000) NULL,
                serializer_id INTEGER(4) NULL, UNIQUE (persistence_id, sequence_nr))
            """);
    }

    public bool IsOpen => _transaction is not null;

    public void Begin() => _transaction = _connection.BeginTransaction();

    public void End(bool commit)
    {
        if (commit)
        {
            _transaction!.Commit();
        }

        _transaction!.Dispose();
        _transaction = null;
    }

    /// <summary>Takes a transaction id before any number.</summary>
    public void TakeId() => _connection.Execute(_transaction, "SELECT pg_current_xact_id()");

    /// <summary>Writes an event; returns its ordering.</summary>
    public long Write(string persistenceId, long sequenceNr, object message) => WriteRaw(
        persistenceId, sequenceNr, MessageManifests.NameOf(message.GetType()), MessageJson.Serialize(message));

    public long WriteRaw(
        string persistenceId, long sequenceNr, string manifest, byte[] payload, int serializer = 2001)
    {
        var isSqlite = database.Kind == DatabaseKind.Sqlite;
        _connection.Execute(
            _transaction,
            $"""
            INSERT INTO event_journal (persistence_id, sequence_nr, is_deleted, manifest,
                {(isSqlite ? "timestamp" : "created_at")}, payload, serializer_id)
            VALUES (@id, @nr, {(isSqlite ? "0" : "false")}, @manifest, @at, @payload, @serializer)
            """,
            ("@id", persistenceId),
            ("@nr", sequenceNr),
            ("@manifest", manifest),
            ("@at", new DateTime(2026, 3, 5, 12, 0, 0, DateTimeKind.Utc).Ticks + sequenceNr),
            ("@payload", payload),
            ("@serializer", serializer));
        return isSqlite
            ? _connection.Scalar<long>(_transaction, "SELECT last_insert_rowid()")
            : _connection.Scalar<long>(_transaction, "SELECT currval('event_journal_ordering_seq')");
    }

    public void Dispose()
    {
        _transaction?.Dispose();
        _connection.Dispose();
    }
}
