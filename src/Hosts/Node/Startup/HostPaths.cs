namespace WhaleStack.Node.Startup;

/// <summary>Where the node finds its files. All absolute.</summary>
/// <param name="Root">Folder that holds config, hocon and data.</param>
public sealed record HostPaths(string Root)
{
    /// <summary>What people tune.</summary>
    public string Config => Path.Combine(Root, "config");

    /// <summary>Words for people.</summary>
    public string Templates => Path.Combine(Config, "broadcast_templates", "file.md");

    /// <summary>Recordings that ship with the product.</summary>
    public string Samples => Path.Combine(Root, "data", "samples");

    /// <summary>Data of the demo.</summary>
    public string DemoData => Path.Combine(Root, "data", "demo");

    /// <summary>Data of a replay.</summary>
    public string ReplayData => Path.Combine(Root, "data", "replay");

    /// <summary>Data of a node.</summary>
    public string Data => Path.Combine(Root, "data", "node");

    /// <summary>Pictures that commands draw.</summary>
    public string Images => Path.Combine(Root, "data", "images");

    /// <summary>Keys and endpoints.</summary>
    public string EnvFile => Path.Combine(Root, ".env");

    /// <summary>The simulator's assembly.</summary>
    public string Simulator => Environment.GetEnvironmentVariable("WHALE_SIMULATOR_DLL") ?? Path.Combine(
        Root, "src", "Hosts", "Simulator", BuildFolder, "WhaleStack.Simulator.dll");

    // Node and simulator are built alike: the same folders below each host's own.
    private static string BuildFolder
    {
        get
        {
            var parts = AppContext.BaseDirectory
                .TrimEnd(Path.DirectorySeparatorChar)
                .Split(Path.DirectorySeparatorChar);
            return Path.Combine(parts[Math.Max(0, Array.LastIndexOf(parts, "bin"))..]);
        }
    }

    /// <summary>Finds the root: <c>WHALE_ROOT</c>, or the nearest folder above the program that holds
    /// <c>config</c>.</summary>
    /// <exception cref="StartupException">There is none.</exception>
    public static HostPaths Find()
    {
        if (Environment.GetEnvironmentVariable("WHALE_ROOT") is { Length: > 0 } given)
        {
            return Directory.Exists(Path.Combine(given, "config"))
                ? new HostPaths(Path.GetFullPath(given))
                : throw new StartupException($"WHALE_ROOT is '{given}', which has no folder 'config'.");
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (Directory.Exists(Path.Combine(folder.FullName, "config"))
                && Directory.Exists(Path.Combine(folder.FullName, "data", "samples")))
            {
                return new HostPaths(folder.FullName);
            }
        }

        throw new StartupException(
            "no folder with 'config' and 'data/samples' above the program; start through ./whale.");
    }
}
