using System.Data.Common;

namespace WhaleStack.Storage.Databases;

/// <summary>
/// Where a node keeps its journal and its tables. What is read or written by hand goes through here; the journal
/// plugins have connections of their own.
/// </summary>
public abstract class Database
{
    private protected Database()
    {
    }

    /// <summary>Which kind it is.</summary>
    public abstract DatabaseKind Kind { get; }

    /// <summary>How people know it, such as <c>database 'quantprod' at localhost:5432</c>; holds no secret.</summary>
    public abstract string Name { get; }

    /// <summary>For the plugins only: it holds the password.</summary>
    public abstract string ConnectionString { get; }

    /// <summary>The plugins' name in HOCON: <c>sqlite</c> or <c>postgresql</c>.</summary>
    public string Plugin => Kind == DatabaseKind.Sqlite ? "sqlite" : "postgresql";

    /// <summary>A connection, open; the caller disposes it.</summary>
    /// <param name="access">What it is for.</param>
    /// <exception cref="StorageException">The database cannot be reached or opened.</exception>
    public DbConnection Open(DatabaseAccess access = DatabaseAccess.Write)
    {
        var connection = Create(access);
        try
        {
            connection.Open();
            return connection;
        }
        catch (DbException error)
        {
            connection.Dispose();
            throw Trouble(error);
        }
    }

    /// <summary>A connection, open; the caller disposes it.</summary>
    /// <param name="access">What it is for.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    /// <exception cref="StorageException">The database cannot be reached or opened.</exception>
    public async Task<DbConnection> OpenAsync(DatabaseAccess access, CancellationToken cancellation)
    {
        var connection = Create(access);
        try
        {
            await connection.OpenAsync(cancellation).ConfigureAwait(false);
            return connection;
        }
        catch (DbException error)
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw Trouble(error);
        }
    }

    /// <summary>What the database said, in words that name it and what would help.</summary>
    public abstract StorageException Trouble(DbException error);

    /// <summary>
    /// Begins a transaction in which no other node changes the database's form or its identity; another waits here.
    /// </summary>
    internal abstract DbTransaction BeginAlone(DbConnection connection);

    /// <summary>Whether a table or view of this name is there.</summary>
    internal abstract bool HasTable(DbConnection connection, DbTransaction? transaction, string table);

    /// <summary>A connection that is not open yet.</summary>
    private protected abstract DbConnection Create(DatabaseAccess access);
}
