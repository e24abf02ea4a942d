namespace WhaleStack.Tidy.Tests.Reading;

/// <summary>The repository's files, read once.</summary>
internal sealed class Repository
{
    private static readonly string[] SkippedFolders =
        ["bin", "obj", ".git", ".vs", ".idea", ".vscode", "TestResults", "node_modules"];

    private static readonly string[] TextEndings =
    [
        ".cs", ".csproj", ".props", ".targets", ".sln", ".slnf", ".md", ".json", ".yaml", ".yml", ".conf", ".sql",
        ".sh", ".txt", ".ts", ".tsx", ".css", ".html", ".svg", ".editorconfig", ".gitignore", ".dockerignore",
        ".config", ".example",
    ];

    private static readonly Lazy<Repository> Loaded = new(() => Load(FindRoot()));

    private readonly HashSet<string> _paths;

    private Repository(IReadOnlyList<SourceFile> files)
    {
        Files = files;
        _paths = [.. files.Select(file => file.Path)];
    }

    /// <summary>The repository that these tests were built from.</summary>
    public static Repository Here => Loaded.Value;

    /// <summary>All files that are, or would be, committed.</summary>
    public IReadOnlyList<SourceFile> Files { get; }

    /// <summary>The C# files, without the engine's benchmark, which is kept as it was given.</summary>
    public IEnumerable<SourceFile> CSharp => Files.Where(file => file.IsCSharp && !file.IsUnder("bench/Engine"));

    /// <summary>The project files.</summary>
    public IEnumerable<SourceFile> Projects =>
        Files.Where(file => file.Path.EndsWith(".csproj", StringComparison.Ordinal));

    /// <summary>A repository of the given files, for the tests of the rules.</summary>
    public static Repository Of(params (string Path, string Text)[] files) =>
        new([.. files.Select(file => new SourceFile(file.Path, file.Text))]);

    /// <summary>Whether a file or folder is there.</summary>
    public bool Has(string path) => _paths.Contains(path)
        || _paths.Any(known => known.StartsWith(path.TrimEnd('/') + "/", StringComparison.Ordinal));

    /// <summary>A file by its path; null when it is not there.</summary>
    public SourceFile? Find(string path) => Files.FirstOrDefault(file => file.Path == path);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "WhaleStack.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"no WhaleStack.sln in {AppContext.BaseDirectory} or above it");
    }

    private static Repository Load(string root)
    {
        var files = new List<SourceFile>();
        var open = new Stack<DirectoryInfo>([new DirectoryInfo(root)]);
        while (open.TryPop(out var folder))
        {
            foreach (var child in folder.EnumerateDirectories())
            {
                var path = Path.GetRelativePath(root, child.FullName).Replace('\\', '/');
                if (!SkippedFolders.Contains(child.Name) && !IsOwnData(path))
                {
                    open.Push(child);
                }
            }

            foreach (var file in folder.EnumerateFiles())
            {
                var path = Path.GetRelativePath(root, file.FullName).Replace('\\', '/');
                if (file.Name is not (".git" or ".env") && !IsOwnData(path))
                {
                    files.Add(new SourceFile(path, IsText(path) ? File.ReadAllText(file.FullName) : ""));
                }
            }
        }

        return new Repository([.. files.OrderBy(file => file.Path, StringComparer.Ordinal)]);
    }

    // data/ holds what a user's runs leave behind; only the samples are ours.
    private static bool IsOwnData(string path) => path.StartsWith("data/", StringComparison.Ordinal)
        && path != "data/samples" && !path.StartsWith("data/samples/", StringComparison.Ordinal);

    private static bool IsText(string path) =>
        TextEndings.Any(ending => path.EndsWith(ending, StringComparison.Ordinal))
        || path is "whale" or ".ci/run" or "Dockerfile" or "LICENSE";
}
