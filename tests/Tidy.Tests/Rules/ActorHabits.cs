using System.Text.RegularExpressions;
using WhaleStack.Tidy.Tests.Reading;

namespace WhaleStack.Tidy.Tests.Rules;

/// <summary>
/// The rules AK1004 to AK1007, AK2000 and AK2001 of Akka.NET's analyzers as far as text can tell, and one of ours.
/// </summary>
internal static partial class ActorHabits
{
    /// <summary>Breaches in src/.</summary>
    public static IEnumerable<Finding> Check(Repository repository) =>
        from file in repository.CSharp
        where file.IsUnder("src")
        from finding in CheckFile(file)
        select finding;

    [GeneratedRegex(@":\s*(?:(?!I[A-Z])\w*Actor(?:Base)?\b|FSM<)")]
    private static partial Regex ActorType();

    [GeneratedRegex(@"\.ScheduleTell(Once|Repeatedly)(Cancelable)?\b")]
    private static partial Regex ScheduleTell();

    [GeneratedRegex(@"\b(?:for|foreach|while)\s*\(|\bdo\s*\{|\.ForEach\(")]
    private static partial Regex Loop();

    [GeneratedRegex(@"(?<![\w.])(?:Persist|PersistAsync)(?:<[^()]*>)?\(")]
    private static partial Regex Persist();

    [GeneratedRegex(@"(?:\.ContinueWith|\bTask\.Run|\bTask\.Factory\.StartNew)(?:<[^()]*>)?\(")]
    private static partial Regex Continuation();

    [GeneratedRegex(@"(?<![\w.])(?:Sender|Self|Context)\b(?!\s*:)")]
    private static partial Regex ActorState();

    [GeneratedRegex(@"\bStart(?:Single|Periodic)Timer\b|\bTimers\.Start\w+")]
    private static partial Regex StartTimer();

    [GeneratedRegex(@"\.Ask(?:<[^()]*>)?\(")]
    private static partial Regex Ask();

    [GeneratedRegex(@"\bTimeSpan\.(?:Zero\b|From\w+\(\s*0(?:\.0*)?\s*\))|\bnew TimeSpan\(\s*0?\s*\)")]
    private static partial Regex ZeroTime();

    [GeneratedRegex(@":\s*(?:HashCodeMessageExtractor|IMessageExtractor)\b")]
    private static partial Regex Extractor();

    [GeneratedRegex(@"(?<![\w.])(?:ShardRegion\.StartEntity|StartEntity|ShardingEnvelope)\b")]
    private static partial Regex HandledByShard();

    private static IEnumerable<Finding> CheckFile(SourceFile file)
    {
        var findings = Matches(file, Ask().Matches(file.Code).Where(m => ZeroTime().IsMatch(Argument(file.Code, m))),
            "an ask without time cannot be answered (AK2000)");
        if (Extractor().IsMatch(file.Code))
        {
            findings = findings.Concat(Matches(file, HandledByShard().Matches(file.Code),
                "the shard region handles this message itself (AK2001)"));
        }

        return ActorType().IsMatch(file.Code) ? findings.Concat(CheckActor(file)) : findings;
    }

    private static IEnumerable<Finding> CheckActor(SourceFile file)
    {
        var code = file.Code;
        return Matches(file, ScheduleTell().Matches(code), "use IWithTimers inside an actor (AK1004)")
            .Concat(Matches(file, Ask().Matches(code), "an actor does not ask; the reply comes as a message"))
            .Concat(Matches(file, Loop().Matches(code).Where(m => Persist().IsMatch(LoopBody(code, m))),
                "Persist inside a loop; use PersistAll (AK1006)"))
            .Concat(Matches(file, Continuation().Matches(code).Where(m => ActorState().IsMatch(Argument(code, m))),
                "copy Sender, Self or what you need of Context before the continuation (AK1005)"))
            .Concat(
                from member in CSharpOutline.MembersOf(file)
                where member.Name is "PreRestart" or "AroundPreRestart" && StartTimer().IsMatch(member.Body)
                select new Finding(file.Path, member.StartLine, "a timer started here is lost (AK1007)"));
    }

    private static IEnumerable<Finding> Matches(SourceFile file, IEnumerable<Match> matches, string text) =>
        matches.Select(match => new Finding(file.Path, file.LineAt(match.Index), text));

    // What stands between the parenthesis that ends the match and its partner.
    private static string Argument(string code, Match match)
    {
        var start = match.Index + match.Length;
        return code[start..Partner(code, start - 1, '(', ')')];
    }

    // The body of a loop: up to the partner of its brace, or to the semicolon when it has none.
    private static string LoopBody(string code, Match match)
    {
        var open = match.Index + match.Length - 1;
        if (code[open] == '{')
        {
            return code[open..Partner(code, open, '{', '}')];
        }

        var head = Partner(code, open, '(', ')');
        if (match.Value.StartsWith('.'))
        {
            return code[open..head];
        }

        var body = head + 1;
        while (body < code.Length && char.IsWhiteSpace(code[body]))
        {
            body++;
        }

        var end = body < code.Length && code[body] == '{' ? Partner(code, body, '{', '}') : code.IndexOf(';', head);
        return code[head..(end < 0 ? code.Length : end)];
    }

    private static int Partner(string code, int at, char open, char close)
    {
        var depth = 0;
        for (var i = at; i < code.Length; i++)
        {
            depth += code[i] == open ? 1 : code[i] == close ? -1 : 0;
            if (depth == 0)
            {
                return i;
            }
        }

        return code.Length;
    }
}
