using Akka.Actor;
using Akka.Persistence.Tests.PostgreSql;
using Akka.Persistence.Tests.Support;

namespace Akka.Persistence.Tests;

/// <summary>Rows that cannot be read, and tables that cannot be written.</summary>
public abstract class SqlFailureContract(SqlStore store) : SqlContract(store)
{
    [Fact]
    public void An_event_that_cannot_be_read_fails_that_recovery_by_name_and_loses_nothing()
    {
        Keep("unlucky", "1", "2", "3");
        Sql.Execute("UPDATE event_journal SET manifest = 'gone' WHERE sequence_nr = 2");

        var actor = Watch(StartOne("unlucky"));

        Assert.Equal(new Noted("1"), ExpectMsg<Recovered>(Patience).Message);
        var message = ExpectMsg<RecoveryFailed>(Patience).Cause.Message;
        Assert.Contains("[unlucky]", message, StringComparison.Ordinal);
        Assert.Contains("sequence number [2]", message, StringComparison.Ordinal);
        Assert.Contains("unknown manifest [gone]", message, StringComparison.Ordinal);
        ExpectTerminated(actor, Patience);
        Assert.Equal(3L, Sql.Scalar("SELECT COUNT(*) FROM event_journal"));

        Sql.Execute("UPDATE event_journal SET manifest = 'n' WHERE sequence_nr = 2");
        StartOne("unlucky");
        ExpectRecovery(Notes(1, 3));
    }

    [Fact]
    public void An_event_without_serializer_fails_that_recovery_by_name()
    {
        Keep("unlucky", "1");
        Sql.Execute("UPDATE event_journal SET serializer_id = NULL");

        StartOne("unlucky");

        var message = ExpectMsg<RecoveryFailed>(Patience).Cause.Message;
        Assert.Contains("[unlucky] at sequence number [1]", message, StringComparison.Ordinal);
        Assert.Contains("without the identifier of a serializer", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Many_unreadable_snapshots_do_not_close_the_store_to_others()
    {
        var actor = StartOne("unlucky");
        ExpectMsg<Recovered>(Patience);
        actor.Tell(new Noted("save"));
        ExpectMsg<SaveSnapshotSuccess>(Patience);
        Sql.Execute($"UPDATE {Sql.SnapshotTable} SET manifest = 'gone'");
        for (var i = 0; i < 7; i++)
        {
            var again = Watch(StartOne("unlucky"));
            Assert.Contains("[unlucky]", ExpectMsg<RecoveryFailed>(Patience).Cause.Message, StringComparison.Ordinal);
            ExpectTerminated(again, Patience);
        }

        StartOne("lucky");

        Assert.Equal(RecoveryCompleted.Instance, ExpectMsg<Recovered>(Patience).Message);
    }

    [Fact]
    public void A_write_that_the_database_refuses_is_reported_by_name_and_later_writes_succeed()
    {
        var unlucky = Watch(StartOne("unlucky"));
        var later = StartOne("later");
        ReceiveN(2, Patience);
        Sql.Execute("ALTER TABLE event_journal RENAME TO hidden");

        unlucky.Tell("1");

        var failure = ExpectMsg<PersistFailed>(Patience);
        Assert.Contains(Sql.Name, failure.Cause.Message, StringComparison.Ordinal);
        Assert.Contains("store the events 1 to 1 of [unlucky]", failure.Cause.Message, StringComparison.Ordinal);
        ExpectTerminated(unlucky, Patience);
        Sql.Execute("ALTER TABLE hidden RENAME TO event_journal");
        later.Tell("1");
        ExpectMsg("stored 1", Patience);
        StartOne("unlucky").Tell("1");
        ExpectRecovery([]);
        ExpectMsg("stored 1", Patience);
    }
}

public sealed class SqliteRowFailureSpecs() : SqlFailureContract(new SqliteStore());

[Collection("postgresql")]
public sealed class PostgreSqlRowFailureSpecs(PostgresServer server) : SqlFailureContract(server.NewStore());
