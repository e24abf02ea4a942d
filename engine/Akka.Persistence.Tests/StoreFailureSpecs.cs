using Akka.Actor;
using Akka.Persistence.Snapshot;
using Akka.Persistence.Tests.Support;

namespace Akka.Persistence.Tests;

public sealed class StoreFailureSpecs() : Akka.TestKit.Xunit2.TestKit(Faulty)
{
    private const string Faulty = """
        akka.persistence {
          max-concurrent-recoveries = 2
          publish-plugin-commands = on
          journal.plugin = "faulty-journal"
          snapshot-store.plugin = ""
        }
        akka.test.single-expect-default = 10s
        faulty-journal.class = "Akka.Persistence.Tests.Support.FaultyJournal, Akka.Persistence.Tests"
        impatient-journal {
          class = "Akka.Persistence.Tests.Support.FaultyJournal, Akka.Persistence.Tests"
          recovery-event-timeout = 300ms
        }
        mute-journal {
          class = "Akka.Persistence.Tests.Support.MuteJournal, Akka.Persistence.Tests"
          circuit-breaker.call-timeout = 200ms
        }
        faulty-store.class = "Akka.Persistence.Tests.Support.FaultySnapshotStore, Akka.Persistence.Tests"
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Fact]
    public void A_failed_write_is_reported_and_stops_the_actor()
    {
        var actor = Watch(Start("a"));

        actor.Tell("1");
        actor.Tell("fail");
        actor.Tell("3");

        ExpectMsg("stored 1", Patience);
        var failure = ExpectMsg<PersistFailed>(Patience);
        Assert.Equal("disk failed", failure.Cause.Message);
        Assert.Equal(new Noted("fail"), failure.Event);
        Assert.Equal(2L, failure.SequenceNr);
        ExpectTerminated(actor, Patience);
    }

    [Fact]
    public void A_write_that_is_never_answered_is_reported_with_the_name_of_the_plugin()
    {
        var actor = Watch(Sys.ActorOf(Props.Create(() => new WithPlugins("a", "mute-journal", "", TestActor))));

        actor.Tell("1");

        var late = ExpectMsg<TimeoutException>(Patience);
        Assert.Contains("[mute-journal] did not answer within 0.2s", late.Message, StringComparison.Ordinal);
        ExpectTerminated(actor, Patience);
    }

    [Fact]
    public void A_refused_event_is_reported_and_the_actor_goes_on()
    {
        var actor = Start("a");

        actor.Tell("refuse");
        actor.Tell("2");

        Assert.Equal("not wanted", ExpectMsg<PersistRefused>(Patience).Cause.Message);
        ExpectMsg("stored 2", Patience);
    }

    [Fact]
    public void A_journal_that_fails_to_read_is_reported_and_stops_the_actor()
    {
        var actor = Watch(Sys.ActorOf(Scripted.PropsFor(FaultyJournal.Broken, TestActor, new Script())));

        Assert.Equal("broken disk", ExpectMsg<RecoveryFailed>(Patience).Cause.Message);
        ExpectTerminated(actor, Patience);
    }

    [Fact]
    public void A_journal_that_falls_silent_is_reported_and_stops_the_actor()
    {
        var actor = Watch(Sys.ActorOf(
            Props.Create(() => new WithPlugins(FaultyJournal.Silent, "impatient-journal", "", TestActor))));

        Assert.IsType<RecoveryTimedOutException>(ExpectMsg<Exception>(Patience));
        ExpectTerminated(actor, Patience);
    }

    [Fact]
    public void Only_so_many_recover_at_once_and_a_stopped_actor_gives_its_permit_back()
    {
        var asking = CreateTestProbe();
        Sys.EventStream.Subscribe(asking.Ref, typeof(ReplayMessages));
        var stuck = Enumerable.Range(0, 2)
            .Select(_ => Sys.ActorOf(Scripted.PropsFor(FaultyJournal.Silent, CreateTestProbe().Ref, new Script())))
            .ToList();
        asking.ExpectMsg<ReplayMessages>(Patience);
        asking.ExpectMsg<ReplayMessages>(Patience);
        var third = Sys.ActorOf(Scripted.PropsFor("third", TestActor, new Script()));
        ExpectNoMsg(TimeSpan.FromMilliseconds(100));

        Sys.Stop(stuck[0]);

        Assert.Equal(RecoveryCompleted.Instance, ExpectMsg<Recovered>(Patience).Message);
        Sys.Stop(third);
    }

    [Fact]
    public void Many_actors_recover_one_after_the_other()
    {
        for (var i = 0; i < 50; i++)
        {
            Sys.ActorOf(Scripted.PropsFor("actor " + i, TestActor, new Script()));
        }

        Assert.Equal(50, ReceiveN(50, Patience).Count);
    }

    [Fact]
    public void Failed_deletions_are_reported_to_the_actor()
    {
        var actor = Start("a");

        actor.Tell("delete");

        Assert.Equal("cannot delete", ExpectMsg<DeleteMessagesFailure>(Patience).Cause.Message);
    }

    [Fact]
    public void Without_a_snapshot_store_saving_fails_and_nothing_else()
    {
        var actor = Start("a");

        actor.Tell("save");

        Assert.IsType<NoSnapshotStore.NoSnapshotStoreException>(ExpectMsg<SaveSnapshotFailure>(Patience).Cause);
    }

    [Fact]
    public void A_snapshot_store_that_fails_to_load_is_reported_and_stops_the_actor()
    {
        var actor = Watch(Sys.ActorOf(Props.Create(() => new WithPlugins("a", "", "faulty-store", TestActor))));

        Assert.Equal("cannot load", ExpectMsg<Exception>(Patience).Message);
        ExpectTerminated(actor, Patience);
    }

    [Fact]
    public void A_snapshot_store_that_falls_silent_is_reported_and_stops_the_actor()
    {
        var actor = Watch(Sys.ActorOf(
            Props.Create(() => new WithPlugins(
                FaultyJournal.Silent, "impatient-journal", "faulty-store", TestActor))));

        Assert.IsType<RecoveryTimedOutException>(ExpectMsg<Exception>(Patience));
        ExpectTerminated(actor, Patience);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("a", "no.such.journal")]
    public void An_actor_without_id_or_with_an_unknown_plugin_does_not_start(string id, string journal)
    {
        var actor = Watch(Sys.ActorOf(Props.Create(() => new WithPlugins(id, journal, "", TestActor))));

        ExpectTerminated(actor, Patience);
    }

    private IActorRef Start(string id)
    {
        var actor = Sys.ActorOf(Scripted.PropsFor(id, TestActor, (self, m) =>
        {
            switch (m)
            {
                case "save":
                    self.SaveSnapshot("state");
                    break;
                case "delete":
                    self.DeleteMessages(long.MaxValue);
                    break;
                case string text:
                    self.Persist(new Noted(text), e => self.Probe.Tell("stored " + e.Text));
                    break;
                default:
                    self.Probe.Tell(m);
                    break;
            }
        }));
        Assert.Equal(RecoveryCompleted.Instance, ExpectMsg<Recovered>(Patience).Message);
        return actor;
    }

    private sealed class WithPlugins : UntypedPersistentActor
    {
        private readonly IActorRef _probe;

        public WithPlugins(string id, string journal, string snapshots, IActorRef probe)
        {
            PersistenceId = id;
            JournalPluginId = journal;
            SnapshotPluginId = snapshots;
            _probe = probe;
        }

        public override string PersistenceId { get; }

        protected override void OnCommand(object message) => Persist(new Noted((string)message), _ => { });

        protected override void OnRecover(object message)
        {
        }

        protected override void OnRecoveryFailure(Exception reason, object? message = null) => _probe.Tell(reason);

        protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr) => _probe.Tell(cause);
    }
}
