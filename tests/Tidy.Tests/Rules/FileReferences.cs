using System.Text.RegularExpressions;
using WhaleStack.Tidy.Tests.Reading;

namespace WhaleStack.Tidy.Tests.Rules;

/// <summary>No file that nobody speaks of, and no word of a file that is not there.</summary>
internal static partial class FileReferences
{
    private static readonly string[] SpeakingEndings =
        [".cs", ".csproj", ".props", ".targets", ".conf", ".sh", ".md"];

    /// <summary>Pages, samples, settings and scripts that nothing refers to.</summary>
    public static IEnumerable<Finding> Orphans(Repository repository) =>
        from file in repository.Files
        let wanted = WhoMustName(repository, file)
        where wanted is not null
        where !wanted.Value.By.Any(other => other.Path != file.Path && Names(other, file))
        select new Finding(file.Path, 0, $"nothing refers to it; name it in {wanted.Value.Where} or remove it");

    /// <summary>Links in pages to files that are not there.</summary>
    public static IEnumerable<Finding> BrokenLinks(Repository repository) =>
        from page in Pages(repository)
        from Match match in Link().Matches(page.Text)
        let target = match.Groups["target"].Value.Split('#')[0]
        where target.Length > 0 && !target.Contains(':', StringComparison.Ordinal)
        let path = Resolve(page.Folder, target)
        where !repository.Has(path)
        select new Finding(page.Path, page.LineAt(match.Index), $"links to {path}, which is not there");

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)|\bsrc=""(?<target>[^""]+)""")]
    private static partial Regex Link();

    private static (IEnumerable<SourceFile> By, string Where)? WhoMustName(Repository repository, SourceFile file)
    {
        if (file.IsUnder("docs"))
        {
            return (Pages(repository), "a page of docs/ or the README");
        }

        if (file.IsUnder("data/samples"))
        {
            return file.Name == "README.md" ? null : (Samples(repository), "the README of data/samples");
        }

        if (file.IsUnder("config", "hocon", "build"))
        {
            return (CodeAndPages(repository), "code, a project file or a page");
        }

        return file.IsUnder("scripts", "db", "grafana") ? (CodeAndPages(repository), "a script, code or a page") : null;
    }

    // By name, or by a pattern for its folder such as "bots/*.yaml".
    private static bool Names(SourceFile by, SourceFile file)
    {
        if (by.Text.Contains(file.Name, StringComparison.Ordinal))
        {
            return true;
        }

        var folder = file.Folder[(file.Folder.LastIndexOf('/') + 1)..];
        return Enumerable.Range(0, file.Name.Length)
            .Where(at => file.Name[at] == '.')
            .Any(at => by.Text.Contains($"{folder}/*{file.Name[at..]}", StringComparison.Ordinal));
    }

    private static IEnumerable<SourceFile> Pages(Repository repository) =>
        repository.Files.Where(file => file.Path.EndsWith(".md", StringComparison.Ordinal));

    private static IEnumerable<SourceFile> Samples(Repository repository) =>
        Pages(repository).Where(file => file.IsUnder("data/samples") && file.Name == "README.md");

    private static IEnumerable<SourceFile> CodeAndPages(Repository repository) => repository.Files.Where(
        file => file.Name is "whale" or "run" or "Dockerfile" or "docker-compose.yaml"
            || SpeakingEndings.Any(ending => file.Path.EndsWith(ending, StringComparison.Ordinal)));

    private static string Resolve(string folder, string target)
    {
        var parts = folder.Split('/', StringSplitOptions.RemoveEmptyEntries).ToList();
        foreach (var part in target.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != "."))
        {
            if (part != "..")
            {
                parts.Add(part);
            }
            else if (parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
        }

        return string.Join('/', parts);
    }
}
