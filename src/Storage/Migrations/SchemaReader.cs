using System.Collections.Immutable;
using System.Data.Common;
using WhaleStack.Storage.Databases;

namespace WhaleStack.Storage.Migrations;

/// <summary>Reads the form of a database: tables with their columns, constraints and indexes, and views.</summary>
internal static class SchemaReader
{
    // Of views only the columns count: with TimescaleDB the same view is made in another way.
    private const string PostgreSql = """
        SELECT c.relname, CASE WHEN c.relkind IN ('v', 'm') THEN 'view column ' ELSE 'column ' END || a.attname,
                format_type(a.atttypid, a.atttypmod)
                || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END
                || CASE a.attidentity WHEN 'a' THEN ' GENERATED ALWAYS AS IDENTITY' ELSE '' END
                || COALESCE(' DEFAULT ' || replace(pg_get_expr(d.adbin, d.adrelid), @schema || '.', ''), ''),
            0, a.attnum
        FROM pg_class c
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
        WHERE c.relnamespace = @schema::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm')
        UNION ALL
        SELECT c.relname, 'constraint ' || k.conname, pg_get_constraintdef(k.oid),
            1, CASE k.contype WHEN 'p' THEN 1 WHEN 'u' THEN 2 ELSE 3 END
        FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
        WHERE c.relnamespace = @schema::regnamespace
        UNION ALL
        SELECT c.relname, 'index ' || i.relname,
            replace(pg_get_indexdef(x.indexrelid), ' ON ' || @schema || '.', ' ON '), 2, 0
        FROM pg_index x JOIN pg_class c ON c.oid = x.indrelid JOIN pg_class i ON i.oid = x.indexrelid
        WHERE c.relnamespace = @schema::regnamespace
            AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = x.indexrelid AND k.conrelid = c.oid)
        ORDER BY 1, 4, 5, 2
        """;

    private const string Sqlite = """
        SELECT tbl_name, type || ' ' || name, sql FROM sqlite_master WHERE sql IS NOT NULL
        ORDER BY tbl_name, type DESC, name
        """;

    /// <summary>Everything in a schema, table by table.</summary>
    /// <param name="database">Which kind it is.</param>
    /// <param name="connection">Where to read.</param>
    /// <param name="transaction">Null for none.</param>
    /// <param name="schema">The schema; SQLite has one only.</param>
    public static ImmutableArray<SchemaObject> Read(
        Database database, DbConnection connection, DbTransaction? transaction, string schema)
    {
        using var command = database.Kind == DatabaseKind.Sqlite
            ? connection.Command(transaction, Sqlite)
            : connection.Command(transaction, PostgreSql, ("@schema", schema));
        using var rows = command.ExecuteReader();
        var objects = ImmutableArray.CreateBuilder<SchemaObject>();
        while (rows.Read())
        {
            objects.Add(new SchemaObject(rows.GetString(0), rows.GetString(1), rows.GetString(2)));
        }

        return objects.ToImmutable();
    }
}
