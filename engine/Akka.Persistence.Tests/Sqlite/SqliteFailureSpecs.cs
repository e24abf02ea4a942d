using Akka.Actor;
using Akka.Persistence.Tests.Support;

namespace Akka.Persistence.Tests.Sqlite;

public sealed class SqliteFailureSpecs : SqliteFixture
{
    [Fact]
    public void An_event_that_cannot_be_read_fails_that_recovery_by_name_and_loses_nothing()
    {
        Store("unlucky", "1", "2", "3");
        Execute("UPDATE event_journal SET manifest = 'gone' WHERE sequence_nr = 2");

        var actor = Watch(Start(Sys, "unlucky"));

        Assert.Equal(new Noted("1"), ExpectMsg<Recovered>(Patience).Message);
        var message = ExpectMsg<RecoveryFailed>(Patience).Cause.Message;
        Assert.Contains("[unlucky]", message, StringComparison.Ordinal);
        Assert.Contains("sequence number [2]", message, StringComparison.Ordinal);
        Assert.Contains("unknown manifest [gone]", message, StringComparison.Ordinal);
        ExpectTerminated(actor, Patience);
        Assert.Equal(3L, Scalar("SELECT COUNT(*) FROM event_journal"));

        Execute("UPDATE event_journal SET manifest = 'n' WHERE sequence_nr = 2");
        Start(Sys, "unlucky");
        ReceiveN(4, Patience);
    }

    [Fact]
    public void An_event_without_serializer_fails_that_recovery_by_name()
    {
        Store("unlucky", "1");
        Execute("UPDATE event_journal SET serializer_id = NULL");

        Start(Sys, "unlucky");

        var message = ExpectMsg<RecoveryFailed>(Patience).Cause.Message;
        Assert.Contains("[unlucky] at sequence number [1]", message, StringComparison.Ordinal);
        Assert.Contains("without the identifier of a serializer", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Many_unreadable_snapshots_do_not_close_the_store_to_others()
    {
        var actor = Start(Sys, "unlucky");
        ExpectMsg<Recovered>(Patience);
        actor.Tell(new Noted("save"));
        ExpectMsg<SaveSnapshotSuccess>(Patience);
        Execute("UPDATE snapshot SET manifest = 'gone'");
        for (var i = 0; i < 7; i++)
        {
            var again = Watch(Start(Sys, "unlucky"));
            Assert.Contains("[unlucky]", ExpectMsg<RecoveryFailed>(Patience).Cause.Message, StringComparison.Ordinal);
            ExpectTerminated(again, Patience);
        }

        Start(Sys, "lucky");

        Assert.Equal(RecoveryCompleted.Instance, ExpectMsg<Recovered>(Patience).Message);
    }

    [Fact]
    public void A_locked_database_fails_the_write_by_name_and_later_writes_succeed()
    {
        var unlucky = Watch(Start(Sys, "unlucky"));
        var later = Start(Sys, "later");
        ReceiveN(2, Patience);
        using (var connection = Open())
        {
            using var held = connection.BeginTransaction(deferred: false);
            unlucky.Tell("1");
            var failure = ExpectMsg<PersistFailed>(Patience);
            Assert.Contains("locked", failure.Cause.Message, StringComparison.Ordinal);
            Assert.Contains(Scratch.File("journal.db"), failure.Cause.Message, StringComparison.Ordinal);
            ExpectTerminated(unlucky, Patience);
        }

        later.Tell("1");

        ExpectMsg("stored 1", Patience);
    }

    [Fact]
    public async Task A_read_only_database_can_be_recovered_from_and_fails_writes_by_name()
    {
        Store("reader", "1");
        var readOnly = Storage.Sqlite(Scratch.ConnectionString + ";Mode=ReadOnly");
        var other = ActorSystem.Create("other", Storage.Parse(readOnly));
        try
        {
            var probe = CreateTestProbe();
            var actor = other.ActorOf(Scripted.PropsFor("reader", probe.Ref, OnCommand));
            Assert.Equal(new Noted("1"), probe.ExpectMsg<Recovered>(Patience).Message);
            Assert.Equal(RecoveryCompleted.Instance, probe.ExpectMsg<Recovered>(Patience).Message);

            actor.Tell("2");

            var failure = probe.ExpectMsg<PersistFailed>(Patience);
            Assert.Contains("read-only", failure.Cause.Message, StringComparison.Ordinal);
        }
        finally
        {
            await other.Terminate();
        }
    }

    [Fact]
    public void A_directory_that_does_not_exist_is_named()
    {
        var missing = Storage.Sqlite("Data Source=" + Path.Combine(Scratch.Path, "missing", "x.db"));
        using var other = ActorSystem.Create("other", Storage.Parse(missing));
        var probe = CreateTestProbe();

        other.ActorOf(Scripted.PropsFor("a", probe.Ref, OnCommand));

        var failure = probe.ExpectMsg<RecoveryFailed>(Patience);
        Assert.Contains("does its directory exist", failure.Cause.Message, StringComparison.Ordinal);
    }
}
