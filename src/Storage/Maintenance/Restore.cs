using System.Globalization;
using WhaleStack.Storage.Databases;
using WhaleStack.Storage.Files;
using WhaleStack.Storage.Files.Retention;

namespace WhaleStack.Storage.Maintenance;

/// <summary>
/// Puts a backup back: checks it against its manifest, then the database, whose every table is compared, then files.
/// </summary>
public sealed class Restore
{
    private readonly Database _database;
    private readonly DataDirectory _data;
    private readonly TimeProvider _time;

    /// <summary>Makes one.</summary>
    /// <param name="database">Where the tables go.</param>
    /// <param name="data">Where the files go; held, so that no node runs on it.</param>
    /// <param name="time">Clock for notes.</param>
    public Restore(Database database, DataDirectory data, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(time);
        _database = database;
        _data = data;
        _time = time;
    }

    /// <summary>Checks that a backup is as it was made.</summary>
    /// <param name="folder">The backup's folder.</param>
    /// <exception cref="StorageException">A file is absent or damaged, or there is no manifest.</exception>
    public static BackupManifest Verify(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var manifest = BackupManifest.Read(folder);
        foreach (var file in manifest.Files)
        {
            CheckPath(folder, file.Path);
            try
            {
                if (DurableFiles.EntryOf(Path.Combine(folder, file.Path), file.Path) != file)
                {
                    throw new StorageException($"backup '{folder}' is damaged: {file.Path} is not what was saved.");
                }
            }
            catch (IOException error)
            {
                throw new StorageException($"backup '{folder}' is damaged: {error.Message}", error);
            }
        }

        return manifest;
    }

    /// <summary>Puts a backup back.</summary>
    /// <param name="folder">The backup's folder.</param>
    /// <param name="mayReplace">
    /// Whether what is there is replaced: tables are emptied, files go to the delete queue.
    /// </param>
    /// <exception cref="StorageException">
    /// The backup is damaged or of another kind of database, the target is in use or not empty, or what would come out
    /// is not what was saved.
    /// </exception>
    public BackupManifest Run(string folder, bool mayReplace)
    {
        var whole = Path.GetFullPath(folder);
        var manifest = Verify(whole);
        if (manifest.Database != _database.Kind)
        {
            throw new StorageException(
                $"backup '{whole}' is of a {manifest.Database} database; choose the same kind with --database.");
        }

        var dump = DatabaseDump.For(_database);
        dump.CheckTarget(mayReplace);
        try
        {
            var there = DataTree.Files(_data.Path).Where(path => !Backup.IsLeftOut(path)).ToList();
            if (there.Count > 0 && !mayReplace)
            {
                throw new StorageException(
                    $"data directory '{_data.Path}' is not empty ({there[0]}); with --force it is replaced.");
            }

            dump.Load(Path.Combine(whole, Backup.DatabaseFolder), manifest, _time);
            SetAside(there);
            CopyFiles(whole, manifest);
            return manifest;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"backup '{whole}' could not be put back: {error.Message}", error);
        }
    }

    private static void CheckPath(string folder, string path)
    {
        var full = Path.GetFullPath(Path.Combine(folder, path));
        if (!full.StartsWith(Path.GetFullPath(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            throw new StorageException($"backup '{folder}' names a file outside of it: {path}.");
        }
    }

    private void SetAside(IEnumerable<string> files)
    {
        var now = _time.GetUtcNow().UtcDateTime;
        var aside = string.Create(
            CultureInfo.InvariantCulture,
            $"{RetentionPlan.DeleteQueue}/{now:yyyy-MM-dd}/replaced-{now:HHmmss}/");
        foreach (var file in files.Where(file => !file.StartsWith(RetentionPlan.ColdArchive, StringComparison.Ordinal)))
        {
            File.Move(_data.FullPath(file), _data.FileFor((aside + file).Split('/')));
        }
    }

    private void CopyFiles(string folder, BackupManifest manifest)
    {
        const string prefix = Backup.DataFolder + "/";
        foreach (var file in manifest.Files.Where(f => f.Path.StartsWith(prefix, StringComparison.Ordinal)))
        {
            var target = _data.FileFor(file.Path[prefix.Length..].Split('/'));
            File.Delete(target);
            if (DurableFiles.Copy(Path.Combine(folder, file.Path), target, file.Path) != file)
            {
                throw new StorageException($"'{target}' is not what was saved; the disk may be damaged.");
            }
        }
    }
}
