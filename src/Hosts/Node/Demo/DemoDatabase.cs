using WhaleStack.Storage;
using WhaleStack.Storage.Configuration;
using WhaleStack.Storage.Databases;
using WhaleStack.Storage.Files;

namespace WhaleStack.Node.Demo;

/// <summary>
/// The demo's database: a file in its data folder, or a database of its own on the PostgreSQL server of <c>.env</c>, or
/// on a server that is brought up for it and lives as long as the demo.
/// </summary>
public sealed class DemoDatabase : IDisposable
{
    /// <summary>What is added to the name in <c>.env</c>: a demo never touches the data of a node.</summary>
    public const string Suffix = "_demo";

    private readonly LocalPostgreSql? _server;
    private readonly bool _isNew;

    private DemoDatabase(Database database, bool isNew, LocalPostgreSql? server)
    {
        Database = database;
        _isNew = isNew;
        _server = server;
    }

    /// <summary>Where journal and tables are.</summary>
    public Database Database { get; }

    /// <summary>Opens it.</summary>
    /// <param name="kind">Which kind.</param>
    /// <param name="data">The demo's data folder.</param>
    /// <param name="env">What <c>.env</c> says of PostgreSQL.</param>
    /// <exception cref="StorageException">The server cannot be reached or brought up.</exception>
    public static DemoDatabase Open(DatabaseKind kind, DataDirectory data, DatabaseEnv env)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(env);
        if (kind == DatabaseKind.Sqlite)
        {
            var file = SqliteDatabase.In(data);
            return new DemoDatabase(file, !File.Exists(file.Path), server: null);
        }

        var server = env.Host.Length == 0 ? LocalPostgreSql.Start(data.FullPath("postgresql")) : null;
        try
        {
            var database = new PostgreSqlDatabase((server?.Env ?? env) with
            {
                Database = (server?.Env ?? env).Database + Suffix,
            });
            return new DemoDatabase(database, database.EnsureExists(), server);
        }
        catch
        {
            server?.Dispose();
            throw;
        }
    }

    /// <summary>Makes it ready for a run.</summary>
    /// <param name="resume">Whether to go on with what is in it; otherwise it is emptied.</param>
    /// <exception cref="StartupException">There is nothing to go on with, or it cannot be emptied.</exception>
    public void Prepare(bool resume)
    {
        if (resume && _isNew)
        {
            throw new StartupException($"there is nothing to resume in {Database.Name}; start without --resume.");
        }

        if (resume || _isNew)
        {
            return;
        }

        if (Database is PostgreSqlDatabase database)
        {
            database.Drop();
            database.EnsureExists();
        }
        else
        {
            DeleteFiles(((SqliteDatabase)Database).Path);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _server?.Dispose();

    private static void DeleteFiles(string path)
    {
        try
        {
            foreach (var file in new[] { path, $"{path}-wal", $"{path}-shm" })
            {
                File.Delete(file);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"what an earlier run left cannot be deleted: {error.Message}", error);
        }
    }
}
