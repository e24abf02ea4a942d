using Akka.Tests.Stress.Trees;

namespace Akka.Tests.Stress;

/// <summary>
/// Random trees of actors with random faults, stops, restarts, watches, stashes and asynchronous handlers. Each actor's
/// life is checked against the one order that is allowed, each message is accounted for, and each end is told once.
/// </summary>
public class TreeStressSpecs : Akka.TestKit.Xunit2.TestKit
{
    public TreeStressSpecs()
        : base("akka { loglevel = OFF, stdout-loglevel = OFF, log-dead-letters = off }\n" + SimulatedExecutor.Config)
    {
    }

    [Fact]
    public void Trees_keep_every_rule_in_any_order_of_their_mailboxes()
    {
        var executor = SimulatedExecutor.Of(Sys);
        Seeds.Run("simulated-trees", Soak.Count(usual: 200, soak: 40_000), seed => Simulate(executor, seed, 150));
    }

    [Fact]
    public void Trees_keep_every_rule_on_many_threads() => Seeds.Run(
        "threaded-trees", Soak.Count(usual: 40, soak: 4_000), seed => RunThreads(seed, drivers: 4, acts: 400));

    private void Simulate(SimulatedExecutor executor, int seed, int acts)
    {
        var random = new Random(seed);
        Sys.Dispatchers.Lookup("simulated").Throughput = random.Next(3) == 0 ? 1 : random.Next(1, 6);
        using var world = new World(Sys, "simulated", random.Next());
        executor.RunAll(random);
        var drivers = Enumerable.Range(1, 3).Select(i => new Driver(world, Sys, seed + i)).ToArray();
        var eagerness = random.Next(2, 8);
        for (var left = acts; left > 0;)
        {
            if (random.Next(8) < eagerness || !executor.RunOne(random))
            {
                drivers[random.Next(drivers.Length)].Go();
                left--;
            }
        }

        executor.RunAll(random);
        drivers[0].Settle();
        executor.RunAll(random);
        world.CheckFaults();
        Assert.True(world.IsAtRest, world.Describe());
        world.End();
        AwaitEnd(world, () => executor.RunAll(random));
    }

    private void RunThreads(int seed, int drivers, int acts)
    {
        var random = new Random(seed);
        using var world = new World(Sys, "akka.actor.default-dispatcher", random.Next());
        var all = Enumerable.Range(1, drivers).Select(i => new Driver(world, Sys, seed + i)).ToArray();
        Threads.Together(drivers, i =>
        {
            for (var n = 0; n < acts; n++)
            {
                all[i].Go();
            }
        }).Wait();
        Await(world, () => world.IsAtRest);
        all[0].Settle();
        Await(world, () => world.IsAtRest);
        world.End();
        AwaitEnd(world, static () => { });
    }

    private static void AwaitEnd(World world, Action drain)
    {
        Await(world, () =>
        {
            drain();
            return world.HasEnded;
        });
        world.CheckEnd();
    }

    private static void Await(World world, Func<bool> condition)
    {
        Threads.Await(condition, () =>
        {
            world.CheckFaults();
            return world.Describe();
        });
        world.CheckFaults();
    }
}
