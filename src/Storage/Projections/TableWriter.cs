using System.Data.Common;
using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using WhaleStack.Domain.Projections;
using WhaleStack.Storage.Databases;

namespace WhaleStack.Storage.Projections;

/// <summary>
/// Puts rows into a table, each new or in the place of the one with its key: PostgreSQL takes them as arrays in one
/// statement, SQLite by one prepared statement.
/// </summary>
internal static class TableWriter
{
    private const long TicksPerMicrosecond = 10;

    /// <summary>Writes rows of one table; no two may have the same key.</summary>
    public static void Write(
        Database database, DbConnection connection, DbTransaction transaction, IReadOnlyList<TableRow> rows)
    {
        if (rows.Count == 0)
        {
            return;
        }

        if (database.Kind == DatabaseKind.Sqlite)
        {
            WriteSqlite(connection, transaction, rows);
        }
        else
        {
            WritePostgreSql(connection, transaction, rows);
        }
    }

    /// <summary>The key of a row, as text that tells it from the others of its table.</summary>
    public static string KeyOf(TableRow row) => string.Join('\u001f', row.Table.Columns
        .Select((column, i) => (column, i))
        .Where(pair => pair.column.IsKey)
        .Select(pair => SqliteValue(pair.column.Kind, row.Values[pair.i])));

    /// <summary>A time as the tables hold it: UTC, to the microsecond.</summary>
    public static string TimeText(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    /// <summary>A time as PostgreSQL takes it: UTC, to the microsecond.</summary>
    public static DateTime Whole(DateTimeOffset time)
    {
        var utc = time.UtcDateTime;
        return utc.AddTicks(-(utc.Ticks % TicksPerMicrosecond));
    }

    /// <summary>An amount as SQLite holds it: all its digits, no zeros behind them.</summary>
    public static string AmountText(decimal amount)
    {
        var text = amount.ToString(CultureInfo.InvariantCulture);
        return text.Contains('.', StringComparison.Ordinal) ? text.TrimEnd('0').TrimEnd('.') : text;
    }

    /// <summary>The beginning of a statement that puts rows into a table.</summary>
    public static string Insert(TableSchema table) => $"INSERT INTO {table.Name} ({ColumnNames(table)})";

    /// <summary>The end of it: a row with the key of another takes its place.</summary>
    public static string OnConflict(TableSchema table)
    {
        var keys = table.Columns.Where(column => column.IsKey).Select(Quoted);
        var others = table.Columns.Where(column => !column.IsKey)
            .Select(column => $"{Quoted(column)} = excluded.{Quoted(column)}");
        return $"ON CONFLICT ({string.Join(", ", keys)}) DO UPDATE SET {string.Join(", ", others)}";
    }

    /// <summary>The columns that rows fill, quoted.</summary>
    public static string ColumnNames(TableSchema table) => string.Join(", ", table.Columns.Select(Quoted));

    private static void WriteSqlite(DbConnection connection, DbTransaction transaction, IReadOnlyList<TableRow> rows)
    {
        var table = rows[0].Table;
        var names = table.Columns.Select(column => "@" + column.Name);
        using var command = connection.Command(
            transaction,
            $"{Insert(table)} VALUES ({string.Join(", ", names)}) {OnConflict(table)}");
        foreach (var column in table.Columns)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = "@" + column.Name;
            command.Parameters.Add(parameter);
        }

        foreach (var row in rows)
        {
            for (var i = 0; i < table.Columns.Length; i++)
            {
                command.Parameters[i].Value = SqliteValue(table.Columns[i].Kind, row.Values[i]) ?? DBNull.Value;
            }

            command.ExecuteNonQuery();
        }
    }

    private static void WritePostgreSql(
        DbConnection connection, DbTransaction transaction, IReadOnlyList<TableRow> rows)
    {
        var table = rows[0].Table;
        var arrays = table.Columns.Select(column => "@" + column.Name);
        var values = table.Columns.Select(column =>
            column.Kind == ColumnKind.Json ? $"r.{Quoted(column)}::jsonb" : $"r.{Quoted(column)}");
        using var command = connection.Command(
            transaction,
            $"""
            {Insert(table)} SELECT {string.Join(", ", values)}
            FROM unnest({string.Join(", ", arrays)}) AS r({ColumnNames(table)}) {OnConflict(table)}
            """);
        for (var i = 0; i < table.Columns.Length; i++)
        {
            var kind = table.Columns[i].Kind;
            command.Parameters.Add(new NpgsqlParameter("@" + table.Columns[i].Name, PostgreSqlArray(kind, rows, i))
            {
                NpgsqlDbType = NpgsqlDbType.Array | PostgreSqlType(kind),
            });
        }

        command.ExecuteNonQuery();
    }

    private static string Quoted(TableColumn column) => $"\"{column.Name}\"";

    private static object? SqliteValue(ColumnKind kind, object? value) => value switch
    {
        null => null,
        _ when kind == ColumnKind.Json => ProjectionJson.Text(value),
        decimal amount => AmountText(amount),
        DateTimeOffset time => TimeText(time),
        _ => value,
    };

    private static NpgsqlDbType PostgreSqlType(ColumnKind kind) => kind switch
    {
        ColumnKind.Text or ColumnKind.Json => NpgsqlDbType.Text,
        ColumnKind.Amount => NpgsqlDbType.Numeric,
        ColumnKind.Fraction => NpgsqlDbType.Double,
        ColumnKind.Count => NpgsqlDbType.Bigint,
        ColumnKind.Time => NpgsqlDbType.TimestampTz,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown kind of column."),
    };

    private static object PostgreSqlArray(ColumnKind kind, IReadOnlyList<TableRow> rows, int column) => kind switch
    {
        ColumnKind.Text => rows.Select(row => (string?)row.Values[column]).ToArray(),
        ColumnKind.Json => rows.Select(row => row.Values[column] is { } v ? ProjectionJson.Text(v) : null).ToArray(),
        ColumnKind.Amount => rows.Select(row => (decimal?)row.Values[column]).ToArray(),
        ColumnKind.Fraction => rows.Select(row => (double?)row.Values[column]).ToArray(),
        ColumnKind.Count => rows.Select(row => (long?)row.Values[column]).ToArray(),
        ColumnKind.Time => rows.Select(row => WholeOrNull(row.Values[column])).ToArray(),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown kind of column."),
    };

    private static DateTime? WholeOrNull(object? value) => value is DateTimeOffset time ? Whole(time) : null;
}
