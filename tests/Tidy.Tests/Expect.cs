using WhaleStack.Tidy.Tests.Reading;

namespace WhaleStack.Tidy.Tests;

/// <summary>Assertions on findings.</summary>
internal static class Expect
{
    private const int ShownMax = 60;

    /// <summary>Fails with every finding named.</summary>
    public static void Nothing(IEnumerable<Finding> findings)
    {
        var all = findings.ToList();
        if (all.Count > 0)
        {
            var shown = all.Take(ShownMax).Select(finding => finding.ToString());
            Assert.Fail($"{all.Count} found:\n{string.Join('\n', shown)}");
        }
    }

    /// <summary>Fails unless there is exactly one finding, at the line, whose text holds the words.</summary>
    public static void One(IEnumerable<Finding> findings, int line, string words)
    {
        var finding = Assert.Single(findings);
        Assert.Equal(line, finding.Line);
        Assert.Contains(words, finding.Text, StringComparison.Ordinal);
    }
}
