using WhaleStack.Tidy.Tests.Reading;
using WhaleStack.Tidy.Tests.Rules;

namespace WhaleStack.Tidy.Tests;

/// <summary>Lengths are counted as a person counts them.</summary>
public sealed class SizesSpecs
{
    [Theory]
    [InlineData(400, 0)]
    [InlineData(401, 1)]
    public void A_file_may_have_four_hundred_lines(int lines, int found) =>
        Assert.Equal(found, Sizes.LongFiles(Files(string.Concat(Enumerable.Repeat("//\n", lines)))).Count());

    [Fact]
    public void A_line_may_have_a_hundred_and_twenty_columns()
    {
        var fits = new string('a', 120);
        Expect.One(Sizes.LongLines(Files($"{fits}\n{fits}b\n")), 2, "121");
    }

    [Fact]
    public void A_method_may_have_seventy_lines()
    {
        Assert.Empty(Sizes.LongMethods(Files(ClassWithMethod(70))));
        Expect.One(Sizes.LongMethods(Files(ClassWithMethod(71))), 2, "71");
    }

    [Theory]
    [InlineData(40, 0, null)]
    [InlineData(41, 1, null)]
    [InlineData(41, 4, null)]
    [InlineData(41, 0, "1 methods over 40 lines, 0 allowed")]
    [InlineData(41, 5, "write 1 instead of 5")]
    public void The_ratchet_holds_from_both_sides(int lines, int allowed, string? words)
    {
        var ratchet = new SourceFile("ratchet.txt", $"# a comment\nsrc/Actors {allowed}\n");
        var findings = Sizes.Ratchet(Files(ClassWithMethod(lines)), ratchet);
        if (words is null)
        {
            Assert.Empty(findings);
        }
        else
        {
            Expect.One(findings, 0, words);
        }
    }

    [Fact]
    public void The_engine_benchmark_is_exempt() =>
        Assert.Empty(Sizes.LongLines(Repository.Of(("bench/Engine/A.cs", new string('a', 200)))));

    private static Repository Files(string text) => Repository.Of(("src/Actors/A.cs", text));

    private static string ClassWithMethod(int lines) =>
        "class A {\n  void F()\n  {\n" + string.Concat(Enumerable.Repeat("    G();\n", lines - 3)) + "  }\n}\n";
}
