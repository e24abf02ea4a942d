using Akka.Actor;
using Akka.Persistence.Journal;
using Akka.Persistence.Tests.PostgreSql;
using Akka.Persistence.Tests.Support;

namespace Akka.Persistence.Tests;

/// <summary>Event adapters on the way into a journal and out of it, the same on every journal.</summary>
public abstract class AdaptingContract(Store store) : StoreContract(store, $$"""
    {{store.JournalPath}} {
      event-adapters.form = "Akka.Persistence.Tests.AdaptingContract+Form, Akka.Persistence.Tests"
      event-adapter-bindings {
        "Akka.Persistence.Tests.Support.Noted, Akka.Persistence.Tests" = form
        "System.String" = form
      }
    }
    """)
{
    [Fact]
    public void Handlers_see_the_event_and_recovery_what_the_adapter_makes_of_what_is_stored()
    {
        var actor = Start((self, m) => self.Persist(m, e => self.Probe.Tell(e)));
        foreach (var note in new[] { new Noted("plain"), new Noted("dropped"), new Noted("doubled") })
        {
            actor.Tell(note);
            ExpectMsg(note, Patience);
        }

        Stop(actor);

        var again = Start(Reporting, new Noted("stored plain"), new Noted("stored doubled"), new Noted("again"));
        again.Tell("nr");
        ExpectMsg(3L, Patience);
    }

    [Fact]
    public void An_adapter_that_fails_stops_the_actor_and_leaves_the_events()
    {
        var actor = Watch(Start((self, m) => self.Persist(m, e => self.Probe.Tell(e))));

        actor.Tell(new Noted("forbidden"));

        Assert.Equal("forbidden form", ExpectMsg<PersistFailed>(Patience).Cause.Message);
        ExpectTerminated(actor, Patience);
        Start(Reporting);
    }

    internal sealed class Form : IEventAdapter
    {
        public string Manifest(object evt) => string.Empty;

        public object ToJournal(object evt) => evt is Noted { Text: "forbidden" }
            ? throw new InvalidOperationException("forbidden form")
            : "stored " + ((Noted)evt).Text;

        public IEventSequence FromJournal(object evt, string manifest) => (string)evt switch
        {
            "stored dropped" => EventSequence.Empty,
            "stored doubled" => EventSequence.Create(new Noted("stored doubled"), new Noted("again")),
            var text => EventSequence.Single(new Noted(text)),
        };
    }
}

public sealed class MemoryAdaptingSpecs() : AdaptingContract(new MemoryStore());

public sealed class SqliteAdaptingSpecs() : AdaptingContract(new SqliteStore());

[Collection("postgresql")]
public sealed class PostgreSqlAdaptingSpecs(PostgresServer server) : AdaptingContract(server.NewStore());
