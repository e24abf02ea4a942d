using System.Collections.Immutable;
using System.Globalization;

namespace WhaleStack.Storage.Files.Retention;

/// <summary>What became of a plan.</summary>
/// <param name="Done">Steps that were done.</param>
/// <param name="Failures">Steps that could not be done, each with its reason; they are due again next time.</param>
public sealed record RetentionOutcome(
    ImmutableArray<RetentionStep> Done, ImmutableArray<(RetentionStep Step, string Why)> Failures);

/// <summary>Looks at a data directory, and carries a plan out.</summary>
/// <remarks>Never follows a link, and never touches what lies outside the data directory.</remarks>
public sealed class FileRetention
{
    private static readonly EnumerationOptions NoLinks = new()
    {
        AttributesToSkip = FileAttributes.ReparsePoint,
        RecurseSubdirectories = true,
        IgnoreInaccessible = false,
    };

    private readonly string _root;

    /// <summary>Makes one.</summary>
    /// <param name="dataFolder">Path of the data directory.</param>
    public FileRetention(string dataFolder)
    {
        ArgumentException.ThrowIfNullOrEmpty(dataFolder);
        _root = Path.GetFullPath(dataFolder);
    }

    /// <summary>What is due.</summary>
    /// <exception cref="StorageException">The directory cannot be read.</exception>
    public ImmutableArray<RetentionStep> Plan(RetentionOptions options, DateTimeOffset now)
    {
        try
        {
            return RetentionPlan.Of(options, [.. Files()], Backups(), now);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"data directory '{_root}' cannot be read: {error.Message}", error);
        }
    }

    /// <summary>Carries steps out, each by itself: one that fails does not keep the others from being done.</summary>
    public RetentionOutcome Apply(IEnumerable<RetentionStep> steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        var done = ImmutableArray.CreateBuilder<RetentionStep>();
        var failures = ImmutableArray.CreateBuilder<(RetentionStep, string)>();
        foreach (var step in steps)
        {
            try
            {
                Apply(step);
                done.Add(step);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException or StorageException)
            {
                failures.Add((step, error.Message));
            }
        }

        return new RetentionOutcome(done.ToImmutable(), failures.ToImmutable());
    }

    private IEnumerable<DataFile> Files() => Directory.Exists(_root)
        ? new DirectoryInfo(_root).EnumerateFiles("*", NoLinks).Select(file => new DataFile(
            Path.GetRelativePath(_root, file.FullName).Replace(Path.DirectorySeparatorChar, '/'),
            new DateTimeOffset(file.LastWriteTimeUtc),
            file.Length))
        : [];

    // A backup has its manifest; what has none is still being made, or was never finished.
    private IEnumerable<string> Backups()
    {
        var folder = Path.Combine(_root, "backups");
        return Directory.Exists(folder)
            ? new DirectoryInfo(folder)
                .EnumerateDirectories("*", new EnumerationOptions { AttributesToSkip = FileAttributes.ReparsePoint })
                .Where(backup => !backup.Name.EndsWith(".part", StringComparison.Ordinal))
                .Where(backup => File.Exists(Path.Combine(backup.FullName, "manifest.json")))
                .Select(backup => backup.Name)
            : [];
    }

    private void Apply(RetentionStep step)
    {
        var path = Inside(step.Path);
        if (step.Target is null)
        {
            File.Delete(path);
        }
        else
        {
            var target = Free(Inside(step.Target));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            if (Directory.Exists(path))
            {
                Directory.Move(path, target);
            }
            else
            {
                File.Move(path, target);
            }
        }

        RemoveEmptyFolders(Path.GetDirectoryName(path)!);
    }

    /// <summary>The absolute path, after looking that no part of it is a link.</summary>
    private string Inside(string path)
    {
        var whole = _root;
        foreach (var name in path.Split('/'))
        {
            whole = Path.Combine(whole, name);
            if (name is ".." or "." or "" || new FileInfo(whole).LinkTarget is not null)
            {
                throw new StorageException($"'{path}' leads out of the data directory.");
            }
        }

        return whole;
    }

    private static string Free(string target)
    {
        var free = target;
        for (var i = 1; Path.Exists(free); i++)
        {
            free = string.Create(CultureInfo.InvariantCulture, $"{target}.{i}");
        }

        return free;
    }

    private void RemoveEmptyFolders(string folder)
    {
        while (folder.Length > _root.Length && !Directory.EnumerateFileSystemEntries(folder).Any())
        {
            Directory.Delete(folder);
            folder = Path.GetDirectoryName(folder)!;
        }
    }
}
