using System.Diagnostics;
using System.Text;
using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;

namespace WhaleStack.Bench.Journals;

/// <summary>
/// The yardsticks: one connection and nothing else, that inserts one row for each actor, commits, and begins again.
/// </summary>
internal abstract class Raw : IDisposable
{
    private long _nr;

    protected static byte[] Bytes { get; } = Encoding.UTF8.GetBytes(Payload.Text);

    protected static string[] Ids { get; } = Enumerable.Range(0, Writers.Count).Select(Payload.IdOf).ToArray();

    /// <summary>Writes batches for a time; each is timed from the beginning of its transaction to its end.</summary>
    public Figures Run(TimeSpan time)
    {
        var latencies = new List<long>();
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < time)
        {
            var began = Stopwatch.GetTimestamp();
            Commit(++_nr);
            latencies.Add(Stopwatch.GetTimestamp() - began);
        }

        return Figures.Of((long)latencies.Count * Writers.Count, watch.Elapsed, latencies);
    }

    public abstract void Dispose();

    /// <summary>One row for each actor, in one transaction.</summary>
    protected abstract void Commit(long sequenceNr);
}

/// <summary>Npgsql alone: one prepared statement with an array for each column.</summary>
internal sealed class RawPostgreSql : Raw
{
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlCommand _insert;

    public RawPostgreSql(string connectionString)
    {
        _connection = new NpgsqlConnection(connectionString);
        _connection.Open();
        using var create = new NpgsqlCommand(
            """
            CREATE SCHEMA raw;
            CREATE TABLE raw.event_journal (ordering BIGSERIAL NOT NULL PRIMARY KEY,
                persistence_id VARCHAR(255) NOT NULL, sequence_nr BIGINT NOT NULL, is_deleted BOOLEAN NOT NULL,
                created_at BIGINT NOT NULL, manifest VARCHAR(500) NOT NULL, payload BYTEA NOT NULL,
                tags VARCHAR(2000) NULL, serializer_id INTEGER, UNIQUE (persistence_id, sequence_nr))
            """,
            _connection);
        create.ExecuteNonQuery();
        _insert = new NpgsqlCommand(
            """
            INSERT INTO raw.event_journal (persistence_id, sequence_nr, is_deleted, created_at, manifest, payload, tags,
                serializer_id)
            SELECT id, nr, FALSE, at, manifest, payload, tags, serializer
            FROM unnest($1, $2, $3, $4, $5, $6, $7) AS w (id, nr, at, manifest, payload, tags, serializer)
            """,
            _connection);
        Add(NpgsqlDbType.Varchar, Ids);
        Add(NpgsqlDbType.Bigint, new long[Ids.Length]);
        Add(NpgsqlDbType.Bigint, new long[Ids.Length]);
        Add(NpgsqlDbType.Varchar, Same(Payload.Manifest));
        Add(NpgsqlDbType.Bytea, Same(Bytes));
        Add(NpgsqlDbType.Varchar, new string?[Ids.Length]);
        Add(NpgsqlDbType.Integer, Same(Payload.SerializerId));
        _insert.Prepare();
    }

    public override void Dispose()
    {
        _insert.Dispose();
        _connection.Dispose();
    }

    protected override void Commit(long sequenceNr)
    {
        using var transaction = _connection.BeginTransaction();
        _insert.Parameters[1].Value = Same(sequenceNr);
        _insert.Parameters[2].Value = Same(DateTime.UtcNow.Ticks);
        _insert.ExecuteNonQuery();
        transaction.Commit();
    }

    private static T[] Same<T>(T value) => Enumerable.Repeat(value, Ids.Length).ToArray();

    private void Add(NpgsqlDbType type, object values) =>
        _insert.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Array | type, Value = values });
}

/// <summary>Microsoft.Data.Sqlite alone: one prepared statement, run for each row.</summary>
internal sealed class RawSqlite : Raw
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _insert;

    public RawSqlite(string file)
    {
        SQLitePCL.Batteries_V2.Init();
        _connection = new SqliteConnection($"Data Source={file};Pooling=false");
        _connection.Open();
        Execute("PRAGMA journal_mode = WAL");
        Execute("PRAGMA synchronous = FULL");
        Execute(
            """
            CREATE TABLE event_journal (ordering INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
                persistence_id VARCHAR(255) NOT NULL, sequence_nr INTEGER(8) NOT NULL, is_deleted INTEGER(1) NOT NULL,
                manifest VARCHAR(255) NULL, timestamp INTEGER NOT NULL, payload BLOB NOT NULL, tags VARCHAR(2000) NULL,
                serializer_id INTEGER(4), UNIQUE (persistence_id, sequence_nr))
            """);
        _insert = _connection.CreateCommand();
        _insert.CommandText =
            """
            INSERT INTO event_journal (persistence_id, sequence_nr, is_deleted, manifest, timestamp, payload, tags,
                serializer_id)
            VALUES ($id, $nr, 0, $manifest, $at, $payload, NULL, $serializer)
            """;
        _insert.Parameters.AddWithValue("$id", string.Empty);
        _insert.Parameters.AddWithValue("$nr", 0L);
        _insert.Parameters.AddWithValue("$manifest", Payload.Manifest);
        _insert.Parameters.AddWithValue("$at", 0L);
        _insert.Parameters.AddWithValue("$payload", Bytes);
        _insert.Parameters.AddWithValue("$serializer", Payload.SerializerId);
        _insert.Prepare();
    }

    public override void Dispose()
    {
        _insert.Dispose();
        _connection.Dispose();
    }

    protected override void Commit(long sequenceNr)
    {
        using var transaction = _connection.BeginTransaction(deferred: false);
        _insert.Transaction = transaction;
        _insert.Parameters[1].Value = sequenceNr;
        _insert.Parameters[3].Value = DateTime.UtcNow.Ticks;
        foreach (var id in Ids)
        {
            _insert.Parameters[0].Value = id;
            _insert.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
