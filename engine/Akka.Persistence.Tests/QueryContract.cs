using Akka.Actor;
using Akka.Persistence.Journal;
using Akka.Persistence.Query;
using Akka.Persistence.Query.Sql;
using Akka.Persistence.Tests.Support;
using Akka.Streams;
using Akka.Streams.Dsl;

namespace Akka.Persistence.Tests;

/// <summary>
/// Streams of events out of a SQL journal, the same on each. A word of an event that begins with # is a tag.
/// </summary>
public abstract class QueryContract : StoreContract
{
    private readonly SqlStore _store;
    private readonly ActorMaterializer _materializer;

    protected QueryContract(SqlStore store)
        : base(store, $$"""
            akka.persistence.query.journal.sql {
              refresh-interval = 20ms
              max-buffer-size = 2
            }
            {{store.JournalPath}} {
              event-adapters.tagger = "Akka.Persistence.Tests.QueryContract+Tagger, Akka.Persistence.Tests"
              event-adapter-bindings { "Akka.Persistence.Tests.Support.Noted, Akka.Persistence.Tests" = tagger }
            }
            """)
    {
        _store = store;
        _materializer = Sys.Materializer();
        Journal = PersistenceQuery.Get(Sys).ReadJournalFor<SqlReadJournal>(SqlReadJournal.Identifier);
        Write("a", "a1 #red", "a2", "a3 #red #blue");
        Write("b", "b1 #blue", "b2 #redder");
    }

    private protected SqlReadJournal Journal { get; }

    [Fact]
    public void Events_of_an_id_come_in_order_inside_the_bounds()
    {
        Collect(Journal.CurrentEventsByPersistenceId("a", 0, long.MaxValue));
        ExpectEvents("a1", "a2", "a3");

        Collect(Journal.CurrentEventsByPersistenceId("a", 2, 2));
        var only = ExpectMsg<EventEnvelope>();
        Assert.Equal(("a", 2L, new Sequence(2)), (only.PersistenceId, only.SequenceNr, only.Offset));
        Assert.True(only.Timestamp > 0);
        ExpectMsg("end");

        Collect(Journal.CurrentEventsByPersistenceId("nobody", 0, long.MaxValue));
        ExpectMsg("end");
    }

    [Fact]
    public void Events_with_a_tag_come_in_the_order_of_theJournal_behind_the_offset()
    {
        Collect(Journal.CurrentEventsByTag("red", Offset.NoOffset()));
        var first = ExpectMsg<EventEnvelope>();
        Assert.Equal(["#red"], first.Tags.Select(t => "#" + t));
        ExpectEvents("a3");

        Collect(Journal.CurrentEventsByTag("red", first.Offset));
        ExpectEvents("a3");

        Collect(Journal.CurrentEventsByTag("blue", Offset.Sequence(0)));
        ExpectEvents("a3", "b1");
    }

    [Fact]
    public void All_events_come_in_the_order_of_theJournal()
    {
        Collect(Journal.CurrentAllEvents(Offset.NoOffset()));

        ExpectEvents("a1", "a2", "a3", "b1", "b2");
    }

    [Fact]
    public void All_ids_come_once()
    {
        Collect(Journal.CurrentPersistenceIds());

        ExpectMsg("a");
        ExpectMsg("b");
        ExpectMsg("end");
    }

    [Fact]
    public void Live_queries_go_on_with_what_is_stored_later()
    {
        var (byTag, all, ids) = (CreateTestProbe(), CreateTestProbe(), CreateTestProbe());
        Collect(Journal.EventsByTag("blue", Offset.NoOffset()), byTag.Ref);
        Collect(Journal.AllEvents(Offset.Sequence(3)), all.Ref);
        Collect(Journal.PersistenceIds(), ids.Ref);
        Expect(byTag, "a3", "b1");
        Expect(all, "b1", "b2");
        ids.ExpectMsg("a", Patience);
        ids.ExpectMsg("b", Patience);

        Write("c", "c1", "c2 #blue");

        Expect(byTag, "c2");
        Expect(all, "c1", "c2");
        ids.ExpectMsg("c", Patience);
    }

    [Fact]
    public void A_live_query_of_an_id_ends_at_its_bound()
    {
        var live = CreateTestProbe();
        Collect(Journal.EventsByPersistenceId("b", 2, 3), live.Ref);
        Expect(live, "b2");
        Write("b", "b3", "b4");

        Expect(live, "b3");
        live.ExpectMsg("end", Patience);
    }

    [Fact]
    public async Task An_event_that_cannot_be_read_fails_the_stream()
    {
        _store.Execute("UPDATE event_journal SET manifest = 'unknown' WHERE persistence_id = 'a' AND sequence_nr = 2");

        var failure = await Assert.ThrowsAnyAsync<Exception>(
            () => Journal.CurrentAllEvents(Offset.NoOffset()).RunForeach(_ => { }, _materializer));

        Assert.Contains("sequence number [2]", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_path_without_a_readJournal_is_refused() => Assert.Throws<ArgumentException>(
        () => Sys.ReadJournalFor<SqlReadJournal>("akka.persistence.query.journal.unknown"));

    [Fact]
    public void Offsets_of_one_kind_can_be_compared()
    {
        Assert.True(Offset.Sequence(1).CompareTo(Offset.Sequence(2)) < 0);
        Assert.Equal(0, Offset.NoOffset().CompareTo(NoOffset.Instance));
        Assert.Throws<InvalidOperationException>(() => Offset.Sequence(1).CompareTo(Offset.NoOffset()));
        Assert.Throws<ArgumentException>(() => Journal.AllEvents(Offset.TimeBasedUuid(Guid.Empty)));
    }

    /// <summary>Stores events and stops the actor.</summary>
    private protected void Write(string id, params string[] texts)
    {
        var probe = CreateTestProbe();
        var actor = Watch(Sys.ActorOf(Scripted.PropsFor(id, probe.Ref, static (self, m) =>
            self.Persist(new Noted((string)m), e => self.Probe.Tell(e)))));
        foreach (var text in texts)
        {
            actor.Tell(text);
            probe.FishForMessage<Noted>(e => e.Text == text, Patience);
        }

        Sys.Stop(actor);
        ExpectTerminated(actor, Patience);
    }

    private static string TextOf(object message) => ((Noted)((EventEnvelope)message).Event).Text.Split(' ')[0];

    private protected static void Expect(Akka.TestKit.TestProbe probe, params string[] texts)
    {
        foreach (var text in texts)
        {
            Assert.Equal(text, TextOf(probe.ExpectMsg<EventEnvelope>(Patience)));
        }
    }

    private void ExpectEvents(params string[] texts)
    {
        foreach (var text in texts)
        {
            Assert.Equal(text, TextOf(ExpectMsg<EventEnvelope>(Patience)));
        }

        ExpectMsg("end", Patience);
    }

    private protected void Collect<T>(Source<T, NotUsed> source, IActorRef? to = null) =>
        source.To(Sink.ActorRef<T>(to ?? TestActor, "end", static cause => cause)).Run(_materializer);

    internal sealed class Tagger : IWriteEventAdapter
    {
        public string Manifest(object evt) => string.Empty;

        public object ToJournal(object evt) => new Tagged(
            evt, ((Noted)evt).Text.Split(' ').Where(static w => w[0] == '#').Select(static w => w[1..]));
    }
}

public sealed class SqliteQuerySpecs() : QueryContract(new SqliteStore());
