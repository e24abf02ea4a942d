namespace WhaleStack.Quant.Tests.Support;

/// <summary>Finds the files of the repository that tests read.</summary>
internal static class Repository
{
    public static string PathOf(string path)
    {
        var place = new DirectoryInfo(AppContext.BaseDirectory);
        while (place is not null && !File.Exists(Path.Combine(place.FullName, "WhaleStack.sln")))
        {
            place = place.Parent;
        }

        return Path.Combine(place?.FullName ?? throw new InvalidOperationException("No repository above."), path);
    }

    /// <summary>The path of shared data beside or above the repository; null where there is none.</summary>
    public static string? SharedDataPathOf(string path)
    {
        for (var place = new DirectoryInfo(AppContext.BaseDirectory); place is not null; place = place.Parent)
        {
            var candidate = Path.Combine(place.FullName, "shared/data", path);
            if (File.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }
}
