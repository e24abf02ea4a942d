using WhaleStack.Tidy.Tests.Reading;
using WhaleStack.Tidy.Tests.Rules;

namespace WhaleStack.Tidy.Tests;

/// <summary>Mistakes in the package switch are found.</summary>
public sealed class PackageSwitchSpecs
{
    [Fact]
    public void A_reference_that_one_mode_cannot_resolve_is_found()
    {
        var findings = PackageSwitch.UnresolvedReferences(Repository.Of(
            ("Directory.Packages.props", "<P><PackageVersion Include=\"Both\"/></P>"),
            ("Packages.engine.props", "<P><PackageVersion Include=\"Driver\"/></P>"),
            ("Packages.published.props", "<P><PackageVersion Include=\"Akka\"/></P>"),
            ("engine/Akka/Akka.csproj", "<P><PackageReference Include=\"Driver\"/></P>"),
            ("src/A/A.csproj", "<P><AkkaReference Include=\"Akka\"/><PackageReference Include=\"Both\"/></P>"),
            ("src/B/B.csproj", "<P><AkkaReference Include=\"Akka.X\"/><PackageReference Include=\"Driver\"/></P>")));
        Assert.Equal(
            ["there is no engine/Akka.X", "Packages.published.props has no version of Akka.X",
             "no central version of Driver in both modes"],
            findings.Select(finding => finding.Text));
    }

    [Theory]
    [InlineData("<P><PackageReference Include=\"X\" Version=\"1\"/></P>")]
    [InlineData("<P><PackageReference Include=\"X\" VersionOverride=\"1\"/></P>")]
    [InlineData("<P><PackageReference Include=\"X\"><Version>1</Version></PackageReference></P>")]
    public void A_version_of_ones_own_is_found(string project) =>
        Expect.One(PackageSwitch.OwnVersions(Repository.Of(("src/A/A.csproj", project))), 0, "central");

    [Fact]
    public void An_engine_project_in_published_mode_and_a_missing_one_are_found()
    {
        var findings = PackageSwitch.PublishedSolution(Repository.Of(
            ("WhaleStack.Published.slnf", """{"solution":{"projects":["engine\\Akka\\Akka.csproj"]}}"""),
            ("engine/Akka/Akka.csproj", "<P/>"),
            ("src/A/A.csproj", "<P/>")));
        Assert.Equal(
            ["engine/Akka/Akka.csproj has no place in published mode", "src/A/A.csproj is left out"],
            findings.Select(finding => finding.Text));
    }

    [Fact]
    public void A_project_outside_the_solution_is_found() =>
        Expect.One(
            PackageSwitch.Solution(Repository.Of(
                ("WhaleStack.sln", "\"A\", \"src\\A\\A.csproj\", \"{1}\""),
                ("src/A/A.csproj", "<P/>"),
                ("src/B/B.csproj", "<P/>"),
                ("bench/Engine/E.csproj", "<P/>"))),
            0,
            "src/B/B.csproj");

    [Theory]
    [InlineData("src/A/A.csproj", "<P Condition=\"'$(AkkaPackages)' == 'engine'\"/>")]
    [InlineData("src/A/A.cs", "// only in engine mode")]
    [InlineData("src/A/A.cs", "#if PUBLISHED")]
    [InlineData("hocon/reference.conf", "# published mode has this")]
    [InlineData("src/A/A.cs", "var path = \"bin/engine/Release\";")]
    public void A_word_on_the_mode_is_found(string path, string text) =>
        Expect.One(PackageSwitch.ModeWords(Repository.Of((path, text))), 1, "switch");
}
