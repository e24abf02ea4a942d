using Akka.Actor;
using Akka.Persistence.Tests.PostgreSql;
using Akka.Persistence.Tests.Support;

namespace Akka.Persistence.Tests;

/// <summary>Writing events while commands wait, the same on every journal.</summary>
public abstract class PersistingContract(Store store) : StoreContract(store)
{
    [Fact]
    public void Persist_runs_the_handler_before_the_next_command()
    {
        var actor = Start((self, m) =>
        {
            self.Probe.Tell("command " + m);
            self.Persist(new Noted((string)m), e => self.Probe.Tell("stored " + e.Text));
        });

        foreach (var command in new[] { "1", "2", "3" })
        {
            actor.Tell(command);
        }

        Expect("command 1", "stored 1", "command 2", "stored 2", "command 3", "stored 3");
    }

    [Fact]
    public void PersistAll_runs_its_handlers_in_order_before_the_next_command()
    {
        var actor = Start((self, m) =>
        {
            self.Probe.Tell("command " + m);
            self.PersistAll([new Noted(m + "a"), new Noted(m + "b")], e => self.Probe.Tell("stored " + e.Text));
        });

        actor.Tell("1");
        actor.Tell("2");

        Expect("command 1", "stored 1a", "stored 1b", "command 2", "stored 2a", "stored 2b");
    }

    [Fact]
    public void PersistAll_of_nothing_does_nothing()
    {
        var actor = Start((self, m) =>
        {
            self.PersistAll(Array.Empty<Noted>(), _ => self.Probe.Tell("stored"));
            self.Probe.Tell("command " + m);
        });

        actor.Tell("1");
        actor.Tell("2");

        Expect("command 1", "command 2");
    }

    [Fact]
    public void Several_persists_of_one_command_run_in_order()
    {
        var actor = Start((self, m) =>
        {
            self.Persist(new Noted("x" + m), e => self.Probe.Tell(e.Text));
            self.Persist(new Noted("y" + m), e => self.Probe.Tell(e.Text));
            self.DeferAsync(new Noted("z" + m), e => self.Probe.Tell(e.Text));
        });

        actor.Tell("1");
        actor.Tell("2");

        Expect("x1", "y1", "z1", "x2", "y2", "z2");
    }

    [Fact]
    public void A_persist_inside_a_handler_still_goes_before_the_next_command()
    {
        var actor = Start((self, m) =>
        {
            self.Probe.Tell("command " + m);
            self.Persist(new Noted("outer"), _ =>
            {
                self.Probe.Tell("outer");
                self.Persist(new Noted("inner"), _ => self.Probe.Tell("inner"));
            });
        });

        actor.Tell("1");
        actor.Tell("2");

        Expect("command 1", "outer", "inner", "command 2", "outer", "inner");
    }

    [Fact]
    public void The_handler_sees_the_sender_of_the_command_and_the_sequence_number_of_the_event()
    {
        var actor = Start((self, m) =>
            self.PersistAll([new Noted("x"), new Noted("y")], _ => self.Asker.Tell(self.LastSequenceNr)));

        actor.Tell("1", TestActor);

        ExpectMsg(1L);
        ExpectMsg(2L);
    }

    [Fact]
    public void What_the_user_stashed_comes_back_before_what_arrived_later()
    {
        var actor = Start((self, m) =>
        {
            switch ((string)m)
            {
                case "open":
                    self.Persist(new Noted("open"), _ =>
                    {
                        self.Probe.Tell("open");
                        self.Switch(n => self.Persist(new Noted((string)n), e => self.Probe.Tell(e.Text)));
                        self.Stash.UnstashAll();
                    });
                    break;
                default:
                    self.Stash.Stash();
                    break;
            }
        });

        foreach (var command in new[] { "1", "2", "open", "3", "4" })
        {
            actor.Tell(command);
        }

        Expect("open", "1", "2", "3", "4");
    }

    [Fact]
    public void Unstash_brings_back_only_the_oldest()
    {
        var actor = Start((self, m) =>
        {
            if ((string)m == "one")
            {
                self.Switch(n => self.Probe.Tell(n));
                self.Stash.Unstash();
                return;
            }

            self.Stash.Stash();
        });

        foreach (var command in new[] { "1", "2", "one", "3" })
        {
            actor.Tell(command);
        }

        Expect("1", "3");
        ExpectNoMsg(TimeSpan.FromMilliseconds(100));
    }

    [Fact]
    public void An_event_that_cannot_be_serialized_is_refused_and_the_actor_goes_on()
    {
        if (!Store.StoresBytes)
        {
            return;
        }

        var actor = Start((self, m) =>
        {
            if ((string)m == "bad")
            {
                self.Persist(new Unwritable("bad"), _ => self.Probe.Tell("stored bad"));
                return;
            }

            self.Persist(new Noted((string)m), e => self.Probe.Tell("stored " + e.Text));
        });

        actor.Tell("bad");
        actor.Tell("good");

        var refused = ExpectMsg<PersistRefused>();
        Assert.Contains("[a]", refused.Cause.Message, StringComparison.Ordinal);
        Assert.Equal(1L, refused.SequenceNr);
        Expect("stored good");
    }

    [Fact]
    public void PersistAll_stores_all_or_nothing()
    {
        if (!Store.StoresBytes)
        {
            return;
        }

        var actor = Start((self, m) => self.PersistAll<object>(
            [new Noted("first"), new Unwritable("second"), new Noted("third")], e => self.Probe.Tell(e)));
        actor.Tell("go");

        Assert.Equal([1L, 2L, 3L], ReceiveN(3, Patience).Cast<PersistRefused>().Select(r => r.SequenceNr));
        Watch(actor);
        Sys.Stop(actor);
        ExpectTerminated(actor, Patience);
        Start((_, _) => { });
    }
}

public sealed class MemoryPersistingSpecs() : PersistingContract(new MemoryStore());

public sealed class SqlitePersistingSpecs() : PersistingContract(new SqliteStore());

[Collection("postgresql")]
public sealed class PostgreSqlPersistingSpecs(PostgresServer server) : PersistingContract(server.NewStore());
