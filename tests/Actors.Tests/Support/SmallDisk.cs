using System.Diagnostics;

namespace WhaleStack.Actors.Tests.Support;

/// <summary>A file system of a few megabytes in memory, mounted on a folder; only the superuser may have one.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string _folder;

    private SmallDisk(string folder) => _folder = folder;

    /// <summary>Mounts one; null where that is not allowed.</summary>
    public static SmallDisk? TryMount(string folder) =>
        OperatingSystem.IsLinux() && Environment.UserName == "root"
        && Run("mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", folder)
            ? new SmallDisk(folder)
            : null;

    /// <summary>Fills it to the last byte until disposed.</summary>
    public IDisposable Fill()
    {
        var filler = Path.Combine(_folder, "filler");
        var block = new byte[4096];
        using (var file = new FileStream(filler, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
        {
            try
            {
                while (true)
                {
                    file.Write(block);
                }
            }
            catch (IOException)
            {
                // Full.
            }
        }

        return new Undo(() => File.Delete(filler));
    }

    public void Dispose() => Run("umount", "-l", _folder);

    private static bool Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true };
        using var process = Process.Start(start);
        process?.WaitForExit();
        return process?.ExitCode == 0;
    }
}
