using System.Data.Common;
using Akka.Actor;
using Akka.Persistence.PostgreSql;
using Akka.Persistence.Sqlite;
using Akka.Persistence.Tests.PostgreSql;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Akka.Persistence.Tests.Support;

/// <summary>A journal with its snapshot store, empty at first and gone afterwards.</summary>
public abstract class Store : IDisposable
{
    /// <summary>The configuration of a system that uses it.</summary>
    public abstract string Hocon { get; }

    /// <summary>Where the journal is configured.</summary>
    public abstract string JournalPath { get; }

    /// <summary>False when objects are kept as they are.</summary>
    public virtual bool StoresBytes => true;

    public void Dispose()
    {
        Remove();
        GC.SuppressFinalize(this);
    }

    protected virtual void Remove()
    {
    }
}

/// <summary>Everything in memory.</summary>
public sealed class MemoryStore : Store
{
    public override string Hocon => Storage.Memory;

    public override string JournalPath => "akka.persistence.journal.inmem";

    public override bool StoresBytes => false;
}

/// <summary>Events in memory, snapshots in files.</summary>
public sealed class LocalFileStore : Store
{
    private readonly ScratchDirectory _scratch = new();

    public override string Hocon => Storage.LocalSnapshots(_scratch.Path);

    public override string JournalPath => "akka.persistence.journal.inmem";

    public override bool StoresBytes => false;

    protected override void Remove() => _scratch.Dispose();
}

/// <summary>Tables that a spec can look into.</summary>
public abstract class SqlStore : Store
{
    /// <summary>Where the snapshot store is configured.</summary>
    public abstract string SnapshotPath { get; }

    /// <summary>The snapshots' table; that of the events is event_journal in both.</summary>
    public abstract string SnapshotTable { get; }

    /// <summary>The table of the highest sequence numbers.</summary>
    public abstract string MetadataTable { get; }

    /// <summary>The column of the time in the events' table.</summary>
    public abstract string CreatedAt { get; }

    /// <summary>What a message about the database names.</summary>
    public abstract string Name { get; }

    /// <summary>What the tables look like, a line a column, constraint or index.</summary>
    public abstract List<string> Form();

    /// <summary>How many transactions a system's plugins have committed.</summary>
    public abstract long Commits(ActorSystem system);

    /// <summary>A connection of the spec's own.</summary>
    public abstract DbConnection Open();

    public void Execute(string sql)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public long Scalar(string sql) => (long)Row(sql)[0]!;

    /// <summary>The columns of the first row; null for NULL.</summary>
    public object?[] Row(string sql) => Rows(sql)[0];

    /// <summary>All rows.</summary>
    public List<object?[]> Rows(string sql)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<object?[]>();
        while (reader.Read())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row.Select(static v => v is DBNull ? null : v).ToArray());
        }

        return rows;
    }
}

/// <summary>A SQLite file.</summary>
public sealed class SqliteStore : SqlStore
{
    public ScratchDirectory Scratch { get; } = new();

    public override string Hocon => Storage.Sqlite(Scratch.ConnectionString, "1s");

    public override string JournalPath => "akka.persistence.journal.sqlite";

    public override string SnapshotPath => "akka.persistence.snapshot-store.sqlite";

    public override string SnapshotTable => "snapshot";

    public override string MetadataTable => "journal_metadata";

    public override string CreatedAt => "timestamp";

    public override string Name => Scratch.File("journal.db");

    public override long Commits(ActorSystem system) => SqlitePersistence.Get(system)
        .WriterFor(SqliteDatabase.From(system.Settings.Config.GetConfig(JournalPath), JournalPath)).Transactions;

    public override DbConnection Open()
    {
        SQLitePCL.Batteries_V2.Init();
        var connection = new SqliteConnection(Scratch.ConnectionString);
        connection.Open();
        return connection;
    }

    public override List<string> Form() => Rows(
        """
        SELECT m.name, c.cid, c.name, c.type, c."notnull", c.dflt_value, c.pk
        FROM sqlite_master AS m JOIN pragma_table_info(m.name) AS c
        WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'
        UNION ALL
        SELECT m.name, i.origin, i."unique", x.seqno, x.name, i.partial, 0
        FROM sqlite_master AS m JOIN pragma_index_list(m.name) AS i JOIN pragma_index_info(i.name) AS x
        WHERE m.type = 'table'
        ORDER BY 1, 2, 3, 4
        """).Select(static row => string.Join(' ', row)).ToList();

    protected override void Remove() => Scratch.Dispose();
}

/// <summary>A schema of a PostgreSQL server.</summary>
/// <param name="server">The server.</param>
/// <param name="schema">A name that no other spec has.</param>
/// <param name="port">Where systems connect, when that is not the server's own port.</param>
public sealed class PostgreSqlStore(PostgresServer server, string schema, int? port = null) : SqlStore
{
    public string Schema { get; } = schema;

    public string ConnectionString => server.ConnectionString;

    public override string Hocon => Storage.PostgreSql(
        new NpgsqlConnectionStringBuilder(ConnectionString) { Port = port ?? server.Port }.ToString(), Schema);

    public override string JournalPath => "akka.persistence.journal.postgresql";

    public override string SnapshotPath => "akka.persistence.snapshot-store.postgresql";

    public override string SnapshotTable => "snapshot_store";

    public override string MetadataTable => "metadata";

    public override string CreatedAt => "created_at";

    public override string Name => "127.0.0.1:";

    public override long Commits(ActorSystem system)
    {
        var extension = PostgreSqlPersistence.Get(system);
        var database = extension.Open(system.Settings.Config.GetConfig(JournalPath), JournalPath);
        return extension.WriterFor(database).Transactions;
    }

    public override List<string> Form() => Rows(
        """
        SELECT table_name, ordinal_position::text, column_name, data_type, character_maximum_length::text, is_nullable,
            is_identity, column_default
        FROM information_schema.columns WHERE table_schema = current_schema()
        UNION ALL
        SELECT conrelid::regclass::text, 'constraint', conname, pg_get_constraintdef(oid), '', '', '', ''
        FROM pg_constraint WHERE connamespace = current_schema()::regnamespace
        UNION ALL
        SELECT tablename, 'index', indexname, indexdef, '', '', '', ''
        FROM pg_indexes WHERE schemaname = current_schema()
        ORDER BY 1, 2, 3
        """)
        .Select(row => string.Join(' ', row).Replace(Schema + ".", string.Empty, StringComparison.Ordinal)).ToList();

    public override DbConnection Open()
    {
        var connection = new NpgsqlConnection($"{ConnectionString};Pooling=false;Search Path={Schema}");
        connection.Open();
        return connection;
    }
}
