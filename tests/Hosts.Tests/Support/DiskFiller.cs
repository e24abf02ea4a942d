namespace WhaleStack.Hosts.Tests.Support;

/// <summary>Leaves a disk without room.</summary>
public static class DiskFiller
{
    /// <summary>Writes a file until the disk has no room left.</summary>
    public static void Fill(string file)
    {
        try
        {
            using var filler = new FileStream(file, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1);
            for (var size = 64 * 1024; size > 0;)
            {
                try
                {
                    filler.Write(new byte[size]);
                }
                catch (IOException)
                {
                    size /= 2; // The last gaps take smaller pieces.
                }
            }
        }
        catch (IOException)
        {
            // Closing finds no room either.
        }
    }
}
