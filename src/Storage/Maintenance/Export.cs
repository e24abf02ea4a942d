using System.Collections.Immutable;
using System.Data;
using System.Data.Common;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using WhaleStack.Storage.Databases;

namespace WhaleStack.Storage.Maintenance;

/// <summary>One exported table.</summary>
/// <param name="Table">Its name.</param>
/// <param name="Rows">Rows in the file, without its head.</param>
/// <param name="File">Name of the file.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">SHA-256 of the file, in hexadecimal.</param>
public sealed record ExportedTable(string Table, long Rows, string File, long Bytes, string Sha256);

/// <summary>What an export holds; <c>manifest.json</c> beside its files.</summary>
/// <param name="CreatedAt">When it was begun.</param>
/// <param name="From">Rows of this time and later; null for all.</param>
/// <param name="To">Rows of an earlier time than this; null for all.</param>
/// <param name="Tables">The tables.</param>
public sealed record ExportManifest(
    DateTimeOffset CreatedAt, DateTimeOffset? From, DateTimeOffset? To, ImmutableArray<ExportedTable> Tables);

/// <summary>Writes tables as CSV into <c>exports/TIME</c> below a data directory, all as of one moment.</summary>
public sealed class Export
{
    private const string Part = ".part";

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly Database _database;
    private readonly string _folder;
    private readonly TimeProvider _time;

    /// <summary>Makes one.</summary>
    /// <param name="database">Which database.</param>
    /// <param name="dataFolder">The data directory.</param>
    /// <param name="time">Clock of the export's name.</param>
    public Export(Database database, string dataFolder, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentException.ThrowIfNullOrEmpty(dataFolder);
        ArgumentNullException.ThrowIfNull(time);
        _database = database;
        _folder = Path.Combine(Path.GetFullPath(dataFolder), "exports");
        _time = time;
    }

    /// <summary>Exports tables or views; returns the folder and what is in it.</summary>
    /// <param name="tables">Their names.</param>
    /// <param name="from">Only rows of this time and later; null for all.</param>
    /// <param name="to">Only rows of an earlier time; null for all.</param>
    /// <exception cref="StorageException">
    /// A table is not there or has no time to choose by, or something cannot be read or written; no export is left.
    /// </exception>
    public (string Folder, ExportManifest Manifest) Run(
        IReadOnlyCollection<string> tables, DateTimeOffset? from = null, DateTimeOffset? to = null)
    {
        ArgumentNullException.ThrowIfNull(tables);
        var now = _time.GetUtcNow();
        var name = now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss.fff'Z'", CultureInfo.InvariantCulture);
        var folder = Path.Combine(_folder, name);
        try
        {
            using var connection = _database.Open(DatabaseAccess.Read);
            Check(connection, tables, from is not null || to is not null);
            Directory.CreateDirectory(folder + Part);
            using var transaction = BeginSnapshot(connection);
            var manifest = new ExportManifest(
                now, from, to, [.. tables.Distinct().Select(t => Write(transaction, folder + Part, t, from, to))]);
            DurableFiles.Write(
                Path.Combine(folder + Part, "manifest.json"), JsonSerializer.SerializeToUtf8Bytes(manifest, Format));
            Directory.Move(folder + Part, folder);
            return (folder, manifest);
        }
        catch (DbException error)
        {
            throw _database.Trouble(error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"no export was made in '{_folder}': {error.Message}", error);
        }
        finally
        {
            if (Directory.Exists(folder + Part))
            {
                Directory.Delete(folder + Part, recursive: true);
            }
        }
    }

    // Of SQLite's transactions only a deferred one leaves the file unlocked.
    private static DbTransaction BeginSnapshot(DbConnection connection) => connection is SqliteConnection sqlite
        ? sqlite.BeginTransaction(deferred: true)
        : connection.BeginTransaction(IsolationLevel.RepeatableRead);

    private void Check(DbConnection connection, IEnumerable<string> tables, bool byTime)
    {
        foreach (var table in tables)
        {
            if (!IsName(table) || !_database.HasTable(connection, null, table))
            {
                throw new StorageException($"{_database.Name}: there is no table '{table}'.");
            }

            if (byTime && !TableTimes.Columns.ContainsKey(table))
            {
                throw new StorageException(
                    $"table '{table}' has no time to choose by; --from and --to go with "
                    + string.Join(", ", TableTimes.Columns.Keys) + ".");
            }
        }
    }

    private static bool IsName(string table) =>
        table.Length is > 0 and <= 64 && table.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_');

    private ExportedTable Write(
        DbTransaction transaction, string folder, string table, DateTimeOffset? from, DateTimeOffset? to)
    {
        var file = table + ".csv";
        using var command = Query(transaction, table, from, to);
        using var reader = command.ExecuteReader();
        var rows = 0L;
        using (var writer = new StreamWriter(Path.Combine(folder, file), append: false, new UTF8Encoding(false)))
        {
            writer.Write(CsvText.Line(Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)));
            var values = new object?[reader.FieldCount];
            for (; reader.Read(); rows++)
            {
                reader.GetValues(values!);
                writer.Write(CsvText.Line(values));
            }
        }

        var entry = DurableFiles.EntryOf(Path.Combine(folder, file), file);
        return new ExportedTable(table, rows, file, entry.Bytes, entry.Sha256);
    }

    private DbCommand Query(DbTransaction transaction, string table, DateTimeOffset? from, DateTimeOffset? to)
    {
        var column = TableTimes.Columns.GetValueOrDefault(table);
        var conditions = new List<string>();
        var parameters = new List<(string Name, object? Value)>();
        foreach (var (name, compare, time) in new[] { ("@from", ">=", from), ("@to", "<", to) })
        {
            if (time is { } given)
            {
                conditions.Add($"{column} {compare} {name}");
                parameters.Add((name, TableTimes.Parameter(_database.Kind, given)));
            }
        }

        var where = conditions.Count == 0 ? string.Empty : " WHERE " + string.Join(" AND ", conditions);
        var order = column is null ? string.Empty : $" ORDER BY {column}";
        return transaction.Connection!.Command(
            transaction, $"SELECT * FROM {TableTimes.Quoted(table)}{where}{order}", [.. parameters]);
    }
}
