using WhaleStack.Tidy.Tests.Reading;
using WhaleStack.Tidy.Tests.Rules;

namespace WhaleStack.Tidy.Tests;

/// <summary>Holds the repository to its own rules; that each rule bites is shown by the other classes here.</summary>
public sealed class RepositorySpecs
{
    private const string RatchetPath = "tests/Tidy.Tests/ratchet.txt";

    [Fact]
    public void The_repository_was_read()
    {
        Assert.True(Repository.Here.CSharp.Count() > 50, "hardly any C# was found");
        Assert.NotNull(Repository.Here.Find("src/Domain/WhaleStack.Domain.csproj"));
        Assert.NotNull(Repository.Here.Find("whale"));
        Assert.Contains(Repository.Here.CSharp.SelectMany(CSharpOutline.MembersOf), member => member.Lines > 10);
    }

    [Fact]
    public void Projects_refer_downwards_only() => Expect.Nothing(Layers.References(Repository.Here));

    [Fact]
    public void Code_names_no_layer_above_it() => Expect.Nothing(Layers.Usings(Repository.Here));

    [Fact]
    public void No_file_is_too_long() => Expect.Nothing(Sizes.LongFiles(Repository.Here));

    [Fact]
    public void No_line_is_too_long() => Expect.Nothing(Sizes.LongLines(Repository.Here));

    [Fact]
    public void No_method_is_too_long() => Expect.Nothing(Sizes.LongMethods(Repository.Here));

    [Fact]
    public void Long_methods_do_not_grow_in_number() =>
        Expect.Nothing(Sizes.Ratchet(Repository.Here, Repository.Here.Find(RatchetPath)!));

    [Fact]
    public void No_banned_word_stands_in_code() => Expect.Nothing(Words.InCode(Repository.Here));

    [Fact]
    public void No_note_to_oneself_is_left() => Expect.Nothing(Words.NotesToOneself(Repository.Here));

    [Fact]
    public void Actors_keep_their_habits() => Expect.Nothing(ActorHabits.Check(Repository.Here));

    [Fact]
    public void Committed_text_names_no_machine() => Expect.Nothing(PublicSurface.MachinePaths(Repository.Here));

    [Fact]
    public void Committed_text_chooses_no_registry() => Expect.Nothing(PublicSurface.Registries(Repository.Here));

    [Fact]
    public void Committed_text_holds_no_key() => Expect.Nothing(PublicSurface.Secrets(Repository.Here));

    [Fact]
    public void Every_file_is_referred_to() => Expect.Nothing(FileReferences.Orphans(Repository.Here));

    [Fact]
    public void Every_link_leads_somewhere() => Expect.Nothing(FileReferences.BrokenLinks(Repository.Here));

    [Fact]
    public void Tests_are_named_as_sentences_in_specs() => Expect.Nothing(TestNames.Check(Repository.Here));

    [Fact]
    public void No_test_is_switched_off() => Expect.Nothing(TestNames.Disabled(Repository.Here));

    [Fact]
    public void Both_modes_resolve_every_reference() =>
        Expect.Nothing(PackageSwitch.UnresolvedReferences(Repository.Here));

    [Fact]
    public void Versions_are_central() => Expect.Nothing(PackageSwitch.OwnVersions(Repository.Here));

    [Fact]
    public void Published_mode_builds_all_of_ours_and_nothing_of_the_engine() =>
        Expect.Nothing(PackageSwitch.PublishedSolution(Repository.Here));

    [Fact]
    public void The_solution_holds_every_project() => Expect.Nothing(PackageSwitch.Solution(Repository.Here));

    [Fact]
    public void The_application_does_not_know_the_switch() => Expect.Nothing(PackageSwitch.ModeWords(Repository.Here));
}
