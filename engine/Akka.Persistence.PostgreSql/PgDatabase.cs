using System.Data;
using Akka.Configuration;
using Npgsql;

namespace Akka.Persistence.PostgreSql;

/// <summary>Which database, how long a statement may take, and under which isolation it is read and written.</summary>
internal sealed class PgDatabase
{
    private readonly NpgsqlDataSource _source;

    public PgDatabase(string connectionString, TimeSpan timeout, IsolationLevel reading, IsolationLevel writing)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString)
        {
            CommandTimeout = Math.Max(1, (int)Math.Ceiling(timeout.TotalSeconds)),
        };
        _source = NpgsqlDataSource.Create(builder);
        Name = $"{builder.Host}:{builder.Port}/{builder.Database}";
        Key = $"{builder.ConnectionString} {writing}";
        Timeout = timeout;
        Reading = reading;
        Writing = writing;
    }

    /// <summary>Host, port and database: what may stand in a message.</summary>
    public string Name { get; }

    /// <summary>Equal for databases that one writer can serve. Holds the password: for comparing only.</summary>
    public string Key { get; }

    public TimeSpan Timeout { get; }

    public IsolationLevel Reading { get; }

    public IsolationLevel Writing { get; }

    /// <summary>Reads the keys that both plugins share.</summary>
    /// <exception cref="ConfigurationException">A key has a value that cannot be used; it is named.</exception>
    public static PgDatabase From(Config config, string path)
    {
        Refuse(config, path, "connection-string-name", string.Empty, "name the database in connection-string");
        Refuse(config, path, "stored-as", "bytea", "payloads are written by the configured serializers, as bytea");
        var connectionString = config.GetString("connection-string");
        if (string.IsNullOrWhiteSpace(connectionString))
        {
            throw new ConfigurationException($"[{path}.connection-string] is empty; name a PostgreSQL database.");
        }

        try
        {
            return new PgDatabase(
                connectionString,
                config.GetTimeSpan("connection-timeout", TimeSpan.FromSeconds(30)),
                Isolation(config, path, "read-isolation-level"),
                Isolation(config, path, "write-isolation-level"));
        }
        catch (Exception cause) when (cause is ArgumentException or FormatException)
        {
            // Not the cause's own text: it may quote the password.
            throw new ConfigurationException($"[{path}.connection-string] cannot be read as one of PostgreSQL's.");
        }
    }

    /// <summary>A quoted identifier.</summary>
    public static string Quote(string name) => '"' + name.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';

    /// <summary>A pooled connection.</summary>
    public Task<NpgsqlConnection> OpenAsync(CancellationToken cancellation = default) =>
        _source.OpenConnectionAsync(cancellation).AsTask();

    /// <summary>
    /// Runs a query on a pooled connection, under the isolation for reading. A connection that died in the pool, as all
    /// do when the server is restarted, is noticed only then: the query is tried once more on a new one.
    /// </summary>
    /// <param name="query">What to read.</param>
    /// <param name="mayRepeat">False once the query has told someone of what it read.</param>
    /// <param name="isolated">False when each statement must see what was committed before it.</param>
    public async Task<T> ReadAsync<T>(
        Func<NpgsqlConnection, Task<T>> query, Func<bool>? mayRepeat = null, bool isolated = true)
    {
        var isolation = isolated ? Reading : IsolationLevel.Unspecified;
        try
        {
            return await ReadOnceAsync(query, isolation).ConfigureAwait(false);
        }
        catch (NpgsqlException lost) when (IsLost(lost) && mayRepeat?.Invoke() != false)
        {
            Forget();
            return await ReadOnceAsync(query, isolation).ConfigureAwait(false);
        }
    }

    /// <summary>No answer of the server: its connection broke.</summary>
    public static bool IsLost(NpgsqlException cause) =>
        cause is not PostgresException { SqlState: not ("57P01" or "57P02" or "57P03") };

    /// <summary>Opens all connections anew.</summary>
    public void Forget() => _source.Clear();

    private async Task<T> ReadOnceAsync<T>(Func<NpgsqlConnection, Task<T>> query, IsolationLevel isolation)
    {
        await using var connection = await OpenAsync().ConfigureAwait(false);
        if (isolation == IsolationLevel.Unspecified)
        {
            return await query(connection).ConfigureAwait(false);
        }

        await using var transaction = await connection.BeginTransactionAsync(isolation).ConfigureAwait(false);
        var answer = await query(connection).ConfigureAwait(false);
        await transaction.CommitAsync().ConfigureAwait(false);
        return answer;
    }

    /// <summary>Closes the idle connections; those in use are closed when they come back.</summary>
    public void Close() => _source.Dispose();

    /// <summary>Says which database, what was tried and why it failed.</summary>
    public PgStoreException Explain(string operation, Exception cause)
    {
        var why = cause switch
        {
            PostgresException { SqlState: "28P01" or "28000" } => "the user or the password is refused",
            PostgresException { SqlState: "3D000" } => "there is no such database",
            PostgresException { SqlState: "42P01" } => "a table is missing; create it, or set auto-initialize = on",
            PostgresException { SqlState: "42501" } => "the user may not do that",
            PostgresException { SqlState: "53100" } => "the server's disk is full",
            PostgresException { SqlState: "25006" } => "the server is read-only",
            PostgresException { SqlState: "57P01" or "57P02" or "57P03" } => "the server is going down or coming up",
            PostgresException => "the server refused",
            TimeoutException or NpgsqlException { InnerException: TimeoutException } =>
                $"the server did not answer within {Timeout.TotalSeconds:0.#}s",
            _ => "the server cannot be reached",
        };
        var detail = cause is PostgresException refusal
            ? $"{refusal.SqlState}: {refusal.MessageText}"
            : cause.Message;
        return new PgStoreException($"PostgreSQL database '{Name}' cannot {operation}: {why} ({detail})", cause);
    }

    private static void Refuse(Config config, string path, string key, string only, string instead)
    {
        var value = config.GetString(key, only);
        if (!string.Equals(value, only, StringComparison.OrdinalIgnoreCase))
        {
            throw new ConfigurationException($"[{path}.{key}] is [{value}], which is not supported: {instead}.");
        }
    }

    private static IsolationLevel Isolation(Config config, string path, string key)
    {
        var text = config.GetString(key, "unspecified");
        return text switch
        {
            "unspecified" or "" or null => IsolationLevel.Unspecified,
            "read-committed" => IsolationLevel.ReadCommitted,
            "repeatable-read" => IsolationLevel.RepeatableRead,
            "serializable" => IsolationLevel.Serializable,
            _ => throw new ConfigurationException(
                $"[{path}.{key}] is [{text}]; it must be unspecified, read-committed, repeatable-read or "
                + "serializable."),
        };
    }
}
