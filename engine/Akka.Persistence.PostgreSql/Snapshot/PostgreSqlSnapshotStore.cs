using System.Data;
using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence.Rows;
using Akka.Persistence.Snapshot;
using Npgsql;

namespace Akka.Persistence.PostgreSql.Snapshot;

/// <summary>Keeps snapshots in PostgreSQL; it shares the writer of the journal on the same database.</summary>
public class PostgreSqlSnapshotStore : SnapshotStore
{
    private const string Fits =
        "persistence_id = $1 AND sequence_nr <= $2 AND sequence_nr >= $3 AND created_at <= $4 AND created_at >= $5";

    // Before the base constructor runs, so that it finds the plugin's defaults.
    private readonly PostgreSqlPersistence _extension = PostgreSqlPersistence.Get(Context.System);
    private readonly PgDatabase _database;
    private readonly PgWriter _writer;
    private readonly TableMaker _tables;
    private readonly SnapshotRows _rows;
    private readonly CommandBehavior _reading;
    private readonly string _table;

    /// <summary>Creates the store from the configuration of its plugin.</summary>
    /// <exception cref="ConfigurationException">A key has a value that cannot be used; it is named.</exception>
    public PostgreSqlSnapshotStore(Config snapshotConfig)
    {
        ArgumentNullException.ThrowIfNull(snapshotConfig);
        var config = snapshotConfig.WithFallback(_extension.DefaultSnapshotConfig);
        var schema = PgDatabase.Quote(config.GetString("schema-name")!);
        var name = config.GetString("table-name")!;
        _table = $"{schema}.{PgDatabase.Quote(name)}";
        _database = _extension.Open(config, PostgreSqlPersistence.SnapshotStoreConfigPath);
        _writer = _extension.WriterFor(_database);
        _tables = PgTables.For(_database, config, $"""
            CREATE SCHEMA IF NOT EXISTS {schema};
            CREATE TABLE IF NOT EXISTS {_table} (
                persistence_id VARCHAR(255) NOT NULL,
                sequence_nr BIGINT NOT NULL,
                created_at BIGINT NOT NULL,
                manifest VARCHAR(500) NOT NULL,
                payload BYTEA NOT NULL,
                serializer_id INTEGER NULL,
                CONSTRAINT {PgDatabase.Quote(name + "_pk")} PRIMARY KEY (persistence_id, sequence_nr)
            );
            CREATE INDEX IF NOT EXISTS {PgDatabase.Quote(name + "_sequence_nr_idx")} ON {_table} (sequence_nr);
            CREATE INDEX IF NOT EXISTS {PgDatabase.Quote(name + "_created_at_idx")} ON {_table} (created_at);
            """);
        _rows = new SnapshotRows(
            new PayloadCodec((ExtendedActorSystem)Context.System, config.GetString("serializer")));
        _reading = config.GetBoolean("sequential-access") ? CommandBehavior.SequentialAccess : CommandBehavior.Default;
    }

    /// <inheritdoc/>
    protected override async Task<SelectedSnapshot?> LoadAsync(
        string persistenceId, SnapshotSelectionCriteria criteria)
    {
        await _tables.Ready().ConfigureAwait(false);
        try
        {
            return await _database.ReadAsync(c => LoadFrom(c, persistenceId, criteria)).ConfigureAwait(false);
        }
        catch (Exception cause) when (cause is NpgsqlException or TimeoutException)
        {
            throw _database.Explain($"load a snapshot of [{persistenceId}]", cause);
        }
    }

    /// <inheritdoc/>
    protected override Task SaveAsync(SnapshotMetadata metadata, object snapshot)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        var encoded = _rows.Encode(metadata, snapshot);
        return Write(
            metadata.PersistenceId,
            $"save {PayloadName.OfSnapshot(metadata)}",
            $"""
            INSERT INTO {_table} (persistence_id, sequence_nr, created_at, manifest, payload, serializer_id)
            VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (persistence_id, sequence_nr) DO UPDATE SET created_at = EXCLUDED.created_at,
                manifest = EXCLUDED.manifest, payload = EXCLUDED.payload, serializer_id = EXCLUDED.serializer_id
            """,
            metadata.PersistenceId,
            metadata.SequenceNr,
            metadata.Timestamp.Ticks,
            encoded.Manifest,
            encoded.Payload,
            encoded.SerializerId ?? (object)DBNull.Value);
    }

    /// <inheritdoc/>
    protected override Task DeleteAsync(SnapshotMetadata metadata)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        return Write(
            metadata.PersistenceId,
            $"delete {PayloadName.OfSnapshot(metadata)}",
            $"DELETE FROM {_table} WHERE persistence_id = $1 AND sequence_nr = $2 AND ($3 = 0 OR created_at = $3)",
            metadata.PersistenceId,
            metadata.SequenceNr,
            metadata.Timestamp.Ticks);
    }

    /// <inheritdoc/>
    protected override Task DeleteAsync(string persistenceId, SnapshotSelectionCriteria criteria) => Write(
        persistenceId,
        $"delete snapshots of persistence id [{persistenceId}]",
        $"DELETE FROM {_table} WHERE {Fits}",
        Bounds(persistenceId, criteria));

    private static object[] Bounds(string persistenceId, SnapshotSelectionCriteria criteria)
    {
        var (maxNr, minNr, maxTime, minTime) = SnapshotRows.Bounds(criteria);
        return [persistenceId, maxNr, minNr, maxTime, minTime];
    }

    private async Task<SelectedSnapshot?> LoadFrom(
        NpgsqlConnection connection, string persistenceId, SnapshotSelectionCriteria criteria)
    {
        await using var command = PgDatabase.Command(
            connection,
            $"SELECT {SnapshotRows.Columns} FROM {_table} WHERE {Fits} ORDER BY sequence_nr DESC LIMIT 1",
            Bounds(persistenceId, criteria));
        await using var reader = await command.ExecuteReaderAsync(_reading).ConfigureAwait(false);
        return await reader.ReadAsync().ConfigureAwait(false) ? _rows.Decode(persistenceId, reader) : null;
    }

    private async Task Write(string persistenceId, string operation, string sql, params object[] values)
    {
        await _tables.Ready().ConfigureAwait(false);
        await _writer.Write(new PgStatements(
            "snapshots of " + persistenceId, operation, () => [PgDatabase.Statement(sql, values)]))
            .ConfigureAwait(false);
    }
}
