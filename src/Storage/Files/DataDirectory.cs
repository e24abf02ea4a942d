using System.Globalization;

namespace WhaleStack.Storage.Files;

/// <summary>
/// The one folder that a node writes to, held by it alone: a second node on the same data is told so and does not
/// start.
/// </summary>
/// <remarks>
/// The lock is an open file, so that it ends with its process however that ends. Sub-folders are made when something is
/// first written to them. Thread-safe.
/// </remarks>
public sealed class DataDirectory : IDisposable
{
    private const string LockName = "node.lock";
    private const string PidName = "node.pid";

    // What the operating system says when somebody else holds the file: Linux, macOS, Windows.
    private static readonly int[] HeldByAnother = [11, 35, unchecked((int)0x80070020)];

    private readonly FileStream _lock;

    private DataDirectory(string path, FileStream @lock)
    {
        Path = path;
        _lock = @lock;
    }

    /// <summary>Absolute path of the folder.</summary>
    public string Path { get; }

    /// <summary>Bytes that may still be written to its disk.</summary>
    public long FreeBytes => new DriveInfo(Path).AvailableFreeSpace;

    /// <summary>Takes a folder, and makes it when it is absent.</summary>
    /// <param name="path">Absolute, or relative to the current folder.</param>
    /// <param name="options">What it must offer.</param>
    /// <exception cref="StorageException">
    /// Another process holds it, it cannot be written to, or its disk is nearly full.
    /// </exception>
    public static DataDirectory Open(string path, DataDirectoryOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var full = System.IO.Path.GetFullPath(path);
        var directory = new DataDirectory(full, TakeLock(full));
        try
        {
            directory.CheckSpace(options ?? new DataDirectoryOptions());
            File.WriteAllText(
                directory.FullPath(PidName), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return directory;
        }
        catch (Exception error)
        {
            directory.Dispose();
            throw error is IOException or UnauthorizedAccessException ? NotWritable(full, error) : error;
        }
    }

    /// <summary>The absolute path of a file in the directory, whose folder is made if needed.</summary>
    /// <param name="parts">Folder names and the file's name, such as <c>logs</c>, <c>combined.log</c>.</param>
    /// <exception cref="ArgumentException">The parts lead out of the directory.</exception>
    /// <exception cref="StorageException">The folder cannot be made.</exception>
    public string FileFor(params string[] parts)
    {
        var file = FullPath(parts);
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
            return file;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(System.IO.Path.GetDirectoryName(file)!, error);
        }
    }

    /// <summary>The absolute path of a file in the directory; nothing is made.</summary>
    /// <param name="parts">Folder names and the file's name.</param>
    /// <exception cref="ArgumentException">The parts lead out of the directory.</exception>
    public string FullPath(params string[] parts)
    {
        var file = System.IO.Path.GetFullPath(System.IO.Path.Combine([Path, .. parts]));
        return file.StartsWith(Path + System.IO.Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? file
            : throw new ArgumentException(
                $"'{string.Join('/', parts)}' lies outside the data directory.", nameof(parts));
    }

    /// <summary>Lets the folder go.</summary>
    public void Dispose() => _lock.Dispose();

    private static FileStream TakeLock(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
            return new FileStream(
                System.IO.Path.Combine(path, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error) when (HeldByAnother.Contains(error.HResult))
        {
            throw new StorageException(
                $"data directory '{path}' is in use by another process{HolderOf(path)}; "
                + "stop it, or use another directory.",
                error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(path, error);
        }
    }

    private static string HolderOf(string path)
    {
        try
        {
            var text = File.ReadAllText(System.IO.Path.Combine(path, PidName));
            return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
                ? $" (pid {pid})"
                : string.Empty;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return string.Empty;
        }
    }

    private static StorageException NotWritable(string path, Exception error) =>
        new($"data directory '{path}' cannot be written to: {error.Message}", error);

    private void CheckSpace(DataDirectoryOptions options)
    {
        if (FreeBytes is var free && free < options.FreeBytesMin)
        {
            throw new StorageException(
                $"data directory '{Path}' has {free >> 20} MiB of free space; "
                + $"{options.FreeBytesMin >> 20} MiB are needed.");
        }
    }
}
