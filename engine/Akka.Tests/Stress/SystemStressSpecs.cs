using System.Collections.Concurrent;
using System.Diagnostics;
using Akka.Actor;
using Akka.Configuration;

namespace Akka.Tests.Stress;

/// <summary>Systems, their extensions and their shutdown, used from many threads.</summary>
public class SystemStressSpecs
{
    private const string Silent = "akka { loglevel = OFF, stdout-loglevel = OFF, log-dead-letters = off }";

    private const int Workers = 4;

    [Fact]
    public async Task Many_threads_that_ask_for_an_extension_get_one_instance()
    {
        using var system = ActorSystem.Create("extensions", Silent);
        for (var round = 0; round < Soak.Count(usual: 100, soak: 20_000); round++)
        {
            var id = new CountedId(failures: 0);
            var got = new ConcurrentBag<object>();
            using var other = ActorSystem.Create("extensions-of-a-round", Silent);
            await Threads.Together(Workers, _ => got.Add(other.RegisterExtension(id)));
            Assert.Single(got.Distinct());
            Assert.Equal(1, id.Tries);
            Assert.True(other.HasExtension<Counted>());
            await other.Terminate();
        }

        await system.Terminate();
    }

    [Fact]
    public async Task An_extension_that_could_not_be_made_can_be_asked_for_again()
    {
        using var system = ActorSystem.Create("extension", Silent);
        var id = new CountedId(failures: 1);
        Assert.Throws<InvalidOperationException>(() => system.RegisterExtension(id));
        Assert.False(system.HasExtension<Counted>());
        Assert.False(system.TryGetExtension<Counted>(out _));
        var made = system.RegisterExtension(id);
        Assert.Same(made, system.GetExtension<Counted>());
        Assert.Equal(2, id.Tries);
        await system.Terminate();
    }

    [Fact]
    public async Task Many_threads_that_ask_for_an_extension_all_get_it_after_a_failure_of_one()
    {
        for (var round = 0; round < Soak.Count(usual: 50, soak: 10_000); round++)
        {
            using var system = ActorSystem.Create("extension", Silent);
            var id = new CountedId(failures: 2);
            var got = new ConcurrentBag<object>();
            await Threads.Together(Workers, _ => Threads.Await(() => TryTo(system, id, got), () => "it never came"));
            Assert.Single(got.Distinct());
            Assert.Equal(Workers, got.Count);
            await system.Terminate();
        }
    }

    [Fact]
    public async Task No_default_is_lost_when_many_threads_add_theirs()
    {
        using var system = ActorSystem.Create("settings", "mine.kept = user\n" + Silent);
        var each = Soak.Count(usual: 25, soak: 200);
        await Threads.Together(Workers, i =>
        {
            for (var n = 0; n < each; n++)
            {
                system.Settings.InjectTopLevelFallback(
                    ConfigurationFactory.ParseString($"added.by-{i}.number-{n} = {n}, mine.kept = added"));
                Assert.Equal(n, system.Settings.Config.GetInt($"added.by-{i}.number-{n}", -1));
            }
        });
        for (var slot = 0; slot < Workers * each; slot++)
        {
            var (i, n) = (slot / each, slot % each);
            Assert.Equal(n, system.Settings.Config.GetInt($"added.by-{i}.number-{n}", -1));
        }

        Assert.Equal("user", system.Settings.Config.GetString("mine.kept"));
        await system.Terminate();
    }

    [Fact]
    public async Task A_shutdown_asked_for_by_many_threads_runs_each_task_once_and_has_one_reason()
    {
        for (var round = 0; round < Soak.Count(usual: 40, soak: 5_000); round++)
        {
            using var system = ActorSystem.Create("shutdown", Silent);
            var shutdown = CoordinatedShutdown.Get(system);
            var steps = new ConcurrentQueue<string>();
            foreach (var phase in new[] { "service-stop", "before-service-unbind", "cluster-leave" })
            {
                shutdown.AddTask(phase, "step", () =>
                {
                    steps.Enqueue(phase);
                    return Task.FromResult(Done.Instance);
                });
            }

            var reasons = Enumerable.Range(0, Workers).Select(i => new Because(i)).ToArray();
            await Threads.Together(Workers, i => shutdown.Run(reasons[i]).Wait(Threads.Patience));
            Assert.Equal(["before-service-unbind", "service-stop", "cluster-leave"], steps);
            Assert.Contains(shutdown.ShutdownReason, reasons);
            await system.WhenTerminated.WaitAsync(Threads.Patience);
        }
    }

    [Fact]
    public async Task Systems_that_end_leave_no_thread_behind()
    {
        var rounds = Soak.Count(usual: 200, soak: 5_000);
        await MakeAndEnd();
        var before = CountThreads();
        for (var i = 0; i < rounds; i++)
        {
            await MakeAndEnd();
        }

        // Other tests run beside this one and the pool grows by a few; a leak would be one for each system.
        Threads.Await(() => CountThreads() < before + (rounds / 2), () => $"{before} became {CountThreads()}");
    }

    [Fact]
    public async Task Actors_that_are_made_while_their_system_ends_end_with_it()
    {
        for (var round = 0; round < Soak.Count(usual: 30, soak: 10_000); round++)
        {
            using var system = ActorSystem.Create("ending", Silent);
            var made = new ConcurrentBag<IActorRef>();
            await Threads.Together(Workers, i =>
            {
                if (i == 0)
                {
                    Threads.Await(() => made.Count > 10, () => "no actor was made");
                    Assert.True(system.Terminate().Wait(Threads.Patience), "the system did not end");
                    return;
                }

                Threads.Await(() => !TryToMake(system, made), () => "the system never ended");
            });
            Assert.All(made, actor => Assert.True(((IInternalActorRef)actor).IsTerminated, $"{actor} lives on"));
            Assert.Equal(made.Count, made.Distinct().Count());
        }
    }

    private static bool TryToMake(ActorSystem system, ConcurrentBag<IActorRef> made)
    {
        try
        {
            made.Add(system.ActorOf(Props.Empty));
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static int CountThreads()
    {
        using var process = Process.GetCurrentProcess();
        return process.Threads.Count;
    }

    private static async Task MakeAndEnd()
    {
        var system = ActorSystem.Create("short", Silent);
        var actor = system.ActorOf(Props.Empty);
        system.Scheduler.ScheduleTellOnce(TimeSpan.FromHours(1), actor, "late", ActorRefs.NoSender);
        await system.Terminate().WaitAsync(Threads.Patience);
        Assert.True(((IInternalActorRef)actor).IsTerminated);
    }

    private static bool TryTo(ActorSystem system, CountedId id, ConcurrentBag<object> got)
    {
        try
        {
            got.Add(system.RegisterExtension(id));
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private sealed class Because(int number) : CoordinatedShutdown.Reason
    {
        public override string ToString() => $"because {number}";
    }

    private sealed class Counted : IExtension
    {
    }

    private sealed class CountedId(int failures) : ExtensionIdProvider<Counted>
    {
        private int _tries;

        public int Tries => _tries;

        public override Counted CreateExtension(ExtendedActorSystem system) =>
            Interlocked.Increment(ref _tries) <= failures
                ? throw new InvalidOperationException("not yet")
                : new Counted();
    }
}
