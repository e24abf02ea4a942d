using WhaleStack.Tidy.Tests.Reading;
using WhaleStack.Tidy.Tests.Rules;

namespace WhaleStack.Tidy.Tests;

/// <summary>The banned words are found where they are banned, and only there.</summary>
public sealed class WordsSpecs
{
    [Theory]
    [InlineData("src/Actors/A.cs", "var t = DateTime.UtcNow;", "the event")]
    [InlineData("src/Hosts/Node/A.cs", "var t = DateTimeOffset.Now;", "the event")]
    [InlineData("src/Venues/A.cs", "var x = Random.Shared.Next();", "seeded")]
    [InlineData("src/Domain/A.cs", "var s = Stopwatch.StartNew();", "the event")]
    [InlineData("src/Math/A.cs", "var s = Environment.TickCount64;", "the event")]
    [InlineData("src/Messages/A.cs", "var s = Guid.NewGuid();", "derive")]
    [InlineData("src/Domain/A.cs", "var s = new Random();", "seeded")]
    [InlineData("src/Domain/A.cs", "File.Delete(x);", "the edge")]
    [InlineData("src/Storage/A.cs", "Thread.Sleep(1);", "condition")]
    [InlineData("tests/Domain.Tests/A.cs", "Thread.Sleep(1);", "condition")]
    [InlineData("src/Venues/A.cs", "var d = JsonDocument.Parse(x);", "VenueRow")]
    [InlineData("engine/Akka.Tests/A.cs", "Thread.Sleep(1);", "condition")]
    [InlineData("engine/Akka/A.cs", "private async void F() { }", "Task")]
    [InlineData("engine/Akka/A.cs", "throw new NotImplementedException();", "write it")]
    [InlineData("src/Domain/A.cs", "var s = $\"at {DateTime.Now}\";", "the event")]
    public void A_banned_word_is_found(string path, string line, string words) =>
        Expect.One(Words.InCode(Repository.Of((path, "\n" + line))), 2, words);

    [Theory]
    [InlineData("engine/Akka/A.cs", "var t = DateTime.UtcNow;")]
    [InlineData("src/Venues/A.cs", "var s = Stopwatch.StartNew();")]
    [InlineData("src/Domain/A.cs", "// no DateTime.UtcNow here\nvar s = \"DateTime.UtcNow\";")]
    [InlineData("src/Domain/A.cs", "var r = new Random(seed); var p = step.Profile.Name;")]
    [InlineData("bench/Engine/A.cs", "Thread.Sleep(1);")]
    [InlineData("src/Hosts/A.cs", "var d = JsonDocument.Parse(x);")]
    public void A_word_that_is_allowed_there_is_not(string path, string text) =>
        Assert.Empty(Words.InCode(Repository.Of((path, text))));

    [Fact]
    public void Notes_to_oneself_are_found_in_any_text()
    {
        foreach (var word in new[] { "TO" + "DO", "FIX" + "ME", "HA" + "CK", "TB" + "D" })
        {
            Expect.One(Words.NotesToOneself(Repository.Of(("docs/a.md", $"one\n{word}: two"))), 2, word);
        }

        Assert.Empty(Words.NotesToOneself(Repository.Of(("docs/a.md", "hacksaw, methodology, " + "TO" + "DOS"))));
    }
}
