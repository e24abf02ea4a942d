using System.Data.Common;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using WhaleStack.Storage.Databases;

namespace WhaleStack.Hosts.Tests.Support;

/// <summary>Reads a journal with plain SQL, as an auditor would.</summary>
public static class JournalReader
{
    /// <summary>Every booked fill, in order, without the ids that differ between journals.</summary>
    public static IReadOnlyList<string> Fills(string data)
    {
        using var connection = Open(data);
        return Fills(connection);
    }

    /// <summary>The same of a PostgreSQL database.</summary>
    public static IReadOnlyList<string> Fills(PostgreSqlDatabase database)
    {
        using var connection = database.Open(DatabaseAccess.Read);
        return Fills(connection);
    }

    /// <summary>How many events there are.</summary>
    public static long EventCount(string data)
    {
        using var connection = Open(data);
        return EventCount(connection);
    }

    /// <summary>The same of a PostgreSQL database.</summary>
    public static long EventCount(PostgreSqlDatabase database)
    {
        using var connection = database.Open(DatabaseAccess.Read);
        return EventCount(connection);
    }

    /// <summary>Every persistence id has the sequence numbers 1 to n.</summary>
    public static void AssertNoSequenceGap(string data)
    {
        using var connection = Open(data);
        AssertNoSequenceGap(connection);
    }

    /// <summary>The same of a PostgreSQL database.</summary>
    public static void AssertNoSequenceGap(PostgreSqlDatabase database)
    {
        using var connection = database.Open(DatabaseAccess.Read);
        AssertNoSequenceGap(connection);
    }

    private static List<string> Fills(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText =
            "SELECT payload FROM event_journal WHERE manifest = 'portfolio.fill-booked.1' ORDER BY ordering";
        using var reader = command.ExecuteReader();
        var fills = new List<string>();
        while (reader.Read())
        {
            using var json = JsonDocument.Parse(Encoding.UTF8.GetString((byte[])reader.GetValue(0)));
            var fill = json.RootElement.GetProperty("fill");
            fills.Add(string.Join(' ', Names.Select(name => fill.GetProperty(name).ToString())));
        }

        return fills;
    }

    private static long EventCount(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM event_journal";
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    private static void AssertNoSequenceGap(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText =
            "SELECT persistence_id FROM event_journal GROUP BY persistence_id HAVING max(sequence_nr) <> count(*)";
        Assert.Null(command.ExecuteScalar());
    }

    private static readonly string[] Names =
        ["sequence", "trader", "coin", "side", "priceQuote", "sizeBase", "feeQuote", "trigger", "time"];

    private static SqliteConnection Open(string data)
    {
        SQLitePCL.Batteries_V2.Init();
        var connection = new SqliteConnection($"Data Source={Path.Combine(data, "journal.db")};Pooling=False");
        connection.Open();
        return connection;
    }
}
