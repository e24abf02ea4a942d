using System.Text.RegularExpressions;
using System.Xml.Linq;
using WhaleStack.Tidy.Tests.Reading;

namespace WhaleStack.Tidy.Tests.Rules;

/// <summary>The arrows between the layers: who may know whom.</summary>
internal static partial class Layers
{
    // By project folder: our namespaces it may use besides its own, and whether it may know the actor system.
    private static readonly Dictionary<string, (string[] Namespaces, bool KnowsAkka)> Allowed = new()
    {
        ["src/Math"] = ([], false),
        ["src/Messages"] = ([], false),
        ["src/Domain"] = (["Quant", "Messages"], false),
        ["src/Venues"] = (["Quant", "Messages", "Domain"], true),
        ["src/Channels"] = (["Quant", "Messages", "Domain"], true),
        ["src/Storage"] = (["Quant", "Messages", "Domain"], true),
        ["src/Actors"] = (["Quant", "Messages", "Domain"], true),
    };

    private static readonly Dictionary<string, string> NamespaceOf = new()
    {
        ["src/Math"] = "Quant",
        ["src/Messages"] = "Messages",
        ["src/Domain"] = "Domain",
        ["src/Venues"] = "Venues",
        ["src/Channels"] = "Channels",
        ["src/Storage"] = "Storage",
        ["src/Actors"] = "Actors",
    };

    private static readonly string[] AllNamespaces =
        [.. NamespaceOf.Values, "Hosts", "Node", "Simulator", "Cli", "Pbm", "Web"];

    /// <summary>References between projects that go up, sideways, or around the package switch.</summary>
    public static IEnumerable<Finding> References(Repository repository) =>
        from project in repository.Projects
        from reference in ReferencesOf(project)
        let wrong = Judge(project, reference.Kind, reference.Target)
        where wrong is not null
        select new Finding(project.Path, 0, wrong);

    /// <summary>Code that names a layer it must not know.</summary>
    public static IEnumerable<Finding> Usings(Repository repository)
    {
        foreach (var file in repository.CSharp)
        {
            foreach (Match match in NamedNamespace().Matches(file.Code))
            {
                var wrong = JudgeName(file, match);
                if (wrong is not null)
                {
                    yield return new Finding(file.Path, file.LineAt(match.Index), wrong);
                }
            }
        }
    }

    [GeneratedRegex(@"(?<![\w.])(?:(?<ours>WhaleStack)(?:\.(?<name>\w+))?|(?<akka>Akka)\.\w+)")]
    private static partial Regex NamedNamespace();

    private static IEnumerable<(string Kind, string Target)> ReferencesOf(SourceFile project) =>
        from element in XDocument.Parse(project.Text).Descendants()
        let kind = element.Name.LocalName
        where kind is "ProjectReference" or "AkkaReference" or "InternalsVisibleTo"
        let target = (string?)element.Attribute("Include") ?? ""
        select (kind, kind == "ProjectReference" ? Resolve(project.Folder, target) : target);

    private static string? Judge(SourceFile project, string kind, string target)
    {
        var isEngine = project.IsUnder("engine");
        var layer = Allowed.Keys.FirstOrDefault(folder => project.IsUnder(folder));
        return (kind, isEngine) switch
        {
            ("InternalsVisibleTo", true) when !target.StartsWith("Akka", StringComparison.Ordinal) =>
                $"the engine must not open itself to {target}",
            ("InternalsVisibleTo", _) => null,
            ("AkkaReference", true) => "inside engine/ projects refer to each other by ProjectReference",
            ("AkkaReference", false) when layer is not null && !Allowed[layer].KnowsAkka =>
                $"must not know the actor system ({target})",
            ("ProjectReference", true) when !target.StartsWith("engine/", StringComparison.Ordinal) =>
                $"the engine must not refer to {target}",
            ("ProjectReference", false) when target.StartsWith("engine/", StringComparison.Ordinal)
                && !project.IsUnder("engine") => $"write <AkkaReference/> instead of a reference to {target}",
            ("ProjectReference", false) when layer is not null && !MayRefer(layer, target) =>
                $"must not refer to {target}",
            _ => null,
        };
    }

    private static bool MayRefer(string layer, string target)
    {
        var folder = string.Join('/', target.Split('/').Take(2));
        return NamespaceOf.TryGetValue(folder, out var name) && Allowed[layer].Namespaces.Contains(name);
    }

    private static string? JudgeName(SourceFile file, Match match)
    {
        if (file.IsUnder("engine"))
        {
            return match.Groups["ours"].Success ? "the engine knows nothing of WhaleStack" : null;
        }

        var layer = Allowed.Keys.FirstOrDefault(folder => file.IsUnder(folder));
        if (layer is null)
        {
            return null;
        }

        if (match.Groups["akka"].Success)
        {
            return Allowed[layer].KnowsAkka ? null : $"'{match.Value}': this layer must not know the actor system";
        }

        var name = match.Groups["name"].Value;
        var mayName = !AllNamespaces.Contains(name) || name == NamespaceOf[layer]
            || Allowed[layer].Namespaces.Contains(name);
        return mayName ? null : $"'{match.Value}': {layer} must not know that layer";
    }

    private static string Resolve(string folder, string include)
    {
        var parts = new List<string>(folder.Split('/'));
        foreach (var part in include.Replace('\\', '/').Split('/'))
        {
            if (part == "..")
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else
            {
                parts.Add(part);
            }
        }

        return string.Join('/', parts);
    }
}
