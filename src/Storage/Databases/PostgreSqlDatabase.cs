using System.Data.Common;
using System.Globalization;
using System.Net.Sockets;
using Npgsql;
using WhaleStack.Storage.Configuration;

namespace WhaleStack.Storage.Databases;

/// <summary>A database on a PostgreSQL server, with the extension TimescaleDB or without it.</summary>
public sealed class PostgreSqlDatabase : Database
{
    // Of all nodes that start at once one changes the database's form, the others wait. Any number that is ours alone.
    private const long SchemaLock = 7_741_938_220_105;
    private const string Maintenance = "postgres";
    private const int LockSecondsMax = 60;
    private const int ConnectSecondsMax = 5;

    private readonly DatabaseEnv _env;

    /// <summary>Makes one; nothing is opened.</summary>
    /// <param name="env">Where it is and who we are to it.</param>
    /// <exception cref="StorageException">No host is given.</exception>
    public PostgreSqlDatabase(DatabaseEnv env)
    {
        ArgumentNullException.ThrowIfNull(env);
        if (env.Host.Length == 0)
        {
            throw new StorageException(
                $"{EnvKeys.DatabaseHost.Name} is empty: say in .env where the PostgreSQL server is.");
        }

        _env = env;
    }

    /// <inheritdoc/>
    public override DatabaseKind Kind => DatabaseKind.PostgreSql;

    /// <summary>Where it is and who we are to it.</summary>
    public DatabaseEnv Env => _env;

    /// <inheritdoc/>
    public override string Name => string.Create(
        CultureInfo.InvariantCulture, $"database '{_env.Database}' at {_env.Host}:{_env.Port}");

    /// <inheritdoc/>
    public override string ConnectionString => Builder().ToString();

    /// <summary>The same server and user, another database of it.</summary>
    public PostgreSqlDatabase Sibling(string database) => new(_env with { Database = database });

    /// <summary>Makes the database unless it is there; says whether it did.</summary>
    /// <exception cref="StorageException">The server cannot be reached, or the user may not.</exception>
    public bool EnsureExists()
    {
        var maintenance = Sibling(Maintenance);
        using var connection = maintenance.Open();
        try
        {
            if (connection.Scalar<int>(
                null, "SELECT 1 FROM pg_database WHERE datname = @name", ("@name", _env.Database)) != 0)
            {
                return false;
            }

            connection.Execute(null, $"CREATE DATABASE {Quoted(_env.Database)} ENCODING 'UTF8' TEMPLATE template0");
            return true;
        }
        catch (PostgresException error) when (error.SqlState
            is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            return false; // Another node was faster.
        }
        catch (DbException error)
        {
            throw maintenance.Trouble(error);
        }
    }

    /// <summary>Takes the database away with all that is in it; whoever uses it is sent away.</summary>
    /// <exception cref="StorageException">The server cannot be reached, or the user may not.</exception>
    public void Drop()
    {
        var maintenance = Sibling(Maintenance);
        NpgsqlConnection.ClearPool(new NpgsqlConnection(ConnectionString));
        using var connection = maintenance.Open();
        try
        {
            connection.Execute(null, $"DROP DATABASE IF EXISTS {Quoted(_env.Database)} WITH (FORCE)");
        }
        catch (DbException error)
        {
            throw maintenance.Trouble(error);
        }
    }

    /// <inheritdoc/>
    public override StorageException Trouble(DbException error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return new StorageException($"{Name}: {Words(error)}", error);
    }

    /// <inheritdoc/>
    internal override DbTransaction BeginAlone(DbConnection connection)
    {
        var transaction = connection.BeginTransaction();
        connection.Execute(
            transaction,
            string.Create(
                CultureInfo.InvariantCulture,
                $"SET LOCAL lock_timeout = '{LockSecondsMax}s'; SELECT pg_advisory_xact_lock({SchemaLock})"));
        return transaction;
    }

    /// <summary>As <see cref="BeginAlone"/>, for statements that run in no transaction.</summary>
    internal static SchemaTurn TakeTurn(DbConnection connection)
    {
        connection.Execute(null, string.Create(
            CultureInfo.InvariantCulture,
            $"SET lock_timeout = '{LockSecondsMax}s'; SELECT pg_advisory_lock({SchemaLock}); RESET lock_timeout"));
        return new SchemaTurn(
            connection, string.Create(CultureInfo.InvariantCulture, $"SELECT pg_advisory_unlock({SchemaLock})"));
    }

    /// <inheritdoc/>
    internal override bool HasTable(DbConnection connection, DbTransaction? transaction, string table) =>
        connection.Scalar<bool>(transaction, "SELECT to_regclass(@name) IS NOT NULL", ("@name", table));

    private protected override DbConnection Create(DatabaseAccess access)
    {
        var builder = Builder();
        if (access == DatabaseAccess.Read)
        {
            builder.Options = "-c default_transaction_read_only=on";
        }

        return new NpgsqlConnection(builder.ToString());
    }

    private static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private NpgsqlConnectionStringBuilder Builder() => new()
    {
        Host = _env.Host,
        Port = _env.Port,
        Username = _env.User.Length > 0 ? _env.User : null,
        Password = _env.Password?.Reveal(),
        Database = _env.Database,
        Timeout = ConnectSecondsMax,
        ApplicationName = "whalestack",
    };

    private string Words(DbException error) => error switch
    {
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword } or
            PostgresException { SqlState: PostgresErrorCodes.InvalidAuthorizationSpecification } =>
            $"user '{_env.User}' is not let in; check {EnvKeys.DatabaseUser.Name} and {EnvKeys.DatabasePassword.Name}.",
        PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } =>
            $"there is no such database; create it, or check {EnvKeys.DatabaseName.Name}.",
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } denied =>
            $"user '{_env.User}' may not do this: {denied.MessageText}.",
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => "the server's disk is full.",
        PostgresException { SqlState: PostgresErrorCodes.CannotConnectNow } => "the server is starting or stopping.",
        PostgresException { SqlState: PostgresErrorCodes.TooManyConnections } =>
            "the server has no connection left for us.",
        PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable } =>
            "another node has been changing it for longer than we wait.",
        PostgresException said => said.MessageText,
        { InnerException: SocketException or TimeoutException } => "the server cannot be reached.",
        _ => error.Message,
    };
}
