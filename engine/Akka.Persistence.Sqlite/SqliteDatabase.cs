using Akka.Configuration;
using Akka.Persistence.Rows;
using Microsoft.Data.Sqlite;

namespace Akka.Persistence.Sqlite;

/// <summary>Where a database is and how long to wait for its locks; opens connections to it.</summary>
internal sealed class SqliteDatabase
{

    public SqliteDatabase(string connectionString, TimeSpan lockWait)
    {
        LockWait = lockWait;
        var builder = new SqliteConnectionStringBuilder(connectionString)
        {
            DefaultTimeout = Math.Max(1, (int)Math.Ceiling(lockWait.TotalSeconds)),
        };
        ConnectionString = builder.ToString();
        File = builder.DataSource;
    }

    public string ConnectionString { get; }

    public string File { get; }

    /// <summary>Reads the keys that both plugins share.</summary>
    public static SqliteDatabase From(Config config, string path)
    {
        var connectionString = config.GetString("connection-string");
        if (string.IsNullOrWhiteSpace(connectionString))
        {
            throw new ConfigurationException($"[{path}.connection-string] is empty; name a SQLite database.");
        }

        // The breaker must not give up first: its exception knows neither file nor cause.
        var patience = config.GetTimeSpan("circuit-breaker.call-timeout", TimeSpan.FromSeconds(20)) / 2;
        var timeout = config.GetTimeSpan("connection-timeout", TimeSpan.FromSeconds(30));
        return new SqliteDatabase(connectionString, timeout < patience ? timeout : patience);
    }

    /// <summary>How long a writer waits for another connection that writes.</summary>
    public TimeSpan LockWait { get; }

    /// <summary>A quoted identifier.</summary>
    public static string Quote(string name) => '"' + name.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';

    /// <summary>A pooled connection for reading.</summary>
    public SqliteConnection OpenReader()
    {
        var connection = new SqliteConnection(ConnectionString);
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>
    /// The connection that writes. WAL lets readers go on; synchronous=FULL makes an acknowledged commit survive the
    /// loss of power.
    /// </summary>
    public SqliteConnection OpenWriter()
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder(ConnectionString) { Pooling = false }.ToString());
        try
        {
            connection.Open();
            Execute(connection, "PRAGMA journal_mode = WAL");
            Execute(connection, "PRAGMA synchronous = FULL");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Closes the idle connections for reading.</summary>
    public void ClearPool()
    {
        using var connection = new SqliteConnection(ConnectionString);
        SqliteConnection.ClearPool(connection);
    }

    /// <summary>True when all the tables are there.</summary>
    public bool HasTables(IReadOnlyList<string> names)
    {
        using var connection = OpenReader();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = @name";
        var name = command.Parameters.Add("@name", SqliteType.Text);
        foreach (var table in names)
        {
            name.Value = table;
            if ((long)command.ExecuteScalar()! == 0L)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Says which file, what was tried and why it failed.</summary>
    public StoreException Explain(string operation, SqliteException cause)
    {
        var why = cause.SqliteErrorCode switch
        {
            5 or 6 => $"the database is locked by another connection or process (waited {LockWait.TotalSeconds:0.#}s)",
            8 => "the database is read-only",
            10 => "the disk reported an input/output error",
            11 => "the database file is damaged",
            13 => "the disk is full",
            14 => "the file cannot be opened; does its directory exist, and may it be read and written?",
            26 => "the file is not a SQLite database",
            _ => "SQLite refused",
        };
        return new StoreException(
            $"SQLite database '{File}' cannot {operation}: {why} " +
            $"(error {cause.SqliteExtendedErrorCode}: {cause.Message})",
            cause);
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
