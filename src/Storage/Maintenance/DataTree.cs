namespace WhaleStack.Storage.Maintenance;

/// <summary>The files below a folder; links are passed over.</summary>
internal static class DataTree
{
    private static readonly EnumerationOptions NoLinks =
        new() { AttributesToSkip = FileAttributes.ReparsePoint, RecurseSubdirectories = true };

    /// <summary>Paths below the folder, with '/' between the names.</summary>
    public static IEnumerable<string> Files(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, "*", NoLinks)
            .Select(file => Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/'))
        : [];
}
