using System.Data;
using Akka.Actor;
using Akka.Configuration;
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
    private readonly PgTables _tables;
    private readonly PayloadCodec _codec;
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
        _database = PgDatabase.From(config, PostgreSqlPersistence.SnapshotStoreConfigPath);
        _writer = _extension.WriterFor(_database);
        _tables = new PgTables(_database, config.GetBoolean("auto-initialize"), $"""
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
        _codec = new PayloadCodec((ExtendedActorSystem)Context.System, config.GetString("serializer"));
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
        var name = PayloadName.OfSnapshot(metadata);
        var encoded = _codec.Encode(snapshot, name);
        return Write(
            metadata.PersistenceId,
            $"save {name}",
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
            $"delete the snapshot of persistence id [{metadata.PersistenceId}] at [{metadata.SequenceNr}]",
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

    private static object[] Bounds(string persistenceId, SnapshotSelectionCriteria criteria) =>
    [
        persistenceId,
        criteria.MaxSequenceNr,
        criteria.MinSequenceNr,
        criteria.MaxTimeStamp.Ticks,
        (criteria.MinTimestamp ?? DateTime.MinValue).Ticks,
    ];

    private async Task<SelectedSnapshot?> LoadFrom(
        NpgsqlConnection connection, string persistenceId, SnapshotSelectionCriteria criteria)
    {
        await using var command = new NpgsqlCommand(
            $"SELECT sequence_nr, created_at, manifest, payload, serializer_id FROM {_table} "
            + $"WHERE {Fits} ORDER BY sequence_nr DESC LIMIT 1",
            connection);
        foreach (var value in Bounds(persistenceId, criteria))
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        await using var reader = await command.ExecuteReaderAsync(_reading).ConfigureAwait(false);
        return await reader.ReadAsync().ConfigureAwait(false) ? ReadSnapshot(persistenceId, reader) : null;
    }

    private SelectedSnapshot ReadSnapshot(string persistenceId, NpgsqlDataReader reader)
    {
        // In the order of the columns, which sequential access asks for.
        var sequenceNr = reader.GetInt64(0);
        var createdAt = new DateTime(reader.GetInt64(1), DateTimeKind.Utc);
        var manifest = reader.GetString(2);
        var bytes = reader.GetFieldValue<byte[]>(3);
        var encoded = new Encoded(reader.IsDBNull(4) ? null : reader.GetInt32(4), manifest, bytes);
        var metadata = new SnapshotMetadata(persistenceId, sequenceNr, createdAt);
        return new SelectedSnapshot(metadata, _codec.Decode(encoded, PayloadName.OfSnapshot(metadata)));
    }

    private async Task Write(string persistenceId, string operation, string sql, params object[] values)
    {
        await _tables.Ready().ConfigureAwait(false);
        await _writer.Write(new StatementUnit("snapshots of " + persistenceId, operation, () =>
        {
            var command = new NpgsqlBatchCommand(sql);
            foreach (var value in values)
            {
                command.Parameters.Add(new NpgsqlParameter { Value = value });
            }

            return [command];
        })).ConfigureAwait(false);
    }
}
