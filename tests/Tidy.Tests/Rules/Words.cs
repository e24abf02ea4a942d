using System.Text.RegularExpressions;
using WhaleStack.Tidy.Tests.Reading;

namespace WhaleStack.Tidy.Tests.Rules;

/// <summary>Words that must not stand in code, each with what to write instead.</summary>
internal static class Words
{
    private static readonly string[] Core = ["src/Domain", "src/Math", "src/Messages"];

    private static readonly Ban[] Bans =
    [
        new(@"\bDateTime(Offset)?\.(Utc)?Now\b|\bDateTime\.Today\b", IsSource,
            "take the time from the event, or ask the scheduler or a TimeProvider"),
        new(@"\bRandom\.Shared\b", IsSource, "pass a seeded Random"),
        new(@"\bEnvironment\.TickCount(64)?\b", IsCore, "take the time from the event"),
        new(@"\bStopwatch\b", IsCore, "take the time from the event"),
        new(@"\bGuid\.(NewGuid|CreateVersion7)\b", IsCore, "derive the id from what it names"),
        new(@"\bnew Random\(\)", IsCore, "pass a seeded Random"),
        new(@"\bTimeProvider\.System\b", IsCore, "take the time from the event"),
        new(@"\b(File|Directory|Console)\.\w", IsCore, "reading and writing belong to the edge"),
        new(@"\bJson(Document|Element|Node)\b", file => file.IsUnder("src/Venues"), "read the bytes with VenueRow"),
        new(@"\bThread\.Sleep\b", file => IsSource(file) || file.IsTest, "wait for the condition, or use a timer"),
        new(@"\basync\s+void\b", _ => true, "return a Task; an exception would end the process"),
        new(@"\bNotImplementedException\b", _ => true, "write it, or leave the member out"),
    ];

    /// <summary>Banned words in the C# code of a repository.</summary>
    public static IEnumerable<Finding> InCode(Repository repository) =>
        from file in repository.CSharp
        from ban in Bans
        where ban.Where(file)
        from Match match in ban.Pattern.Matches(file.Code)
        select new Finding(file.Path, file.LineAt(match.Index), $"'{match.Value}' is banned here: {ban.Instead}");

    /// <summary>Notes to oneself, in any text file.</summary>
    public static IEnumerable<Finding> NotesToOneself(Repository repository)
    {
        // Put together from halves, so that this file does not find itself.
        var pattern = new Regex(@"\b(TO" + "DO|FIX" + "ME|HA" + "CK|TB" + @"D)\b");
        return from file in repository.Files
               from Match match in pattern.Matches(file.Text)
               let line = file.LineAt(match.Index)
               select new Finding(file.Path, line, $"'{match.Value}': do it now or put it on the roadmap");
    }

    private static bool IsCore(SourceFile file) => file.IsUnder(Core);

    private static bool IsSource(SourceFile file) => file.IsUnder("src");

    private sealed record Ban(string Expression, Func<SourceFile, bool> Where, string Instead)
    {
        public Regex Pattern { get; } = new(Expression, RegexOptions.CultureInvariant);
    }
}
