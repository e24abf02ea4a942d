using System.Data.Common;
using Microsoft.Data.Sqlite;
using WhaleStack.Storage.Files;

namespace WhaleStack.Storage.Databases;

/// <summary>One SQLite file that holds events, snapshots and our own tables; one node only.</summary>
public sealed class SqliteDatabase : Database
{
    /// <summary>Name of the file in a data directory.</summary>
    public const string FileName = "journal.db";

    /// <summary>Makes one; nothing is opened.</summary>
    /// <param name="path">Absolute path of the file.</param>
    /// <param name="busySecondsMax">How long a statement waits for another writer, in whole seconds.</param>
    public SqliteDatabase(string path, int busySecondsMax = 5)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(busySecondsMax);
        Path = path;
        BusySecondsMax = busySecondsMax;
    }

    /// <summary>Absolute path of the file.</summary>
    public string Path { get; }

    /// <summary>How long a statement waits for another writer, in seconds.</summary>
    public int BusySecondsMax { get; }

    /// <inheritdoc/>
    public override DatabaseKind Kind => DatabaseKind.Sqlite;

    /// <inheritdoc/>
    public override string Name => $"database '{Path}'";

    /// <inheritdoc/>
    public override string ConnectionString => new SqliteConnectionStringBuilder
    {
        DataSource = Path,
        Mode = SqliteOpenMode.ReadWriteCreate,
        DefaultTimeout = BusySecondsMax,
    }.ToString();

    /// <summary>The database of a data directory.</summary>
    public static SqliteDatabase In(DataDirectory directory)
    {
        ArgumentNullException.ThrowIfNull(directory);
        return new SqliteDatabase(directory.FullPath(FileName));
    }

    /// <inheritdoc/>
    public override StorageException Trouble(DbException error) => StorageException.Of(Path, (SqliteException)error);

    /// <inheritdoc/>
    internal override DbTransaction BeginAlone(DbConnection connection) =>
        ((SqliteConnection)connection).BeginTransaction(deferred: false);

    /// <inheritdoc/>
    internal override bool HasTable(DbConnection connection, DbTransaction? transaction, string table) =>
        connection.Scalar<long>(
            transaction,
            "SELECT COUNT(*) FROM sqlite_master WHERE type IN ('table', 'view') AND name = @name",
            ("@name", table)) != 0;

    private protected override DbConnection Create(DatabaseAccess access)
    {
        if (access != DatabaseAccess.Create && !File.Exists(Path))
        {
            throw new StorageException($"{Name}: there is no such file.");
        }

        return new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = Path,
            Mode = access switch
            {
                DatabaseAccess.Read => SqliteOpenMode.ReadOnly,
                DatabaseAccess.Write => SqliteOpenMode.ReadWrite,
                _ => SqliteOpenMode.ReadWriteCreate,
            },
            DefaultTimeout = BusySecondsMax,
            Pooling = false,
        }.ToString());
    }
}
