namespace WhaleStack.Hosts.Tests.Support;

/// <summary>Where things are, seen from the test's assembly.</summary>
public static class Layout
{
    /// <summary>The repository.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The folder of the build that runs: such as <c>bin/engine/Release/net10.0</c>.</summary>
    private static string BuildFolder { get; } = FindBuildFolder();

    /// <summary>An assembly of a host, from the same mode and configuration as this test.</summary>
    public static string AssemblyOf(string host, string file) =>
        Path.Combine(Root, "src", "Hosts", host, BuildFolder, file);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "WhaleStack.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The repository's root was not found.");
    }

    private static string FindBuildFolder()
    {
        var parts = AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar).Split(Path.DirectorySeparatorChar);
        var bin = Array.LastIndexOf(parts, "bin");
        return Path.Combine(parts[bin..]);
    }
}
