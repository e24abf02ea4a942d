using System.Data.Common;
using Npgsql;
using NpgsqlTypes;
using WhaleStack.Domain.Projections;
using WhaleStack.Storage.Databases;
using WhaleStack.Storage.Projections;

namespace WhaleStack.Storage.Market;

/// <summary>
/// Puts many rows into a table at once, each new or in the place of the one with its key. PostgreSQL takes them by
/// binary COPY into a table of the connection's own, and from there in one statement; SQLite by a prepared one.
/// </summary>
internal static class MarketTables
{
    /// <summary>Writes rows of any tables in one transaction; of several with one key the last stays.</summary>
    public static void Write(Database database, DbConnection connection, IReadOnlyList<TableRow> rows)
    {
        using var transaction = connection.BeginTransaction();
        foreach (var table in rows.GroupBy(row => row.Table.Name, StringComparer.Ordinal))
        {
            List<TableRow> last =
                [.. table.GroupBy(TableWriter.KeyOf, StringComparer.Ordinal).Select(same => same.Last())];
            if (database.Kind == DatabaseKind.Sqlite)
            {
                TableWriter.Write(database, connection, transaction, last);
            }
            else
            {
                Copy((NpgsqlConnection)connection, (NpgsqlTransaction)transaction, last);
            }
        }

        transaction.Commit();
    }

    private static void Copy(NpgsqlConnection connection, NpgsqlTransaction transaction, List<TableRow> rows)
    {
        var table = rows[0].Table;
        var columns = TableWriter.ColumnNames(table);
        connection.Execute(
            transaction,
            $"CREATE TEMP TABLE IF NOT EXISTS incoming_{table.Name} ON COMMIT DELETE ROWS AS "
            + $"SELECT {columns} FROM {table.Name} WITH NO DATA");
        var into = $"COPY incoming_{table.Name} ({columns}) FROM STDIN (FORMAT BINARY)";
        using (var copy = connection.BeginBinaryImport(into))
        {
            foreach (var row in rows)
            {
                copy.StartRow();
                for (var i = 0; i < table.Columns.Length; i++)
                {
                    WriteValue(copy, table.Columns[i].Kind, row.Values[i]);
                }
            }

            copy.Complete();
        }

        connection.Execute(
            transaction,
            $"{TableWriter.Insert(table)} SELECT {columns} FROM incoming_{table.Name} {TableWriter.OnConflict(table)}");
    }

    private static void WriteValue(NpgsqlBinaryImporter copy, ColumnKind kind, object? value)
    {
        switch (kind)
        {
            case ColumnKind.Text:
                copy.Write((string)value!, NpgsqlDbType.Text);
                break;
            case ColumnKind.Amount:
                copy.Write((decimal)value!, NpgsqlDbType.Numeric);
                break;
            case ColumnKind.Time:
                copy.Write(TableWriter.Whole((DateTimeOffset)value!), NpgsqlDbType.TimestampTz);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(kind), kind, "Market data has no such column.");
        }
    }
}
