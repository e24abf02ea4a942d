using Akka.Actor;
using Akka.Persistence.Tests.PostgreSql;
using Akka.Persistence.Tests.Support;

namespace Akka.Persistence.Tests;

/// <summary>Writing events while commands pass, deferring and waiting, the same on every journal.</summary>
public abstract class InterleavingContract(Store store) : StoreContract(store)
{
    [Fact]
    public void PersistAsync_keeps_the_order_of_events_and_lets_commands_pass()
    {
        var actor = Start((self, m) =>
        {
            self.PersistAsync(new Noted((string)m), e => self.Probe.Tell(e));
            self.Probe.Tell("command " + m);
        });

        for (var i = 0; i < 300; i++)
        {
            actor.Tell(i.ToString());
        }

        var seen = ReceiveN(600).ToList();
        Assert.Equal(Enumerable.Range(0, 300).Select(i => "command " + i), seen.OfType<string>());
        Assert.Equal(Enumerable.Range(0, 300).Select(i => i.ToString()), seen.OfType<Noted>().Select(n => n.Text));
    }

    [Fact]
    public void Persist_waits_for_the_asynchronous_events_before_it()
    {
        var actor = Start((self, m) =>
        {
            self.PersistAsync(new Noted("async " + m), e => self.Probe.Tell(e.Text));
            self.PersistAllAsync([new Noted("b " + m), new Noted("c " + m)], e => self.Probe.Tell(e.Text));
            self.Persist(new Noted("sync " + m), e => self.Probe.Tell(e.Text));
        });

        actor.Tell("1");
        actor.Tell("2");

        Expect("async 1", "b 1", "c 1", "sync 1", "async 2", "b 2", "c 2", "sync 2");
    }

    [Fact]
    public void A_deferred_handler_runs_at_once_when_nothing_is_being_written()
    {
        var actor = Start((self, m) =>
        {
            self.DeferAsync((string)m, text => self.Probe.Tell("deferred " + text));
            self.Probe.Tell("command " + m);
        });

        actor.Tell("1");

        Expect("deferred 1", "command 1");
    }

    [Fact]
    public void A_deferred_handler_waits_for_the_events_before_it_and_is_not_stored()
    {
        var actor = Start((self, m) =>
        {
            self.PersistAsync(new Noted("event"), e => self.Probe.Tell(e.Text));
            self.DeferAsync((string)m, text => self.Probe.Tell("deferred " + text));
            self.Probe.Tell("command " + m);
        });

        actor.Tell("1");

        Expect("command 1", "event", "deferred 1");
        Sys.Stop(actor);
        Start(static (_, _) => { }, new Noted("event"));
    }

    [Fact]
    public void An_asynchronous_command_may_persist_after_it_waited()
    {
        var actor = Start((self, m) =>
        {
            var text = (string)m;
            self.Run(async () =>
            {
                await Task.Delay(10);
                self.Persist(new Noted(text), e => self.Probe.Tell("stored " + e.Text));
                await Task.Yield();
                self.Probe.Tell("end of " + text);
            });
        });

        actor.Tell("1");
        actor.Tell("2");

        Expect("end of 1", "stored 1", "end of 2", "stored 2");
    }

    [Fact]
    public void Asynchronous_commands_that_need_not_wait_keep_their_order()
    {
        var actor = Start((self, m) => self.Run(() =>
        {
            if (m is "1")
            {
                self.Persist(new Noted("1"), e => self.Probe.Tell(e.Text));
                return Task.CompletedTask;
            }

            self.Probe.Tell(m);
            return Task.CompletedTask;
        }));

        foreach (var command in new[] { "1", "2", "3", "4", "5" })
        {
            actor.Tell(command);
        }

        Expect("1", "2", "3", "4", "5");
    }

    [Fact]
    public void A_task_may_run_inside_a_handler()
    {
        var actor = Start((self, m) => self.Persist(new Noted((string)m), e => self.Run(async () =>
        {
            await Task.Delay(10);
            self.Persist(new Noted("after " + e.Text), f => self.Probe.Tell(f.Text));
        })));

        actor.Tell("1");
        actor.Tell("2");

        Expect("after 1", "after 2");
    }

    [Fact]
    public void The_death_of_a_watched_actor_waits_like_any_command()
    {
        var mortal = Sys.ActorOf(Scripted.PropsFor("mortal", CreateTestProbe().Ref, new Script()), "mortal");
        var actor = Start((self, m) =>
        {
            if (m is not "watch")
            {
                self.Probe.Tell(m is Terminated death ? "dead: " + death.ActorRef.Path.Name : m);
                return;
            }

            Scripted.Look(mortal);
            Sys.Stop(mortal);
            self.Persist(new Noted("1"), _ => self.Run(async () =>
            {
                await mortal.GracefulStop(TimeSpan.FromSeconds(5));
                self.Persist(new Noted("2"), e => self.Probe.Tell(e.Text));
            }));
        });

        actor.Tell("watch");

        Expect("2", "dead: mortal");
    }
}

public sealed class MemoryInterleavingSpecs() : InterleavingContract(new MemoryStore());

public sealed class SqliteInterleavingSpecs() : InterleavingContract(new SqliteStore());

[Collection("postgresql")]
public sealed class PostgreSqlInterleavingSpecs(PostgresServer server) : InterleavingContract(server.NewStore());
