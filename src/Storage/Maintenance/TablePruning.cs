using System.Collections.Immutable;
using System.Data.Common;
using WhaleStack.Storage.Databases;
using WhaleStack.Storage.Files.Retention;

namespace WhaleStack.Storage.Maintenance;

/// <summary>Rows of a table that are past their age.</summary>
/// <param name="Table">Name of the table.</param>
/// <param name="Before">Rows of an earlier time are.</param>
/// <param name="Rows">How many there are, or were.</param>
public sealed record PrunedRows(string Table, DateTimeOffset Before, long Rows);

/// <summary>Deletes the rows that are past their age; the journal and its snapshots are never touched.</summary>
public sealed class TablePruning
{
    private const int BatchRows = 5_000;
    private readonly Database _database;

    /// <summary>Makes one.</summary>
    public TablePruning(Database database)
    {
        ArgumentNullException.ThrowIfNull(database);
        _database = database;
    }

    /// <summary>Counts what is due, and deletes it unless it is only to be said.</summary>
    /// <param name="rules">How long rows are kept.</param>
    /// <param name="now">The moment.</param>
    /// <param name="dryRun">Only count.</param>
    /// <exception cref="StorageException">The database cannot be read or written.</exception>
    public ImmutableArray<PrunedRows> Run(IEnumerable<TableRetention> rules, DateTimeOffset now, bool dryRun)
    {
        ArgumentNullException.ThrowIfNull(rules);
        using var connection = _database.Open(dryRun ? DatabaseAccess.Read : DatabaseAccess.Write);
        try
        {
            return
            [
                .. rules.Where(rule => _database.HasTable(connection, null, rule.Table)).Select(rule =>
                    new PrunedRows(rule.Table, now - rule.Keep, Prune(connection, rule, now - rule.Keep, dryRun))),
            ];
        }
        catch (DbException error)
        {
            throw _database.Trouble(error);
        }
    }

    private long Prune(DbConnection connection, TableRetention rule, DateTimeOffset before, bool dryRun)
    {
        var (table, column) = (TableTimes.Quoted(rule.Table), TableRetention.TimeColumns[rule.Table]);
        var cutoff = TableTimes.Parameter(_database.Kind, before);
        if (dryRun)
        {
            return connection.Scalar<long>(
                null, $"SELECT COUNT(*) FROM {table} WHERE {column} < @cutoff", ("@cutoff", cutoff));
        }

        if (_database.Kind == DatabaseKind.PostgreSql)
        {
            return connection.Execute(null, $"DELETE FROM {table} WHERE {column} < @cutoff", ("@cutoff", cutoff));
        }

        // In pieces: a running node's journal waits for each of them.
        var sql = $"DELETE FROM {table} WHERE rowid IN "
            + $"(SELECT rowid FROM {table} WHERE {column} < @cutoff LIMIT {BatchRows})";
        var rows = 0L;
        while (connection.Execute(null, sql, ("@cutoff", cutoff)) is > 0 and var deleted)
        {
            rows += deleted;
        }

        return rows;
    }
}
