using Akka.Configuration;

namespace Akka.Actor;

public sealed partial class CoordinatedShutdown
{
    internal static Dictionary<string, Phase> PhasesFrom(Config config)
    {
        var defaultTimeout = config.GetTimeSpan("default-phase-timeout", TimeSpan.FromSeconds(5), false);
        var phases = new Dictionary<string, Phase>();
        foreach (var (name, value) in config.GetConfig("phases").AsEnumerable())
        {
            var phase = value.IsObject() ? value.ToConfig() : Config.Empty;
            phases[name] = new Phase(
                [.. phase.GetStringList("depends-on")],
                phase.GetTimeSpan("timeout", defaultTimeout, false),
                phase.GetBoolean("recover", true),
                phase.GetBoolean("enabled", true));
        }

        return phases;
    }

    /// <summary>Every phase after those it depends on; a cycle is an error.</summary>
    internal static List<string> TopologicalSort(IReadOnlyDictionary<string, Phase> phases)
    {
        var done = new HashSet<string>();
        var underWay = new HashSet<string>();
        var result = new List<string>();
        var names = phases.Keys.Concat(phases.Values.SelectMany(p => p.DependsOn)).Distinct()
            .Order(StringComparer.Ordinal);
        foreach (var name in names)
        {
            Visit(name);
        }

        return [.. result.Where(phases.ContainsKey)];

        void Visit(string name)
        {
            if (done.Contains(name))
            {
                return;
            }

            if (!underWay.Add(name))
            {
                throw new ArgumentException(
                    $"Cycle detected in graph of phases. It must be a DAG. "
                    + $"phase [{name}] depends transitively on itself. "
                    + $"All dependencies: [{string.Join(",", phases.Keys)}]",
                    nameof(phases));
            }

            if (phases.TryGetValue(name, out var phase))
            {
                foreach (var before in phase.DependsOn)
                {
                    Visit(before);
                }
            }

            done.Add(name);
            result.Add(name);
        }
    }

    internal sealed record Phase(string[] DependsOn, TimeSpan Timeout, bool Recover, bool Enabled);
}

/// <summary>Makes the <see cref="CoordinatedShutdown"/> of a system.</summary>
public sealed class CoordinatedShutdownExtension : ExtensionIdProvider<CoordinatedShutdown>
{
    /// <inheritdoc/>
    public override CoordinatedShutdown CreateExtension(ExtendedActorSystem system)
    {
        var config = system.Settings.Config.GetConfig("akka.coordinated-shutdown");
        var shutdown = new CoordinatedShutdown(system, CoordinatedShutdown.PhasesFrom(config));
        AddTermination(system, config, shutdown);
        AddProcessHook(system, config, shutdown);
        return shutdown;
    }

    private static void AddTermination(ExtendedActorSystem system, Config config, CoordinatedShutdown shutdown)
    {
        var terminates = config.GetBoolean("terminate-actor-system");
        var exits = config.GetBoolean("exit-clr");
        if (!terminates && !exits)
        {
            return;
        }

        shutdown.AddTask(CoordinatedShutdown.PhaseActorSystemTerminate, "terminate-system", async () =>
        {
            if (terminates)
            {
                await ((ActorSystemImpl)system).FinalTerminate().ConfigureAwait(false);
            }

            if (exits)
            {
                Environment.Exit(0);
            }

            return Done.Instance;
        });
    }

    private static void AddProcessHook(ExtendedActorSystem system, Config config, CoordinatedShutdown shutdown)
    {
        if (!config.GetBoolean("run-by-clr-shutdown-hook"))
        {
            return;
        }

        var weak = new WeakReference<CoordinatedShutdown>(shutdown);
        EventHandler hook = (_, _) =>
        {
            if (weak.TryGetTarget(out var target) && !target.System.WhenTerminated.IsCompleted)
            {
                target.Run(CoordinatedShutdown.ClrExitReason.Instance).Wait(target.TotalTimeout);
            }
        };
        AppDomain.CurrentDomain.ProcessExit += hook;
        system.WhenTerminated.ContinueWith(_ => AppDomain.CurrentDomain.ProcessExit -= hook, TaskScheduler.Default);
    }
}
