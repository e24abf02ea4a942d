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

    /// <summary>What the database said, in words that name it and what would help.</summary>
    public abstract StorageException Trouble(DbException error);

    /// <summary>
    /// Begins a transaction in which no other node changes the database's form or its identity; another waits here.
    /// </summary>
    internal abstract DbTransaction BeginAlone(DbConnection connection);

    /// <summary>
    /// A connection for what can be made again: on SQLite its commits do not wait for the disk, which would hold up the
    /// journal in the same file. A power cut may undo the last of them, each whole.
    /// </summary>
    /// <exception cref="StorageException">The database cannot be reached or opened.</exception>
    internal DbConnection OpenForTables()
    {
        var connection = Open();
        if (Kind == DatabaseKind.Sqlite)
        {
            connection.Execute(null, "PRAGMA synchronous=NORMAL");
        }

        return connection;
    }

    /// <summary>
    /// Closes a connection, whatever state it is in: one on which a transaction ended badly may fail once more.
    /// </summary>
    internal static void GiveUp(DbConnection? connection)
    {
        try
        {
            connection?.Dispose();
        }
        catch (Exception error) when (error is DbException or InvalidOperationException)
        {
            // What it held is undone by the database itself.
        }
    }

    /// <summary>Whether a table or view of this name is there.</summary>
    internal abstract bool HasTable(DbConnection connection, DbTransaction? transaction, string table);

    /// <summary>A connection that is not open yet.</summary>
    private protected abstract DbConnection Create(DatabaseAccess access);
}
