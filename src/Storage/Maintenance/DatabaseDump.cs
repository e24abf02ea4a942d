using System.Collections.Immutable;
using WhaleStack.Storage.Databases;

namespace WhaleStack.Storage.Maintenance;

/// <summary>Saves all tables of a database as they stand at one moment, and puts them back.</summary>
internal abstract class DatabaseDump
{
    /// <summary>The one for a database.</summary>
    public static DatabaseDump For(Database database) => database switch
    {
        SqliteDatabase sqlite => new SqliteDump(sqlite),
        PostgreSqlDatabase postgreSql => new PostgreSqlDump(postgreSql),
        _ => throw new ArgumentOutOfRangeException(nameof(database), database.Kind, "Unknown kind of database."),
    };

    /// <summary>Saves every table, while others write.</summary>
    /// <param name="folder">An empty folder that is there.</param>
    /// <exception cref="StorageException">The database cannot be read.</exception>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public abstract (ImmutableArray<TableEntry> Tables, int SchemaVersion) Save(string folder);

    /// <summary>Refuses a database in use or, unless it may be replaced, not empty. Changes nothing.</summary>
    /// <exception cref="StorageException">It is in use or not empty.</exception>
    public abstract void CheckTarget(bool mayReplace);

    /// <summary>Puts every table back and compares it with what was saved: all of them, or none.</summary>
    /// <param name="folder">The folder that was saved to.</param>
    /// <param name="manifest">What was saved.</param>
    /// <param name="time">Clock for notes in the database.</param>
    /// <exception cref="StorageException">The database cannot be written, or is not what was saved.</exception>
    public abstract void Load(string folder, BackupManifest manifest, TimeProvider time);

    /// <summary>Throws unless tables hold what they held.</summary>
    protected static void Compare(
        string database, IEnumerable<TableEntry> saved, IReadOnlyCollection<TableEntry> found)
    {
        foreach (var table in saved)
        {
            var now = found.FirstOrDefault(other => other.Name == table.Name);
            if (now != table)
            {
                throw new StorageException(
                    $"{database}: table {table.Name} would have {now?.Rows ?? 0} rows and the checksum "
                    + $"{now?.Sha256[..12] ?? "none"}; the backup has {table.Rows} and {table.Sha256[..12]}. "
                    + "Nothing was changed.");
            }
        }
    }
}
