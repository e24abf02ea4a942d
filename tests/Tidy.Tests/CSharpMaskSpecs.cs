using WhaleStack.Tidy.Tests.Reading;

namespace WhaleStack.Tidy.Tests;

/// <summary>What is code and what is not.</summary>
public sealed class CSharpMaskSpecs
{
    [Theory]
    [InlineData("a // b\nc", "a     \nc")]
    [InlineData("a /* b\n*/ c", "a     \n   c")]
    [InlineData("f(\"x // y\") + 1", "f(\"      \") + 1")]
    [InlineData("f(\"a\\\"b\") + 1", "f(\"    \") + 1")]
    [InlineData("f(@\"a\"\"b\\\") + 1", "f(@\"     \") + 1")]
    [InlineData("f('\"') + g('\\'')", "f(   ) + g(    )")]
    [InlineData("$\"a{b}c\" + 1", "$\" {b} \" + 1")]
    [InlineData("$\"{{a}}\" + 1", "$\"     \" + 1")]
    [InlineData("$\"{a:F2}b{c}\"", "$\"{a   } {c}\"")]
    [InlineData("$\"{f(\"x\")}\" + 1", "$\"{f(\" \")}\" + 1")]
    [InlineData("\"\"\" a \"b\" \"\"\" + 1", "\"\"\"       \"\"\" + 1")]
    [InlineData("$$\"\"\"{x}{{y}}\"\"\" + 1", "$$\"\"\"   {{y}}\"\"\" + 1")]
    [InlineData("#region don't\na", "#region don't\na")]
    [InlineData("x = @class + \"\";", "x = @class + \"\";")]
    public void Comments_and_literals_are_blanked(string text, string expected) =>
        Assert.Equal(expected, CSharpMask.Of(text));

    [Fact]
    public void Lines_and_positions_are_kept()
    {
        const string text = "/* 1\n2 */ \"3\" // 4\n'5' + @\"6\n7\" end";
        var code = CSharpMask.Of(text);
        Assert.Equal(text.Length, code.Length);
        Assert.Equal(text.Count(c => c == '\n'), code.Count(c => c == '\n'));
        Assert.Equal(text.IndexOf("end", StringComparison.Ordinal), code.IndexOf("end", StringComparison.Ordinal));
    }
}
