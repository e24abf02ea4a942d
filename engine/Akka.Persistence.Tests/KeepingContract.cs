using Akka.Actor;
using Akka.Persistence.Tests.PostgreSql;
using Akka.Persistence.Tests.Support;

namespace Akka.Persistence.Tests;

/// <summary>Snapshots and deletion, the same on every store.</summary>
public abstract class KeepingContract(Store store) : StoreContract(store)
{
    [Fact]
    public void A_snapshot_is_offered_first_and_only_later_events_follow()
    {
        FillWithSnapshotAt(3, 5);

        var actor = Start(new Script { OnCommand = Reporting }, expectSnapshot: 3, Notes(4, 5));

        actor.Tell("nr");
        ExpectMsg(5L);
    }

    [Fact]
    public void Recovery_can_leave_out_the_snapshot()
    {
        FillWithSnapshotAt(3, 5);

        var script = new Script { Recovery = new Recovery(SnapshotSelectionCriteria.None) };
        Start(script, expectSnapshot: null, Notes(1, 5));
    }

    [Fact]
    public void Recovery_can_end_at_a_sequence_number_and_then_an_older_snapshot_is_taken()
    {
        FillWithSnapshotAt(2, 3);
        FillWithSnapshotAt(5, 6, from: 4, snapshotBefore: 2);
        var upTo4 = new Recovery(SnapshotSelectionCriteria.Latest, 4);

        Start(new Script { Recovery = upTo4 }, expectSnapshot: 2, Notes(3, 4));
    }

    [Fact]
    public void No_recovery_still_knows_the_last_sequence_number()
    {
        FillWithSnapshotAt(2, 3);

        var actor = Start(new Script { Recovery = Recovery.None, OnCommand = Reporting }, expectSnapshot: null);
        actor.Tell("nr");
        ExpectMsg(3L);
        actor.Tell("4");

        ExpectMsg(4L, Patience);
    }

    [Fact]
    public void Deleted_events_are_not_replayed_and_their_numbers_are_not_used_again()
    {
        Fill(4, (self, m) =>
        {
            if (m is long to)
            {
                self.DeleteMessages(to);
                return;
            }

            self.Probe.Tell(m);
        }, actor =>
        {
            actor.Tell(2L);
            Assert.Equal(2L, ExpectMsg<DeleteMessagesSuccess>(Patience).ToSequenceNr);
        });
        var again = Start((self, m) => Delete(self, m), Notes(3, 4));
        again.Tell(long.MaxValue);
        ExpectMsg<DeleteMessagesSuccess>(Patience);
        Stop(again);

        var last = Start(Reporting);
        last.Tell("nr");
        ExpectMsg(4L);
        last.Tell("5");
        ExpectMsg(5L, Patience);
    }

    [Fact]
    public void Events_that_do_not_exist_yet_cannot_be_deleted()
    {
        var actor = Start(Delete);

        actor.Tell(7L);

        Assert.Equal(7L, ExpectMsg<DeleteMessagesFailure>(Patience).ToSequenceNr);
    }

    [Fact]
    public void A_deleted_snapshot_gives_way_to_the_one_before()
    {
        FillWithSnapshotAt(2, 3);
        FillWithSnapshotAt(5, 6, from: 4, snapshotBefore: 2);
        var actor = Start(
            new Script { OnCommand = (self, m) => Forward(self, m, s => s.DeleteSnapshot(5)) }, 5, Notes(6, 6));
        actor.Tell("delete");
        Assert.Equal(5L, ExpectMsg<DeleteSnapshotSuccess>(Patience).Metadata.SequenceNr);
        Stop(actor);

        Start(new Script(), expectSnapshot: 2, Notes(3, 6));
    }

    [Fact]
    public void Snapshots_that_fit_are_deleted_together()
    {
        FillWithSnapshotAt(2, 3);
        FillWithSnapshotAt(5, 6, from: 4, snapshotBefore: 2);
        var criteria = new SnapshotSelectionCriteria(5);
        var actor = Start(
            new Script { OnCommand = (self, m) => Forward(self, m, s => s.DeleteSnapshots(criteria)) }, 5, Notes(6, 6));
        actor.Tell("delete");
        Assert.Equal(criteria, ExpectMsg<DeleteSnapshotsSuccess>(Patience).Criteria);
        Stop(actor);

        Start(new Script(), expectSnapshot: null, Notes(1, 6));
    }

    [Fact]
    public void A_snapshot_saved_twice_at_one_number_is_replaced()
    {
        Fill(1, (self, m) => Forward(self, m, s => s.SaveSnapshot("state " + m)), actor =>
        {
            actor.Tell("old");
            Assert.Equal(1L, ExpectMsg<SaveSnapshotSuccess>(Patience).Metadata.SequenceNr);
            actor.Tell("new");
            Assert.Equal(1L, ExpectMsg<SaveSnapshotSuccess>(Patience).Metadata.SequenceNr);
        });

        Sys.ActorOf(Scripted.PropsFor("a", TestActor, new Script()));

        var offer = Assert.IsType<SnapshotOffer>(ExpectMsg<Recovered>(Patience).Message);
        Assert.Equal("state new", offer.Snapshot);
    }
}

public sealed class MemoryKeepingSpecs() : KeepingContract(new MemoryStore());

public sealed class SqliteKeepingSpecs() : KeepingContract(new SqliteStore());

[Collection("postgresql")]
public sealed class PostgreSqlKeepingSpecs(PostgresServer server) : KeepingContract(server.NewStore());

public sealed class LocalFileKeepingSpecs() : KeepingContract(new LocalFileStore());
