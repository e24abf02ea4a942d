namespace WhaleStack.Storage.Files.RawFrames;

/// <summary>Puts in order what a crash left: a torn last line is cut, files in the making are deleted.</summary>
internal static class RawFrameRecovery
{
    private const int StepBytes = 64 * 1024;

    /// <summary>Runs once, before anything is recorded; afterwards every file is plain or compressed.</summary>
    /// <exception cref="IOException">A file cannot be read or changed.</exception>
    public static void Run(string root)
    {
        if (!Directory.Exists(root))
        {
            return;
        }

        foreach (var file in Directory.EnumerateFiles(root, "*.frames*", SearchOption.AllDirectories).ToList())
        {
            if (file.EndsWith(RawFrameNames.Part, StringComparison.Ordinal))
            {
                File.Delete(file);
            }
            else if (file.EndsWith(RawFrameNames.Open, StringComparison.Ordinal))
            {
                Close(file);
            }
        }
    }

    private static void Close(string file)
    {
        long length;
        using (var open = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.Read, 1))
        {
            length = EndOfLastLine(open);
            open.SetLength(length);
            open.Flush(flushToDisk: true);
        }

        if (length == 0)
        {
            File.Delete(file);
        }
        else
        {
            File.Move(file, file[..^RawFrameNames.Open.Length] + RawFrameNames.Plain);
        }
    }

    private static long EndOfLastLine(FileStream file)
    {
        var bytes = new byte[StepBytes];
        for (var end = file.Length; end > 0;)
        {
            var start = Math.Max(0, end - StepBytes);
            file.Seek(start, SeekOrigin.Begin);
            var part = bytes.AsSpan(0, (int)(end - start));
            file.ReadExactly(part);
            if (part.LastIndexOf((byte)'\n') is >= 0 and var at)
            {
                return start + at + 1;
            }

            end = start;
        }

        return 0;
    }
}
