using System.Collections.Immutable;
using System.Data;
using System.Data.Common;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Npgsql;
using WhaleStack.Storage.Databases;
using WhaleStack.Storage.Migrations;

namespace WhaleStack.Storage.Maintenance;

/// <summary>
/// A PostgreSQL database: every table by <c>COPY</c> in one repeatable-read transaction, a gzip file a table; put back
/// into the form that the migrations make, in one transaction.
/// </summary>
internal sealed class PostgreSqlDump(PostgreSqlDatabase database) : DatabaseDump
{
    private const int LooksMax = 20;
    private const string Ending = ".copy.gz";
    private const string OneForm =
        "SET TimeZone = 'UTC'; SET DateStyle = 'ISO'; SET bytea_output = 'hex'; SET extra_float_digits = 1; "
        + "SET IntervalStyle = 'postgres'";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public override (ImmutableArray<TableEntry> Tables, int SchemaVersion) Save(string folder)
    {
        using var connection = (NpgsqlConnection)database.Open(DatabaseAccess.Read);
        try
        {
            connection.Execute(null, OneForm);
            using var transaction = connection.BeginTransaction(IsolationLevel.RepeatableRead);
            var tables = TableNames(connection)
                .Select(table => Save(connection, table, Path.Combine(folder, table + Ending)))
                .ToImmutableArray();
            var version = database.HasTable(connection, transaction, "schema_migrations")
                ? connection.Scalar<int>(transaction, "SELECT COALESCE(MAX(version), 0) FROM schema_migrations")
                : 0;
            return (tables, version);
        }
        catch (DbException error)
        {
            throw database.Trouble(error);
        }
    }

    public override void CheckTarget(bool mayReplace)
    {
        using var connection = database.Open(DatabaseAccess.Read);
        try
        {
            if (IsInUse(connection))
            {
                throw new StorageException($"{database.Name} is in use by a node; stop it first.");
            }

            var full = TableNames(connection).FirstOrDefault(table => connection.Scalar<bool>(
                null, $"SELECT EXISTS (SELECT 1 FROM {Quoted(table)})"));
            if (full is not null && !mayReplace)
            {
                throw new StorageException(
                    $"{database.Name} is not empty (table {full} has rows); with --force it is replaced.");
            }
        }
        catch (DbException error)
        {
            throw database.Trouble(error);
        }
    }

    // A session lives on for a moment after its client has gone.
    private static bool IsInUse(DbConnection connection)
    {
        for (var look = 1; HasOthers(connection); look++)
        {
            if (look == LooksMax)
            {
                return true;
            }

            connection.Execute(null, "SELECT pg_sleep(0.1)");
        }

        return false;
    }

    private static bool HasOthers(DbConnection connection) => connection.Scalar<bool>(null, """
        SELECT EXISTS (
            SELECT 1 FROM pg_stat_activity
            WHERE datname = current_database() AND application_name = 'whalestack' AND pid <> pg_backend_pid())
        """);

    public override void Load(string folder, BackupManifest manifest, TimeProvider time)
    {
        // In the form that it had: what later migrations change, they change in the data too, at the node's start.
        new Migrator(
            database, time, [.. Migration.For(database.Kind).Where(m => m.Version <= manifest.SchemaVersion)]).Run();
        using var connection = (NpgsqlConnection)database.Open();
        try
        {
            connection.Execute(null, OneForm);
            using var transaction = connection.BeginTransaction();
            var all = TableNames(connection);
            foreach (var absent in manifest.Tables.Select(table => table.Name).Except(all))
            {
                throw new StorageException($"{database.Name}: this version makes no table {absent}.");
            }

            connection.Execute(transaction, $"TRUNCATE {string.Join(", ", all.Select(Quoted))}");
            foreach (var table in manifest.Tables)
            {
                Load(connection, table.Name, Path.Combine(folder, table.Name + Ending));
                SetSequences(connection, table.Name);
            }

            Compare(database.Name, manifest.Tables, [.. manifest.Tables.Select(t => Save(connection, t.Name, null))]);
            transaction.Commit();
        }
        catch (DbException error)
        {
            throw database.Trouble(error);
        }
    }

    private static ImmutableArray<string> TableNames(DbConnection connection) => Column(connection, """
        SELECT c.relname FROM pg_class c
        WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
            AND c.relname <> 'timescale_steps' -- Of the server it ran on, not of the data.
            AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
        ORDER BY c.relname
        """);

    private static ImmutableArray<string> Column(
        DbConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = connection.Command(null, sql, parameters);
        using var rows = command.ExecuteReader();
        var values = ImmutableArray.CreateBuilder<string>();
        while (rows.Read())
        {
            values.Add(rows.GetString(0));
        }

        return values.ToImmutable();
    }

    /// <summary>Writes the rows of a table in the order of its key, or, without a file, only looks at them.</summary>
    private static TableEntry Save(NpgsqlConnection connection, string table, string? file)
    {
        var key = Column(connection, """
            SELECT a.attname FROM pg_index i
            JOIN LATERAL unnest(i.indkey) WITH ORDINALITY AS k(attnum, n) ON TRUE
            JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
            WHERE i.indrelid = @table::regclass AND i.indisprimary ORDER BY k.n
            """, ("@table", Quoted(table)));
        var order = key.IsEmpty ? "t::text" : string.Join(", ", key.Select(Quoted));
        using var rows = connection.BeginTextExport(
            $"COPY (SELECT * FROM {Quoted(table)} t ORDER BY {order}) TO STDOUT");
        using var target = file is null ? Stream.Null : new FileStream(file, FileMode.CreateNew);
        using var hash = SHA256.Create();
        var count = 0L;
        using (var gzip = new GZipStream(target, CompressionLevel.Fastest, leaveOpen: true))
        using (var hashing = new CryptoStream(gzip, hash, CryptoStreamMode.Write, leaveOpen: true))
        using (var writer = new StreamWriter(hashing, Utf8, leaveOpen: true))
        {
            var buffer = new char[1 << 15];
            while (rows.Read(buffer, 0, buffer.Length) is > 0 and var read)
            {
                count += buffer.AsSpan(0, read).Count('\n'); // COPY writes a line end inside a value as \n.
                writer.Write(buffer, 0, read);
            }
        }

        (target as FileStream)?.Flush(flushToDisk: true);
        return new TableEntry(table, count, Convert.ToHexStringLower(hash.Hash!));
    }

    private static void Load(NpgsqlConnection connection, string table, string file)
    {
        using var source = new GZipStream(File.OpenRead(file), CompressionMode.Decompress);
        using var reader = new StreamReader(source, Utf8);
        using var writer = connection.BeginTextImport($"COPY {Quoted(table)} FROM STDIN");
        var buffer = new char[1 << 15];
        while (reader.Read(buffer, 0, buffer.Length) is > 0 and var read)
        {
            writer.Write(buffer, 0, read);
        }
    }

    private static void SetSequences(NpgsqlConnection connection, string table)
    {
        var columns = Column(connection, """
            SELECT a.attname FROM pg_attribute a
            WHERE a.attrelid = @table::regclass AND a.attnum > 0 AND NOT a.attisdropped
                AND pg_get_serial_sequence(@table, a.attname) IS NOT NULL
            """, ("@table", Quoted(table)));
        foreach (var column in columns)
        {
            connection.Execute(
                null,
                $"SELECT setval(pg_get_serial_sequence(@table, @column), COALESCE(MAX({Quoted(column)}), 1), "
                + $"MAX({Quoted(column)}) IS NOT NULL) FROM {Quoted(table)}",
                ("@table", Quoted(table)),
                ("@column", column));
        }
    }

    private static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
