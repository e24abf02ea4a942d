using WhaleStack.Storage.Configuration;

namespace WhaleStack.Storage.Tests.Configuration;

public sealed class EnvFileSpecs
{
    [Theory]
    [InlineData("KEY=value", "value")]
    [InlineData("  KEY = value  ", "value")]
    [InlineData("export KEY=value", "value")]
    [InlineData("KEY=", "")]
    [InlineData("KEY=   # nothing", "")]
    [InlineData("KEY=a b # comment", "a b")]
    [InlineData("KEY=a#b", "a#b")]
    [InlineData("KEY=pa$$w0rd$HOME", "pa$$w0rd$HOME")]
    [InlineData("KEY=a=b==", "a=b==")]
    [InlineData("KEY='a # \"b\" \\n'", "a # \"b\" \\n")]
    [InlineData("KEY=\"a \\\"b\\\"\\n\" # c", "a \"b\"\n")]
    [InlineData("\ufeffKEY=value\r", "value")]
    public void A_value_is_read_as_it_stands(string line, string expected) =>
        Assert.Equal(expected, EnvFile.Parse(".env", line)["KEY"]);

    [Fact]
    public void Comments_and_empty_lines_are_passed_over() =>
        Assert.Equal(["A", "B"], EnvFile.Parse(".env", "# c\n\nA=1\n   \n  # d\nB=2\n").Keys.Order());

    [Fact]
    public void Every_bad_line_is_named_and_no_value_is_shown()
    {
        var error = Assert.Throws<ConfigException>(() => EnvFile.Parse(
            "x/.env", "A=1\nhush one\nB='hush\nC=\"hush\" more\nA=hush\n1D=hush\nE-F=hush\n=hush\n"));
        Assert.Equal([2, 3, 4, 5, 6, 7, 8], error.Mistakes.Select(mistake => mistake.Line!.Value));
        Assert.Equal(["", "B", "C", "A", "", "", ""], error.Mistakes.Select(mistake => mistake.Key));
        Assert.DoesNotContain("hush", error.Message, StringComparison.Ordinal);
        Assert.Contains("x/.env:5: A: is given twice.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_file_is_an_empty_one()
    {
        using var folder = new TempFolder();
        Assert.Empty(EnvFile.Read(folder.File(".env")));
    }

    [Fact]
    public void A_file_on_disk_is_read()
    {
        using var folder = new TempFolder();
        Assert.Equal("1", EnvFile.Read(folder.Write(".env", "A=1"))["A"]);
    }

    [Fact]
    public void A_huge_file_is_refused()
    {
        using var folder = new TempFolder();
        var error = Assert.Throws<ConfigException>(() => EnvFile.Read(folder.Write(".env", new string('#', 2 << 20))));
        Assert.Contains("larger than", error.Message, StringComparison.Ordinal);
    }
}
