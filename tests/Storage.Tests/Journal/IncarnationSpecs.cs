using WhaleStack.Messages.Broadcast;
using WhaleStack.Storage.Journal;

namespace WhaleStack.Storage.Tests.Journal;

public sealed class IncarnationSpecs
{
    [Fact]
    public void A_new_journal_gets_an_identity_and_keeps_it()
    {
        using var journal = new RawJournal();
        var first = Incarnation.ReadOrCreate(journal.Database, TimeProvider.System);
        Assert.Matches("^[0-9a-f]{32}$", first);
        journal.WithTable().Add("b-1", new BroadcastEvents.MessageSent("m-1"));
        Assert.Equal(first, Incarnation.ReadOrCreate(journal.Database, TimeProvider.System));
    }

    [Fact]
    public void No_two_journals_share_an_identity()
    {
        using var one = new RawJournal();
        using var two = new RawJournal();
        Assert.NotEqual(
            Incarnation.ReadOrCreate(one.Database, TimeProvider.System),
            Incarnation.ReadOrCreate(two.Database, TimeProvider.System));
    }

    [Fact]
    public void A_journal_with_events_never_gets_a_second_identity()
    {
        using var journal = new RawJournal();
        journal.WithTable().Add("b-1", new BroadcastEvents.MessageSent("m-1"));
        var error = Assert.Throws<StorageException>(
            () => Incarnation.ReadOrCreate(journal.Database, TimeProvider.System));
        Assert.Contains("identity is lost", error.Message, StringComparison.Ordinal);
        Assert.Equal(["0"], journal.Query("SELECT COUNT(*) FROM journal_incarnation"));
    }

    [Fact]
    public void A_database_that_was_not_migrated_is_an_error()
    {
        using var journal = new RawJournal(migrated: false);
        journal.WithTable();
        var error = Assert.Throws<StorageException>(
            () => Incarnation.ReadOrCreate(journal.Database, TimeProvider.System));
        Assert.Contains("journal_incarnation", error.Message, StringComparison.Ordinal);
    }
}
