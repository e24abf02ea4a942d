using System.Collections.Immutable;
using System.Globalization;
using WhaleStack.Storage.Databases;

namespace WhaleStack.Storage.Maintenance;

/// <summary>
/// Saves the database and the files of a data directory into <c>backups/TIME</c> below it, also while a node runs.
/// </summary>
/// <remarks>
/// The folder has <c>.part</c> in its name until everything in it is durable and its manifest is written: what bears a
/// time alone is whole. Files first, then the database: files that are copied from the journal then never lie ahead of
/// it.
/// </remarks>
public sealed class Backup
{
    /// <summary>Where backups lie below a data directory.</summary>
    public const string Folder = "backups";

    internal const string DatabaseFolder = "database";
    internal const string DataFolder = "data";
    private const string Part = ".part";
    private const int PassesMax = 3;

    private static readonly string[] LeftOut =
    [
        "backups", "retention/delete_queue", "postgresql", "node.lock", "node.pid",
        SqliteDatabase.FileName, SqliteDatabase.FileName + "-wal", SqliteDatabase.FileName + "-shm",
    ];

    private readonly Database _database;
    private readonly string _data;
    private readonly TimeProvider _time;

    /// <summary>Makes one.</summary>
    /// <param name="database">Which database.</param>
    /// <param name="dataFolder">The data directory.</param>
    /// <param name="time">Clock of the backup's name.</param>
    public Backup(Database database, string dataFolder, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentException.ThrowIfNullOrEmpty(dataFolder);
        ArgumentNullException.ThrowIfNull(time);
        _database = database;
        _data = Path.GetFullPath(dataFolder);
        _time = time;
    }

    /// <summary>Makes a backup; returns its folder and what it holds.</summary>
    /// <exception cref="StorageException">
    /// Another backup is being made, the database cannot be read, or the disk is full; no backup is left.
    /// </exception>
    public (string Folder, BackupManifest Manifest) Run()
    {
        var backups = Path.Combine(_data, Folder);
        try
        {
            Directory.CreateDirectory(backups);
            using var turn = TakeTurn(backups);
            RemoveUnfinished(backups);
            return Make(backups);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"no backup was made in '{backups}': {error.Message}", error);
        }
    }

    /// <summary>Whether a path below a data directory is not part of a backup.</summary>
    internal static bool IsLeftOut(string path) => path.EndsWith(Part, StringComparison.Ordinal)
        || LeftOut.Any(left => path == left || path.StartsWith(left + "/", StringComparison.Ordinal));

    private static FileStream TakeTurn(string backups)
    {
        try
        {
            return new FileStream(
                Path.Combine(backups, "backup.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error)
        {
            throw new StorageException($"another backup is being made in '{backups}'.", error);
        }
    }

    // Nobody makes one at present: we hold the turn.
    private static void RemoveUnfinished(string backups)
    {
        foreach (var folder in Directory.GetDirectories(backups, "*" + Part))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private (string Folder, BackupManifest Manifest) Make(string backups)
    {
        var now = _time.GetUtcNow();
        var whole = FreeName(backups, now);
        var folder = whole + Part;
        try
        {
            Directory.CreateDirectory(Path.Combine(folder, DatabaseFolder));
            var copied = CopyFiles(Path.Combine(folder, DataFolder));
            var (tables, version) = DatabaseDump.For(_database).Save(Path.Combine(folder, DatabaseFolder));
            var saved = Directory.EnumerateFiles(Path.Combine(folder, DatabaseFolder)).Order(StringComparer.Ordinal)
                .Select(file => DurableFiles.EntryOf(file, $"{DatabaseFolder}/{Path.GetFileName(file)}"));
            var manifest = new BackupManifest(
                BackupManifest.CurrentVersion, now, _database.Kind, version, tables, [.. saved, .. copied]);
            manifest.Write(folder);
            Directory.Move(folder, whole);
            return (whole, manifest);
        }
        catch
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }

            throw;
        }
    }

    private static string FreeName(string backups, DateTimeOffset now)
    {
        var name = Path.Combine(
            backups, now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture));
        var free = name;
        for (var i = 2; Path.Exists(free); i++)
        {
            free = string.Create(CultureInfo.InvariantCulture, $"{name}-{i}");
        }

        return free;
    }

    /// <summary>Copies all files; one that is renamed meanwhile is found under its new name by the next pass.</summary>
    private ImmutableArray<FileEntry> CopyFiles(string target)
    {
        var copied = new SortedDictionary<string, FileEntry>(StringComparer.Ordinal);
        for (var pass = 0; pass < PassesMax; pass++)
        {
            var waiting = DataTree.Files(_data)
                .Where(path => !IsLeftOut(path) && !copied.ContainsKey(path)).ToList();
            foreach (var path in waiting)
            {
                try
                {
                    copied[path] = DurableFiles.Copy(
                        Path.Combine(_data, path), Path.Combine(target, path), $"{DataFolder}/{path}");
                }
                catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
                {
                    // Renamed or deleted since it was listed.
                }
            }
        }

        return [.. copied.Values];
    }
}
