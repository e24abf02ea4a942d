using WhaleStack.Tidy.Tests.Reading;
using WhaleStack.Tidy.Tests.Rules;

namespace WhaleStack.Tidy.Tests;

/// <summary>Tests with names that say nothing are found.</summary>
public sealed class TestNamesSpecs
{
    [Theory]
    [InlineData("class ATests { [Fact] public void It_works() { } }", "Specs")]
    [InlineData("class ASpecs { [Theory, InlineData(1)] public void Works(int i) { } }", "sentence")]
    [InlineData("class ASpecs { [SoakFact] public async Task Works() => await X(); }", "sentence")]
    public void A_name_that_says_nothing_is_found(string text, string words) =>
        Expect.One(TestNames.Check(Repository.Of(("tests/A.Tests/A.cs", text))), 1, words);

    [Fact]
    public void Helpers_need_no_sentence() =>
        Assert.Empty(TestNames.Check(Repository.Of((
            "engine/Akka.Tests/A.cs", "class ASpecs { [Fact] void It_works() { } void Help() { } } class B { }"))));

    [Fact]
    public void A_contract_that_others_inherit_has_a_name_of_its_own() =>
        Assert.Empty(TestNames.Check(Repository.Of((
            "engine/Akka.Tests/A.cs", "public abstract class StoreContract { [Fact] void It_works() { } }"))));

    [Fact]
    public void A_test_that_is_switched_off_is_found() =>
        Expect.One(
            TestNames.Disabled(Repository.Of(("tests/A.Tests/A.cs", "[Fact(Skip = \"later\")] void It_works() { }"))),
            1,
            "mend it");
}
