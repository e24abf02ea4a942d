using WhaleStack.Storage.Files;

namespace WhaleStack.Node.Demo;

/// <summary>What a demo leaves in its data folder.</summary>
public static class DemoData
{
    /// <summary>Takes away the files that an earlier demo left; nothing else in the folder is touched.</summary>
    /// <exception cref="StartupException">A file cannot be deleted.</exception>
    public static void Clear(DataDirectory data)
    {
        string[] files =
        [
            Path.Combine("logs", "broadcast", "file.log"),
        ];
        try
        {
            foreach (var file in files.Where(f => File.Exists(data.FullPath(f))))
            {
                File.Delete(data.FullPath(file));
            }

            var broadcasts = Path.GetDirectoryName(data.FullPath(files[^1]))!;
            foreach (var file in Directory.Exists(broadcasts) ? Directory.GetFiles(broadcasts, "file.*.log") : [])
            {
                File.Delete(file);
            }

            if (Directory.Exists(data.FullPath("signals")))
            {
                Directory.Delete(data.FullPath("signals"), recursive: true);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StartupException(
                $"what an earlier run left in '{data.Path}' cannot be deleted: {error.Message}", error);
        }
    }
}
