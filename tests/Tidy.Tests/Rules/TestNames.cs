using System.Text.RegularExpressions;
using WhaleStack.Tidy.Tests.Reading;

namespace WhaleStack.Tidy.Tests.Rules;

/// <summary>How tests are named, and that each can fail and none sleeps through its result.</summary>
internal static partial class TestNames
{
    /// <summary>Test classes whose name does not end in Specs, and tests that are not named as a sentence.</summary>
    public static IEnumerable<Finding> Check(Repository repository) =>
        from file in repository.CSharp
        where file.IsTest
        from member in CSharpOutline.MembersOf(file)
        where TestAttribute().IsMatch(member.Header)
        from wrong in Judge(file, member)
        select new Finding(file.Path, member.StartLine, wrong);

    /// <summary>Tests that are switched off for good.</summary>
    public static IEnumerable<Finding> Disabled(Repository repository) =>
        from file in repository.CSharp
        where file.IsTest && !file.IsUnder("tests/Tidy.Tests")
        from Match match in SkipText().Matches(file.Code)
        select new Finding(file.Path, file.LineAt(match.Index), "mend it, remove it, or skip where something lacks");

    [GeneratedRegex(@"\[\s*(?:\w+\s*,\s*)*\w*(?:Fact|Theory|Property)\b")]
    private static partial Regex TestAttribute();

    [GeneratedRegex(@"\b(?:Fact|Theory)\([^)]*\bSkip\s*=")]
    private static partial Regex SkipText();

    private static IEnumerable<string> Judge(SourceFile file, Member member)
    {
        // An abstract class holds tests that others inherit: a contract.
        var isContract = Regex.IsMatch(file.Code, $@"\babstract\s+(?:partial\s+)?class\s+{member.Type}\b");
        if (!member.Type.EndsWith("Specs", StringComparison.Ordinal) && !isContract)
        {
            yield return $"the class of {member.Name} is named '{member.Type}'; names of test classes end in Specs";
        }

        if (!member.Name.Contains('_', StringComparison.Ordinal))
        {
            yield return $"'{member.Name}' is no sentence; write_one_with_underscores";
        }
    }
}
