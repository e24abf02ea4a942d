using WhaleStack.Tidy.Tests.Reading;
using WhaleStack.Tidy.Tests.Rules;

namespace WhaleStack.Tidy.Tests;

/// <summary>Forgotten files and dead links are found.</summary>
public sealed class FileReferencesSpecs
{
    [Theory]
    [InlineData("docs/lost.md")]
    [InlineData("docs/images/lost.svg")]
    [InlineData("config/scanners/lost.yaml")]
    [InlineData("hocon/lost.conf")]
    [InlineData("scripts/lost.sh")]
    [InlineData("data/samples/lost.jsonl.gz")]
    public void A_file_that_nobody_names_is_found(string path)
    {
        var readme = ("README.md", "nothing");
        var samples = ("data/samples/README.md", "nothing");
        Expect.One(FileReferences.Orphans(Repository.Of((path, "text"), readme, samples)), 0, "nothing refers to it");
    }

    [Fact]
    public void A_page_that_names_only_itself_is_found() =>
        Assert.Single(FileReferences.Orphans(Repository.Of(("docs/a.md", "this is a.md"))));

    [Theory]
    [InlineData("docs/a.md", "README.md", "[a](docs/a.md)")]
    [InlineData("config/bots/grid.yaml", "src/A/A.cs", "Load(\"config/bots/*.yaml\")")]
    [InlineData("hocon/reference.conf", "src/A/A.csproj", "<EmbeddedResource Include=\"../../hocon/reference.conf\"/>")]
    [InlineData("data/samples/x/a.b.json.gz", "data/samples/README.md", "`x/*.json.gz`")]
    [InlineData("scripts/test.sh", "whale", "exec scripts/test.sh")]
    [InlineData("data/samples/LICENSES/x.txt", "data/samples/README.md", "LICENSES/x.txt")]
    public void A_file_that_somebody_names_is_not(string path, string by, string text) =>
        Assert.Empty(FileReferences.Orphans(Repository.Of((path, "text"), (by, text))));

    [Theory]
    [InlineData("[a](b.md)", 1)]
    [InlineData("![a](../images/b.svg)", 1)]
    [InlineData("<img src=\"b.svg\">", 1)]
    [InlineData("[a](../README.md#part) [b](https://example.com/x) [c](#here) [d](../docs/)", 0)]
    public void A_link_that_leads_nowhere_is_found(string text, int found) =>
        Assert.Equal(
            found,
            FileReferences.BrokenLinks(Repository.Of(("docs/a.md", text), ("README.md", ""))).Count());
}
