using Microsoft.Data.Sqlite;

namespace WhaleStack.Storage.Journal;

/// <summary>Where the journal is: one SQLite file that holds events, snapshots and our own tables.</summary>
/// <param name="Path">Absolute path of the database file.</param>
/// <param name="BusySecondsMax">How long a statement waits for another writer, in whole seconds.</param>
public sealed record JournalSettings(string Path, int BusySecondsMax = 5)
{
    /// <summary>Name of the database in a data directory.</summary>
    public const string FileName = "journal.db";

    /// <summary>The connection string that the journal and snapshot plugins use.</summary>
    public string ConnectionString => new SqliteConnectionStringBuilder
    {
        DataSource = Path,
        Mode = SqliteOpenMode.ReadWriteCreate,
        DefaultTimeout = BusySecondsMax,
    }.ToString();

    /// <summary>The journal of a data directory.</summary>
    public static JournalSettings In(Files.DataDirectory directory)
    {
        ArgumentNullException.ThrowIfNull(directory);
        return new JournalSettings(directory.FullPath(FileName));
    }

    /// <summary>Opens a connection of our own; the plugins have theirs.</summary>
    /// <exception cref="StorageException">The database cannot be opened.</exception>
    internal SqliteConnection Open(SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = Path,
            Mode = mode,
            DefaultTimeout = BusySecondsMax,
            Pooling = false,
        }.ToString());
        try
        {
            connection.Open();
            return connection;
        }
        catch (SqliteException error)
        {
            connection.Dispose();
            throw StorageException.Of(Path, error);
        }
    }
}
