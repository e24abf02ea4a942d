using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using WhaleStack.Storage.Databases;

namespace WhaleStack.Storage.Maintenance;

/// <summary>A SQLite file: copied by SQLite itself within one read transaction (<c>VACUUM INTO</c>).</summary>
internal sealed class SqliteDump(SqliteDatabase database) : DatabaseDump
{
    private const int BusySecondsMax = 60;
    private readonly SqliteDatabase _patient = new(database.Path, BusySecondsMax);

    public override (ImmutableArray<TableEntry> Tables, int SchemaVersion) Save(string folder)
    {
        var copy = new SqliteDatabase(Path.Combine(folder, SqliteDatabase.FileName));
        if (!File.Exists(database.Path))
        {
            throw new StorageException($"{database.Name}: there is no such file.");
        }

        try
        {
            using (var connection = _patient.Open())
            {
                connection.Execute(null, "VACUUM INTO @file", ("@file", copy.Path));
            }

            using (var file = new FileStream(copy.Path, FileMode.Open, FileAccess.ReadWrite))
            {
                file.Flush(flushToDisk: true);
            }

            return (Tables(copy), SchemaVersion(copy));
        }
        catch (SqliteException error)
        {
            throw database.Trouble(error);
        }
    }

    // Whoever holds the data directory holds the file.
    public override void CheckTarget(bool mayReplace)
    {
        if (!mayReplace && File.Exists(database.Path))
        {
            throw new StorageException($"{database.Name} is there already; with --force it is replaced.");
        }
    }

    public override void Load(string folder, BackupManifest manifest, TimeProvider time)
    {
        var part = new SqliteDatabase(database.Path + ".part");
        File.Delete(part.Path);
        try
        {
            DurableFiles.Copy(Path.Combine(folder, SqliteDatabase.FileName), part.Path, SqliteDatabase.FileName);
            CheckIntegrity(part);
            Compare(database.Name, manifest.Tables, Tables(part));
            File.Delete(database.Path + "-wal");
            File.Delete(database.Path + "-shm");
            File.Move(part.Path, database.Path, overwrite: true);
        }
        catch (SqliteException error)
        {
            throw part.Trouble(error);
        }
        finally
        {
            File.Delete(part.Path);
        }
    }

    private static void CheckIntegrity(SqliteDatabase copy)
    {
        using var connection = copy.Open(DatabaseAccess.Read);
        if (connection.Scalar<string>(null, "PRAGMA integrity_check") is not "ok" and var said)
        {
            throw new StorageException($"the backup's database is damaged: {said}");
        }
    }

    private static int SchemaVersion(SqliteDatabase copy)
    {
        using var connection = copy.Open(DatabaseAccess.Read);
        return copy.HasTable(connection, null, "schema_migrations")
            ? (int)connection.Scalar<long>(null, "SELECT COALESCE(MAX(version), 0) FROM schema_migrations")
            : 0;
    }

    private static ImmutableArray<TableEntry> Tables(SqliteDatabase copy)
    {
        using var connection = copy.Open(DatabaseAccess.Read);
        var names = new List<string>();
        using (var command = connection.Command(
            null, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"))
        using (var rows = command.ExecuteReader())
        {
            while (rows.Read())
            {
                names.Add(rows.GetString(0));
            }
        }

        return [.. names.Order(StringComparer.Ordinal).Select(name => Entry(connection, name))];
    }

    private static TableEntry Entry(DbConnection connection, string table)
    {
        var quoted = $"\"{table.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        var columns = connection.Scalar<long>(
            null, "SELECT COUNT(*) FROM pragma_table_info(@table)", ("@table", table));
        var order = string.Join(", ", Enumerable.Range(1, (int)columns));
        using var command = connection.Command(null, $"SELECT * FROM {quoted} ORDER BY {order}");
        using var reader = command.ExecuteReader();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var rows = 0L;
        for (; reader.Read(); rows++)
        {
            for (var i = 0; i < reader.FieldCount; i++)
            {
                Append(hash, reader.GetValue(i));
            }
        }

        return new TableEntry(table, rows, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    // Type, length, bytes: two different rows never give the same bytes.
    private static void Append(IncrementalHash hash, object value)
    {
        var (type, bytes) = value switch
        {
            DBNull => ('n', []),
            byte[] blob => ('b', blob),
            string text => ('t', Encoding.UTF8.GetBytes(text)),
            double number => ('r', Encoding.ASCII.GetBytes(number.ToString("R", CultureInfo.InvariantCulture))),
            _ => ('i', Encoding.ASCII.GetBytes(Convert.ToString(value, CultureInfo.InvariantCulture)!)),
        };
        Span<byte> head = stackalloc byte[sizeof(int) + 1];
        head[0] = (byte)type;
        BinaryPrimitives.WriteInt32LittleEndian(head[1..], bytes.Length);
        hash.AppendData(head);
        hash.AppendData(bytes);
    }
}
