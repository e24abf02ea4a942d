using System.Runtime.CompilerServices;
using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;

namespace Akka.Tests.Stress;

/// <summary>
/// An executor without threads: the test runs what waits, in an order that a seed decides, so that a run with a seed
/// is the same every time.
/// </summary>
internal sealed class SimulatedExecutor(string id) : ExecutorService(id)
{
    public const string Config =
        """
        simulated {
            type = Dispatcher
            executor = "Akka.Tests.Stress.SimulatedExecutor+Configurator, Akka.Tests"
        }
        """;

    private static readonly ConditionalWeakTable<Settings, SimulatedExecutor> Known = [];

    private readonly List<IRunnable> _waiting = [];
    private readonly Lock _lock = new();

    public static SimulatedExecutor Of(ActorSystem system)
    {
        system.Dispatchers.Lookup("simulated").Schedule(() => { });
        Assert.True(Known.TryGetValue(system.Settings, out var executor));
        executor.RunAll(new Random(0));
        return executor;
    }

    public override void Execute(IRunnable run)
    {
        lock (_lock)
        {
            _waiting.Add(run);
        }
    }

    public override void Shutdown()
    {
    }

    /// <summary>Runs one of those that wait; false when nothing waits.</summary>
    public bool RunOne(Random random)
    {
        IRunnable chosen;
        lock (_lock)
        {
            if (_waiting.Count == 0)
            {
                return false;
            }

            var at = random.Next(_waiting.Count);
            chosen = _waiting[at];
            _waiting[at] = _waiting[^1];
            _waiting.RemoveAt(_waiting.Count - 1);
        }

        // A thread of an executor has no synchronization context; xunit's would take the continuations away.
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            chosen.Run();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }

        return true;
    }

    public void RunAll(Random random)
    {
        while (RunOne(random))
        {
            // Until nothing waits.
        }
    }

    public sealed class Configurator(Config config, IDispatcherPrerequisites prerequisites)
        : ExecutorServiceConfigurator(config, prerequisites)
    {
        public override ExecutorService Produce(string id)
        {
            var executor = new SimulatedExecutor(id);
            Known.AddOrUpdate(Prerequisites.Settings, executor);
            return executor;
        }
    }
}
