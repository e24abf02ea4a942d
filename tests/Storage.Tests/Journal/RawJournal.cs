using WhaleStack.Messages.Serialization;
using WhaleStack.Storage.Databases;
using WhaleStack.Storage.Migrations;

namespace WhaleStack.Storage.Tests.Journal;

/// <summary>A journal file with the table as the SQLite plugin lays it out, filled by hand.</summary>
internal sealed class RawJournal : IDisposable
{
    private readonly TempFolder _folder = new();
    private long _sequence;

    public RawJournal(bool migrated = true)
    {
        Database = new SqliteDatabase(_folder.File("journal.db"));
        if (migrated)
        {
            new Migrator(Database, TimeProvider.System).Run();
        }
    }

    public SqliteDatabase Database { get; }

    public RawJournal WithTable()
    {
        Execute("""
            CREATE TABLE event_journal (
                ordering INTEGER PRIMARY KEY NOT NULL, persistence_id VARCHAR(255) NOT NULL,
                sequence_nr INTEGER(8) NOT NULL,
                is_deleted INTEGER(1) NOT NULL, manifest VARCHAR(255) NULL, timestamp INTEGER NOT NULL,
                payload BLOB NOT NULL,
                tags VARCHAR(2000) NULL, serializer_id INTEGER(4), UNIQUE (persistence_id, sequence_nr))
            """);
        return this;
    }

    public void Add(string persistenceId, object message) => AddRaw(
        persistenceId, MessageManifests.NameOf(message.GetType()), MessageJson.Serialize(message));

    public void AddRaw(string persistenceId, string manifest, byte[] payload, int serializer = 2001)
    {
        using var connection = Database.Open();
        connection.Execute(
            null,
            """
            INSERT INTO event_journal
                (persistence_id, sequence_nr, is_deleted, manifest, timestamp, payload, serializer_id)
            VALUES ($id, $nr, 0, $manifest, 0, $payload, $serializer)
            """,
            ("$id", persistenceId),
            ("$nr", ++_sequence),
            ("$manifest", manifest),
            ("$payload", payload),
            ("$serializer", serializer));
    }

    public void Execute(string sql)
    {
        using var connection = Database.Open(DatabaseAccess.Create);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public List<string> Query(string sql)
    {
        using var connection = Database.Open(DatabaseAccess.Read);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var rows = command.ExecuteReader();
        var lines = new List<string>();
        while (rows.Read())
        {
            lines.Add(string.Join('|', Enumerable.Range(0, rows.FieldCount)
                .Select(i => rows.IsDBNull(i) ? "null" : rows.GetString(i))));
        }

        return lines;
    }

    public void Dispose() => _folder.Dispose();
}
