using Akka.Actor;
using Akka.Persistence.Tests.PostgreSql;
using Akka.Persistence.Tests.Support;

namespace Akka.Persistence.Tests;

/// <summary>Recovery, and failures of the actor itself, the same on every journal.</summary>
public abstract class RecoveringContract(Store store) : StoreContract(store)
{
    [Fact]
    public void A_new_actor_recovers_nothing_and_starts_at_zero()
    {
        var actor = Start(Reporting);

        actor.Tell("nr");

        ExpectMsg(0L);
    }

    [Fact]
    public void Events_are_replayed_in_order_and_numbering_goes_on()
    {
        Fill(5);

        var actor = Start(Reporting, Notes(1, 5));
        actor.Tell("nr");
        ExpectMsg(5L);
        actor.Tell("6");

        ExpectMsg(6L, Patience);
    }

    [Fact]
    public void Commands_sent_during_recovery_wait_and_keep_their_order()
    {
        Fill(50);

        var actor = Sys.ActorOf(Scripted.PropsFor("a", TestActor, (self, m) => self.Probe.Tell(m)));
        for (var i = 0; i < 50; i++)
        {
            actor.Tell("command " + i);
        }

        ExpectRecovery(Notes(1, 50));
        for (var i = 0; i < 50; i++)
        {
            ExpectMsg("command " + i, Patience);
        }
    }

    [Fact]
    public void Recovery_can_be_bounded_in_number()
    {
        Fill(5);
        var two = new Recovery(SnapshotSelectionCriteria.Latest, long.MaxValue, 2);

        Start(new Script { Recovery = two }, expectSnapshot: null, Notes(1, 2));
    }

    [Fact]
    public void An_actor_may_persist_when_it_hears_that_recovery_is_completed()
    {
        var script = new Script
        {
            OnCommand = (self, m) => self.Probe.Tell(m),
            OnRecover = (self, m) =>
            {
                if (m is RecoveryCompleted)
                {
                    self.Persist(new Noted("born"), e => self.Probe.Tell(e.Text));
                }
            },
        };
        var actor = Sys.ActorOf(Scripted.PropsFor("a", TestActor, script));
        actor.Tell("command");

        ExpectRecovery([]);
        ExpectMsg("born", Patience);
        ExpectMsg("command", Patience);
    }

    [Fact]
    public void An_exception_in_a_command_restarts_the_actor_and_loses_no_command_and_no_event()
    {
        var actor = Start((self, m) =>
        {
            self.Persist(new Noted((string)m), e => self.Probe.Tell("stored " + e.Text));
            if ((string)m == "2" && !self.Stash.IsFull && self.LastSequenceNr == 1)
            {
                throw new InvalidOperationException("command 2");
            }
        });

        foreach (var command in new[] { "1", "2", "3", "4" })
        {
            actor.Tell(command);
        }

        ExpectMsg("stored 1", Patience);
        ExpectRecovery(Notes(1, 2));
        ExpectMsg("stored 3", Patience);
        ExpectMsg("stored 4", Patience);
    }

    [Fact]
    public void An_exception_in_a_handler_restarts_the_actor_with_the_event_stored()
    {
        var failed = false;
        var actor = Start((self, m) => self.Persist(new Noted((string)m), e =>
        {
            if (e.Text == "2" && !failed)
            {
                failed = true;
                throw new InvalidOperationException("handler of 2");
            }

            self.Probe.Tell("stored " + e.Text);
        }));

        foreach (var command in new[] { "1", "2", "3" })
        {
            actor.Tell(command);
        }

        ExpectMsg("stored 1", Patience);
        ExpectRecovery(Notes(1, 2));
        ExpectMsg("stored 3", Patience);
    }

    [Fact]
    public void An_exception_during_replay_is_reported_and_stops_the_actor()
    {
        Fill(3);
        var script = new Script
        {
            OnRecover = (_, m) =>
            {
                if (m is Noted { Text: "2" })
                {
                    throw new InvalidOperationException("bad note");
                }
            },
        };

        var actor = Watch(Sys.ActorOf(Scripted.PropsFor("a", TestActor, script)));

        Assert.Equal(new Noted("1"), ExpectMsg<Recovered>(Patience).Message);
        Assert.Equal(new Noted("2"), ExpectMsg<Recovered>(Patience).Message);
        var failure = ExpectMsg<RecoveryFailed>(Patience);
        Assert.Equal("bad note", failure.Cause.Message);
        Assert.Equal(new Noted("2"), failure.Message);
        ExpectTerminated(actor, Patience);
    }

    [Fact]
    public void Persisting_during_replay_is_forbidden()
    {
        Fill(1);
        var script = new Script { OnRecover = (self, _) => self.Persist(new Noted("x"), _ => { }) };

        var actor = Watch(Sys.ActorOf(Scripted.PropsFor("a", TestActor, script)));

        ExpectMsg<Recovered>(Patience);
        Assert.IsType<InvalidOperationException>(ExpectMsg<RecoveryFailed>(Patience).Cause);
        ExpectTerminated(actor, Patience);
    }
}

public sealed class MemoryRecoveringSpecs() : RecoveringContract(new MemoryStore());

public sealed class SqliteRecoveringSpecs() : RecoveringContract(new SqliteStore());

[Collection("postgresql")]
public sealed class PostgreSqlRecoveringSpecs(PostgresServer server) : RecoveringContract(server.NewStore());
