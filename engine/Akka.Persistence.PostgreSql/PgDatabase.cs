using System.Data;
using Akka.Configuration;
using Akka.Persistence.Rows;
using Npgsql;

namespace Akka.Persistence.PostgreSql;

/// <summary>Which database, how long a statement may take, and under which isolation it is read and written.</summary>
internal sealed class PgDatabase
{
    private readonly NpgsqlDataSource _source;

    public PgDatabase(NpgsqlDataSource source, TimeSpan timeout, IsolationLevel reading, IsolationLevel writing)
    {
        var builder = new NpgsqlConnectionStringBuilder(source.ConnectionString);
        _source = source;
        Name = $"{builder.Host}:{builder.Port}/{builder.Database}";
        Timeout = timeout;
        Reading = reading;
        Writing = writing;
    }

    /// <summary>The connections, which other plugins may share.</summary>
    public NpgsqlDataSource Source => _source;

    /// <summary>Host, port and database: what may stand in a message.</summary>
    public string Name { get; }

    public TimeSpan Timeout { get; }

    public IsolationLevel Reading { get; }

    public IsolationLevel Writing { get; }

    /// <summary>Reads the keys that both plugins share.</summary>
    /// <param name="config">The section of a plugin.</param>
    /// <param name="path">Where it stands.</param>
    /// <param name="sources">
    /// What is open already; plugins on one database share its connections. Its keys hold passwords.
    /// </param>
    /// <exception cref="ConfigurationException">A key has a value that cannot be used; it is named.</exception>
    public static PgDatabase From(Config config, string path, Shared<NpgsqlDataSource> sources)
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
            var timeout = config.GetTimeSpan("connection-timeout", TimeSpan.FromSeconds(30));
            var builder = new NpgsqlConnectionStringBuilder(connectionString)
            {
                CommandTimeout = Math.Max(1, (int)Math.Ceiling(timeout.TotalSeconds)),
            };
            return new PgDatabase(
                sources.For(builder.ConnectionString, () => NpgsqlDataSource.Create(builder)),
                timeout,
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

    /// <summary>A statement with its values.</summary>
    public static NpgsqlCommand Command(NpgsqlConnection connection, string sql, params object[] values)
    {
        var command = new NpgsqlCommand(sql, connection);
        Add(command.Parameters, values);
        return command;
    }

    /// <summary>A statement with its values, for a batch.</summary>
    public static NpgsqlBatchCommand Statement(string sql, params object[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        Add(command.Parameters, values);
        return command;
    }

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

    private static void Add(NpgsqlParameterCollection parameters, object[] values)
    {
        foreach (var value in values)
        {
            parameters.Add(new NpgsqlParameter { Value = value });
        }
    }

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

    /// <summary>Says which database, what was tried and why it failed.</summary>
    public StoreException Explain(string operation, Exception cause)
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
        return new StoreException($"PostgreSQL database '{Name}' cannot {operation}: {why} ({detail})", cause);
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
