using System.Globalization;
using WhaleStack.Tidy.Tests.Reading;

namespace WhaleStack.Tidy.Tests.Rules;

/// <summary>How long files, lines and methods may be.</summary>
internal static class Sizes
{
    /// <summary>Lines a file may have.</summary>
    public const int FileLinesMax = 400;

    /// <summary>Lines a method may have.</summary>
    public const int MethodLinesMax = 70;

    /// <summary>Lines above which a method is counted against the ratchet.</summary>
    public const int MethodLinesCounted = 40;

    /// <summary>Columns a line may have.</summary>
    public const int ColumnsMax = 120;

    /// <summary>How far the ratchet may lie above the count before it must be lowered.</summary>
    public const int RatchetSlack = 3;

    private static readonly string[] Endings = [".cs", ".sh", ".ts", ".tsx", ".yaml", ".conf", "whale", ".ci/run"];

    /// <summary>Files that are too long.</summary>
    public static IEnumerable<Finding> LongFiles(Repository repository) =>
        from file in Written(repository)
        let lines = file.Lines.Count - (file.Text.EndsWith('\n') ? 1 : 0)
        where lines > FileLinesMax
        select new Finding(file.Path, 0, $"has {lines} lines, at most {FileLinesMax}: split it by what it talks about");

    /// <summary>Lines that are too long.</summary>
    public static IEnumerable<Finding> LongLines(Repository repository) =>
        from file in Written(repository)
        from line in file.Lines.Select((text, index) => (text, Number: index + 1))
        where line.text.Length > ColumnsMax
        select new Finding(file.Path, line.Number, $"has {line.text.Length} columns, at most {ColumnsMax}");

    /// <summary>Methods that are too long.</summary>
    public static IEnumerable<Finding> LongMethods(Repository repository) =>
        from method in MethodsOver(repository, MethodLinesMax)
        select new Finding(
            method.File.Path,
            method.Member.StartLine,
            $"{method.Member.Name} has {method.Member.Lines} lines, at most {MethodLinesMax}: extract its steps");

    /// <summary>
    /// Layers with more methods over <see cref="MethodLinesCounted"/> lines than the ratchet allows them, or so many
    /// fewer that it must be lowered. The ratchet has a line a layer: name and number.
    /// </summary>
    public static IEnumerable<Finding> Ratchet(Repository repository, SourceFile ratchet)
    {
        var allowed = ratchet.Lines
            .Select(line => line.Split('#')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(words => words.Length == 2)
            .ToDictionary(words => words[0], words => int.Parse(words[1], CultureInfo.InvariantCulture));
        var counted = MethodsOver(repository, MethodLinesCounted)
            .GroupBy(method => LayerOf(method.File), StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.ToList());
        foreach (var layer in allowed.Keys.Union(counted.Keys).Order(StringComparer.Ordinal))
        {
            var found = counted.GetValueOrDefault(layer) ?? [];
            var limit = allowed.GetValueOrDefault(layer);
            var names = string.Join(", ", found.Select(m => $"{m.File.Name}:{m.Member.StartLine} {m.Member.Name}"));
            if (found.Count > limit)
            {
                var text = $"{layer}: {found.Count} methods over {MethodLinesCounted} lines, {limit} allowed: {names}";
                yield return new Finding(ratchet.Path, 0, text);
            }
            else if (limit - found.Count > RatchetSlack)
            {
                yield return new Finding(ratchet.Path, 0, $"{layer}: write {found.Count} instead of {limit}");
            }
        }
    }

    private static IEnumerable<SourceFile> Written(Repository repository) =>
        from file in repository.Files
        where !file.IsUnder("bench/Engine") && Endings.Any(end => file.Path.EndsWith(end, StringComparison.Ordinal))
        select file;

    private static IEnumerable<(SourceFile File, Member Member)> MethodsOver(Repository repository, int lines) =>
        from file in repository.CSharp
        from member in CSharpOutline.MembersOf(file)
        where member.Lines > lines
        select (file, member);

    // "src/Actors", "tests/Domain.Tests", "engine/Akka": the first two names of the path.
    private static string LayerOf(SourceFile file) => string.Join('/', file.Path.Split('/').Take(2));
}
