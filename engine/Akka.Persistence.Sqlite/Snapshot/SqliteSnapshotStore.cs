using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence.Rows;
using Akka.Persistence.Snapshot;
using Microsoft.Data.Sqlite;

namespace Akka.Persistence.Sqlite.Snapshot;

/// <summary>Keeps snapshots in a SQLite file; it shares the writer of the journal on the same file.</summary>
public class SqliteSnapshotStore : SnapshotStore
{
    private const string Fits =
        "persistence_id = @id AND sequence_nr <= @maxNr AND sequence_nr >= @minNr " +
        "AND created_at <= @maxTime AND created_at >= @minTime";

    // Before the base constructor runs, so that it finds the plugin's defaults.
    private readonly SqlitePersistence _extension = SqlitePersistence.Get(Context.System);
    private readonly SqliteDatabase _database;
    private readonly SqliteWriter _writer;
    private readonly TableMaker _tables;
    private readonly SnapshotRows _rows;
    private readonly string _table;

    /// <summary>Creates the store from the configuration of its plugin.</summary>
    public SqliteSnapshotStore(Config snapshotConfig)
    {
        ArgumentNullException.ThrowIfNull(snapshotConfig);
        var config = snapshotConfig.WithFallback(_extension.DefaultSnapshotConfig);
        var table = config.GetString("table-name")!;
        _table = SqliteDatabase.Quote(table);
        _database = SqliteDatabase.From(config, Self.Path.Name);
        _writer = _extension.WriterFor(_database);
        _tables = SqliteTables.For(_database, _writer, config, [table], $"""
            CREATE TABLE IF NOT EXISTS {_table} (
                persistence_id VARCHAR(255) NOT NULL,
                sequence_nr INTEGER(8) NOT NULL,
                created_at INTEGER(8) NOT NULL,
                manifest VARCHAR(255) NOT NULL,
                payload BLOB NOT NULL,
                serializer_id INTEGER(4),
                PRIMARY KEY (persistence_id, sequence_nr)
            )
            """);
        _rows = new SnapshotRows(
            new PayloadCodec((ExtendedActorSystem)Context.System, config.GetString("serializer")));
    }

    /// <inheritdoc/>
    protected override async Task<SelectedSnapshot?> LoadAsync(
        string persistenceId, SnapshotSelectionCriteria criteria)
    {
        await _tables.Ready().ConfigureAwait(false);
        return await Task.Run(() => Load(persistenceId, criteria)).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override Task SaveAsync(SnapshotMetadata metadata, object snapshot)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        var encoded = _rows.Encode(metadata, snapshot);
        return Write(metadata.PersistenceId, $"save {PayloadName.OfSnapshot(metadata)}", session => session.Command(
            $"""
            INSERT OR REPLACE INTO {_table}
                (persistence_id, sequence_nr, created_at, manifest, payload, serializer_id)
            VALUES (@id, @nr, @time, @manifest, @payload, @serializer)
            """,
            ("@id", metadata.PersistenceId),
            ("@nr", metadata.SequenceNr),
            ("@time", metadata.Timestamp.Ticks),
            ("@manifest", encoded.Manifest),
            ("@payload", encoded.Payload),
            ("@serializer", encoded.SerializerId)).ExecuteNonQuery());
    }

    /// <inheritdoc/>
    protected override Task DeleteAsync(SnapshotMetadata metadata)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        return Write(
            metadata.PersistenceId,
            $"delete {PayloadName.OfSnapshot(metadata)}",
            session => session.Command(
                $"DELETE FROM {_table} WHERE persistence_id = @id AND sequence_nr = @nr " +
                "AND (@time = 0 OR created_at = @time)",
                ("@id", metadata.PersistenceId),
                ("@nr", metadata.SequenceNr),
                ("@time", metadata.Timestamp.Ticks)).ExecuteNonQuery());
    }

    /// <inheritdoc/>
    protected override Task DeleteAsync(string persistenceId, SnapshotSelectionCriteria criteria) =>
        Write(
            persistenceId,
            $"delete snapshots of persistence id [{persistenceId}]",
            session => session.Command($"DELETE FROM {_table} WHERE {Fits}", Bounds(persistenceId, criteria))
                .ExecuteNonQuery());

    private static (string Name, object? Value)[] Bounds(string persistenceId, SnapshotSelectionCriteria criteria)
    {
        var (maxNr, minNr, maxTime, minTime) = SnapshotRows.Bounds(criteria);
        return
        [
            ("@id", persistenceId),
            ("@maxNr", maxNr),
            ("@minNr", minNr),
            ("@maxTime", maxTime),
            ("@minTime", minTime),
        ];
    }

    private SelectedSnapshot? Load(string persistenceId, SnapshotSelectionCriteria criteria)
    {
        try
        {
            using var connection = _database.OpenReader();
            using var command = connection.CreateCommand();
            command.CommandText =
                $"SELECT {SnapshotRows.Columns} FROM {_table} " +
                $"WHERE {Fits} ORDER BY sequence_nr DESC LIMIT 1";
            foreach (var (name, value) in Bounds(persistenceId, criteria))
            {
                command.Parameters.AddWithValue(name, value);
            }

            using var reader = command.ExecuteReader();
            return reader.Read() ? _rows.Decode(persistenceId, reader) : null;
        }
        catch (SqliteException cause)
        {
            throw _database.Explain($"load a snapshot of [{persistenceId}]", cause);
        }
    }

    private async Task Write(string persistenceId, string operation, Action<WriterSession> work)
    {
        await _tables.Ready().ConfigureAwait(false);
        await _writer.Write(new SqliteUnit("snapshots of " + persistenceId, 1, operation, work)).ConfigureAwait(false);
    }
}
