using System.Runtime.CompilerServices;
using Akka.Actor;
using Akka.Persistence.Journal;
using Akka.Persistence.Tests.PostgreSql;
using Akka.Persistence.Tests.Support;

namespace Akka.Persistence.Tests;

/// <summary>How long a recovery may be silent and how many may run, the same on every journal.</summary>
public abstract class RecoveryLimitsContract : StoreContract
{
    protected RecoveryLimitsContract(Store store)
        : base(store, $$"""
            akka.persistence {
              max-concurrent-recoveries = 2
              publish-plugin-commands = on
            }
            # Who is held holds a thread of its own, and not one that the others need.
            held { type = PinnedDispatcher }
            {{store.JournalPath}} {
              recovery-event-timeout = 2s
              event-adapters.gate = "Akka.Persistence.Tests.RecoveryLimitsContract+Gate, Akka.Persistence.Tests"
              event-adapter-bindings { "Akka.Persistence.Tests.Support.Noted, Akka.Persistence.Tests" = gate }
            }
            """)
    {
    }

    [Fact]
    public void A_recovery_whose_journal_falls_silent_is_reported_and_stops_the_actor()
    {
        Write("slow");
        var gate = Gate.Of(Sys);
        gate.Reset();

        var actor = Watch(Sys.ActorOf(Scripted.PropsFor("slow", TestActor, new Script())));

        Assert.IsType<RecoveryTimedOutException>(ExpectMsg<RecoveryFailed>(Patience).Cause);
        ExpectTerminated(actor, Patience);
        gate.Set();
        Sys.ActorOf(Scripted.PropsFor("slow", TestActor, new Script()));
        ExpectRecovery([new Noted("event")]);
    }

    [Fact]
    public void Only_so_many_recover_at_once_and_a_stopped_actor_gives_its_permit_back()
    {
        Write("first");
        Write("second");
        Write("third");
        var asking = CreateTestProbe();
        Sys.EventStream.Subscribe(asking.Ref, typeof(ReplayMessages));
        using var held = new ManualResetEventSlim();
        var holding = new Script { OnRecover = (_, _) => held.Wait() };
        var stuck = Sys.ActorOf(Held("first", holding));
        Sys.ActorOf(Held("second", holding));
        asking.ExpectMsg<ReplayMessages>(Patience);
        asking.ExpectMsg<ReplayMessages>(Patience);
        Sys.ActorOf(Scripted.PropsFor("third", TestActor, new Script()));
        asking.ExpectNoMsg(TimeSpan.FromMilliseconds(100));

        Sys.Stop(stuck);
        held.Set();

        ExpectRecovery([new Noted("event")]);
    }

    private Props Held(string id, Script script) =>
        Scripted.PropsFor(id, CreateTestProbe().Ref, script).WithDispatcher("held");

    private void Write(string id)
    {
        var probe = CreateTestProbe();
        var actor = Sys.ActorOf(Scripted.PropsFor(id, probe.Ref, static (self, _) =>
            self.Persist(new Noted("event"), e => self.Probe.Tell(e))));
        actor.Tell("write");
        probe.FishForMessage(m => m is Noted, Patience);
        Stop(actor);
    }

    /// <summary>Events of a system leave its journal while its gate is open.</summary>
    internal sealed class Gate(ExtendedActorSystem system) : IReadEventAdapter
    {
        private static readonly ConditionalWeakTable<ActorSystem, ManualResetEventSlim> Gates = [];

        public static ManualResetEventSlim Of(ActorSystem system) =>
            Gates.GetValue(system, static _ => new ManualResetEventSlim(initialState: true));

        public IEventSequence FromJournal(object evt, string manifest)
        {
            Of(system).Wait();
            return EventSequence.Single(evt);
        }
    }
}

public sealed class MemoryRecoveryLimitsSpecs() : RecoveryLimitsContract(new MemoryStore());

public sealed class SqliteRecoveryLimitsSpecs() : RecoveryLimitsContract(new SqliteStore());

[Collection("postgresql")]
public sealed class PostgreSqlRecoveryLimitsSpecs(PostgresServer server) : RecoveryLimitsContract(server.NewStore());
