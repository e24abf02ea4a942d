using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using WhaleStack.Storage.Databases;

namespace WhaleStack.Hosts.Tests.Support;

/// <summary>Reads the tables of a demo with plain SQL, as a dashboard would.</summary>
public static class TableReader
{
    // What the projections fill, without the numbers that the database gives out.
    private static readonly string[] Queries =
    [
        "SELECT * FROM trades ORDER BY trade_id",
        "SELECT * FROM signals ORDER BY signal_id",
        "SELECT * FROM equity ORDER BY time",
        "SELECT * FROM agent_logs ORDER BY log_id",
        "SELECT agent, period, total_pnl, win_rate, trades_count, calculated_at FROM pnl ORDER BY agent, period",
        "SELECT agent_name, agent_type, status, last_seen FROM agents ORDER BY agent_name",
        "SELECT trader_name, strategy, status, current_positions, last_trade_time, created_at FROM auto_traders",
    ];

    /// <summary>Every row of the tables that are made from the journal.</summary>
    public static IReadOnlyList<string> Everything(string data) => [.. Queries.SelectMany(query => Query(data, query))];

    /// <summary>The same of a PostgreSQL database.</summary>
    public static IReadOnlyList<string> Everything(PostgreSqlDatabase database)
    {
        using var connection = database.Open(DatabaseAccess.Read);
        return [.. Queries.SelectMany(query => Query(connection, query))];
    }

    /// <summary>Every row of a demo's tables is as <c>./whale db rebuild</c> makes it anew.</summary>
    public static async Task AssertAsRebuiltAsync(string data)
    {
        var followed = Everything(data);
        await RebuildAsync(Layout.Root, "--data", data);
        Assert.Equal(followed, Everything(data));
    }

    /// <summary>The same of a PostgreSQL database, which the root's <c>.env</c> names.</summary>
    public static async Task AssertAsRebuiltAsync(PostgreSqlDatabase database, OwnRoot root)
    {
        var followed = Everything(database);
        Assert.NotEmpty(followed);
        await RebuildAsync(root.Path, "--database", "postgresql");
        Assert.Equal(followed, Everything(database));
    }

    /// <summary>The sum of a column of exact amounts.</summary>
    public static decimal Sum(string data, string column, string table) => Query(data, $"SELECT {column} FROM {table}")
        .Sum(amount => amount.Length == 0 ? 0m : decimal.Parse(amount, CultureInfo.InvariantCulture));

    /// <summary>How many rows a table has.</summary>
    public static long Count(string data, string table) =>
        long.Parse(Query(data, $"SELECT COUNT(*) FROM {table}")[0], CultureInfo.InvariantCulture);

    private static List<string> Query(string data, string sql)
    {
        SQLitePCL.Batteries_V2.Init();
        using var connection = new SqliteConnection($"Data Source={Path.Combine(data, "journal.db")};Pooling=False");
        connection.Open();
        return Query(connection, sql);
    }

    private static async Task RebuildAsync(string root, params string[] target)
    {
        using var rebuild = DemoProcess.Launch(root, ["db", "rebuild", "all", .. target]);
        Assert.True(await rebuild.WaitAsync() == 0, rebuild.Output);
    }

    private static List<string> Query(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var rows = command.ExecuteReader();
        var lines = new List<string>();
        while (rows.Read())
        {
            lines.Add(string.Join('|', Enumerable.Range(0, rows.FieldCount).Select(i =>
                Convert.ToString(rows.GetValue(i), CultureInfo.InvariantCulture))));
        }

        return lines;
    }
}
