using System.Diagnostics;

namespace WhaleStack.Hosts.Tests.Support;

/// <summary>A file system in memory with a size of its own, mounted on a folder.</summary>
public sealed class SmallDisk : IDisposable
{
    private readonly string _folder;

    private SmallDisk(string folder) => _folder = folder;

    /// <summary>Mounts one; null when that is not allowed.</summary>
    public static SmallDisk? TryMount(string folder, string size)
    {
        Directory.CreateDirectory(folder);
        return Run("mount", "-t", "tmpfs", "-o", $"size={size}", "tmpfs", folder) ? new SmallDisk(folder) : null;
    }

    /// <summary>Mounts one.</summary>
    public static SmallDisk Mount(string folder, string size) =>
        TryMount(folder, size) ?? throw new InvalidOperationException($"'{folder}' could not be mounted.");

    /// <summary>Changes its size, or makes it read-only: any option of a tmpfs.</summary>
    public void Remount(string option) => Assert.True(Run("mount", "-o", $"remount,{option}", _folder), option);

    /// <inheritdoc/>
    public void Dispose() => Run("umount", "-l", _folder);

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true };
            using var process = Process.Start(start)!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false; // There is no such program.
        }
    }
}
