using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using WhaleStack.Tidy.Tests.Reading;

namespace WhaleStack.Tidy.Tests.Rules;

/// <summary>The switch between the engine's projects and the published packages.</summary>
internal static partial class PackageSwitch
{
    private const string Published = "Packages.published.props";

    /// <summary>References that one of the two modes cannot resolve.</summary>
    public static IEnumerable<Finding> UnresolvedReferences(Repository repository)
    {
        var published = VersionsIn(repository, Published);
        var both = VersionsIn(repository, "Directory.Packages.props");
        var engine = both.Union(VersionsIn(repository, "Packages.engine.props")).ToHashSet(StringComparer.Ordinal);
        var shared = both.Union(published).ToHashSet(StringComparer.Ordinal);
        foreach (var project in repository.Projects)
        {
            foreach (var name in Includes(project, "AkkaReference"))
            {
                if (!repository.Has($"engine/{name}/{name}.csproj"))
                {
                    yield return new Finding(project.Path, 0, $"there is no engine/{name}");
                }

                if (!published.Contains(name))
                {
                    yield return new Finding(project.Path, 0, $"{Published} has no version of {name}");
                }
            }

            foreach (var name in Includes(project, "PackageReference"))
            {
                var isOnlyEngine = project.IsUnder("engine");
                if (!engine.Contains(name) || (!isOnlyEngine && !shared.Contains(name)))
                {
                    yield return new Finding(project.Path, 0, $"no central version of {name} in both modes");
                }
            }
        }
    }

    /// <summary>Versions that are not central.</summary>
    public static IEnumerable<Finding> OwnVersions(Repository repository) =>
        from project in repository.Projects
        from element in XDocument.Parse(project.Text).Descendants("PackageReference")
        where element.Attribute("Version") is not null || element.Attribute("VersionOverride") is not null
            || element.Elements().Any(child => child.Name.LocalName.StartsWith("Version", StringComparison.Ordinal))
        select new Finding(project.Path, 0, $"versions are central: move {element.Attribute("Include")?.Value}'s");

    /// <summary>What is wrong with the list of projects that are built in published mode.</summary>
    public static IEnumerable<Finding> PublishedSolution(Repository repository)
    {
        const string path = "WhaleStack.Published.slnf";
        var filter = repository.Find(path);
        if (filter is null)
        {
            return [new Finding(path, 0, "is missing")];
        }

        using var json = JsonDocument.Parse(filter.Text);
        var listed = json.RootElement.GetProperty("solution").GetProperty("projects").EnumerateArray()
            .Select(element => element.GetString()!.Replace('\\', '/'))
            .ToHashSet(StringComparer.Ordinal);
        var wanted = repository.Projects
            .Where(project => project.IsUnder("src", "tests"))
            .Select(project => project.Path)
            .ToHashSet(StringComparer.Ordinal);
        return listed.Except(wanted).Select(name => new Finding(path, 0, $"{name} has no place in published mode"))
            .Concat(wanted.Except(listed).Select(name => new Finding(path, 0, $"{name} is left out")));
    }

    /// <summary>Projects that the solution leaves out, bench/ apart.</summary>
    public static IEnumerable<Finding> Solution(Repository repository)
    {
        var text = repository.Find("WhaleStack.sln")?.Text.Replace('\\', '/') ?? "";
        return from project in repository.Projects
               where !project.IsUnder("bench") && !text.Contains($"\"{project.Path}\"", StringComparison.Ordinal)
               select new Finding("WhaleStack.sln", 0, $"{project.Path} is left out");
    }

    /// <summary>Words in src/ or hocon/ that tell which mode they are in.</summary>
    public static IEnumerable<Finding> ModeWords(Repository repository) =>
        from file in repository.Files
        where file.IsUnder("src", "hocon")
        from Match match in ModeWord().Matches(file.Text)
        select new Finding(file.Path, file.LineAt(match.Index), $"'{match.Value}': src/ does not know the switch");

    [GeneratedRegex(
        @"AkkaPackages|\bPackages\.(engine|published)\b|\b(engine|published)[ -]mode\b|#if\s.*(ENGINE|PUBLISHED|AKKA)"
            + "|(bin|obj)/(engine|published)/",
        RegexOptions.IgnoreCase)]
    private static partial Regex ModeWord();

    private static HashSet<string> VersionsIn(Repository repository, string path) =>
        repository.Find(path) is { } file
            ? [.. Includes(file, "PackageVersion")]
            : [];

    private static IEnumerable<string> Includes(SourceFile project, string element) =>
        XDocument.Parse(project.Text).Descendants(element).Select(e => e.Attribute("Include")?.Value ?? "");
}
