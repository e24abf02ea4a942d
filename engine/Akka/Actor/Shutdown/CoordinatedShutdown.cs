using Akka.Configuration;
using Akka.Event;

namespace Akka.Actor;

/// <summary>
/// Ends a system in phases: the tasks of a phase run side by side, the phases one after another as their
/// dependencies say. It runs at most once.
/// </summary>
public sealed partial class CoordinatedShutdown : IExtension
{
    /// <summary>The first phase: for tasks that have to run before anything else.</summary>
    public const string PhaseBeforeServiceUnbind = "before-service-unbind";

    /// <summary>Stop accepting new connections.</summary>
    public const string PhaseServiceUnbind = "service-unbind";

    /// <summary>Wait for requests in progress.</summary>
    public const string PhaseServiceRequestsDone = "service-requests-done";

    /// <summary>Stop the services.</summary>
    public const string PhaseServiceStop = "service-stop";

    /// <summary>For tasks before the cluster is left.</summary>
    public const string PhaseBeforeClusterShutdown = "before-cluster-shutdown";

    /// <summary>Hand over the shards.</summary>
    public const string PhaseClusterShardingShutdownRegion = "cluster-sharding-shutdown-region";

    /// <summary>Tell the cluster that this node leaves.</summary>
    public const string PhaseClusterLeave = "cluster-leave";

    /// <summary>Hand over the singletons.</summary>
    public const string PhaseClusterExiting = "cluster-exiting";

    /// <summary>Wait until the node is seen to leave.</summary>
    public const string PhaseClusterExitingDone = "cluster-exiting-done";

    /// <summary>Stop the cluster.</summary>
    public const string PhaseClusterShutdown = "cluster-shutdown";

    /// <summary>For tasks before the actors end.</summary>
    public const string PhaseBeforeActorSystemTerminate = "before-actor-system-terminate";

    /// <summary>The last phase: stop the actors.</summary>
    public const string PhaseActorSystemTerminate = "actor-system-terminate";

    private readonly Dictionary<string, Phase> _phases;
    private readonly List<string> _order;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, List<(string Name, Func<CancellationToken, Task<Done>> Task)>> _tasks = [];
    private readonly TaskCompletionSource<Done> _run = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Reason? _reason;

    internal CoordinatedShutdown(ExtendedActorSystem system, Dictionary<string, Phase> phases)
    {
        System = system;
        _phases = phases;
        _order = TopologicalSort(phases);
        Log = Logging.GetLogger(system, GetType());
    }

    /// <summary>The system.</summary>
    public ExtendedActorSystem System { get; }

    /// <summary>Why the shutdown runs, or null.</summary>
    public Reason? ShutdownReason => _reason;

    /// <summary>The timeouts of all phases that have tasks, together.</summary>
    public TimeSpan TotalTimeout
    {
        get
        {
            lock (_lock)
            {
                return _tasks.Keys.Aggregate(TimeSpan.Zero, (sum, phase) => sum + Timeout(phase));
            }
        }
    }

    internal ILoggingAdapter Log { get; }

    internal IReadOnlyList<string> OrderedPhases => _order;

    /// <summary>The shutdown of a system.</summary>
    public static CoordinatedShutdown Get(ActorSystem sys) =>
        (CoordinatedShutdown)sys.RegisterExtension(new CoordinatedShutdownExtension());

    /// <summary>Adds a task to a phase; one added while the phase runs may be missed.</summary>
    public void AddTask(string phase, string taskName, Func<Task<Done>> task)
    {
        ArgumentException.ThrowIfNullOrEmpty(taskName);
        if (!_phases.ContainsKey(phase))
        {
            throw new ConfigurationException(
                $"Unknown phase [{phase}], known phases [{string.Join(",", _phases.Keys)}]. "
                + "All phases (along with their optional dependencies) must be defined in configuration.");
        }

        lock (_lock)
        {
            if (!_tasks.TryGetValue(phase, out var tasks))
            {
                _tasks[phase] = tasks = [];
            }

            tasks.Add((taskName, _ => task()));
        }
    }

    /// <summary>The timeout of a phase.</summary>
    public TimeSpan Timeout(string phase) => _phases.TryGetValue(phase, out var found)
        ? found.Timeout
        : throw new ArgumentException(
            $"Unknown phase [{phase}]. All phases must be defined in configuration.", nameof(phase));

    /// <summary>Runs the phases, from one of them on if it is named; a second call waits for the first.</summary>
    public Task<Done> Run(Reason reason, string? fromPhase = null)
    {
        if (Interlocked.CompareExchange(ref _reason, reason, null) is null)
        {
            // Away from the caller's context, which may be blocked waiting for the end.
            _ = Task.Run(() => RunPhases(fromPhase));
        }

        return _run.Task;
    }

    private async Task RunPhases(string? fromPhase)
    {
        try
        {
            Log.Debug("Starting CoordinatedShutdown from phase [{0}], reason [{1}]", fromPhase ?? "first", _reason!);
            var begin = fromPhase is null ? 0 : Math.Max(0, _order.IndexOf(fromPhase));
            foreach (var name in _order.Skip(begin))
            {
                await RunPhase(name).ConfigureAwait(false);
            }

            _run.TrySetResult(Done.Instance);
        }
        catch (Exception e)
        {
            _run.TrySetException(e);
        }
    }

    private async Task RunPhase(string name)
    {
        var phase = _phases[name];
        (string Name, Func<CancellationToken, Task<Done>> Task)[] tasks;
        lock (_lock)
        {
            tasks = _tasks.TryGetValue(name, out var found) ? [.. found] : [];
        }

        if (!phase.Enabled || tasks.Length == 0)
        {
            Log.Debug("Performing phase [{0}] with [{1}] tasks", name, 0);
            return;
        }

        var names = string.Join(", ", tasks.Select(t => t.Name));
        Log.Debug("Performing phase [{0}] with [{1}] tasks: [{2}]", name, tasks.Length, names);
        using var timeout = new CancellationTokenSource(phase.Timeout);
        var all = Task.WhenAll(tasks.Select(t => RunTask(name, phase, t.Name, t.Task, timeout.Token)));
        try
        {
            await all.WaitAsync(timeout.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            if (!phase.Recover)
            {
                throw new TimeoutException($"Coordinated shutdown phase [{name}] timed out after {phase.Timeout}");
            }

            Log.Warning("Coordinated shutdown phase [{0}] timed out after {1}", name, phase.Timeout);
        }
    }

    private async Task RunTask(
        string phaseName, Phase phase, string name, Func<CancellationToken, Task<Done>> task, CancellationToken token)
    {
        try
        {
            await Task.Run(() => task(token), CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (phase.Recover)
        {
            Log.Warning(e, "Task [{0}] failed in phase [{1}]: {2}", name, phaseName, e.Message);
        }
    }

    /// <summary>Why a system shuts down.</summary>
    public class Reason
    {
        /// <summary>A reason of one's own derives from this.</summary>
        protected Reason()
        {
        }
    }

    /// <summary>Nobody said why.</summary>
    public class UnknownReason : Reason
    {
        /// <summary>The only instance.</summary>
        public static readonly Reason Instance = new UnknownReason();

        private UnknownReason()
        {
        }
    }

    /// <summary>Somebody called <see cref="ActorSystem.Terminate"/>.</summary>
    public class ActorSystemTerminateReason : Reason
    {
        /// <summary>The only instance.</summary>
        public static readonly Reason Instance = new ActorSystemTerminateReason();

        private ActorSystemTerminateReason()
        {
        }
    }

    /// <summary>The process ends.</summary>
    public class ClrExitReason : Reason
    {
        /// <summary>The only instance.</summary>
        public static readonly Reason Instance = new ClrExitReason();

        private ClrExitReason()
        {
        }
    }

    /// <summary>The node was downed.</summary>
    public class ClusterDowningReason : Reason
    {
        /// <summary>The only instance.</summary>
        public static readonly Reason Instance = new ClusterDowningReason();

        private ClusterDowningReason()
        {
        }
    }

    /// <summary>The node leaves the cluster.</summary>
    public class ClusterLeavingReason : Reason
    {
        /// <summary>The only instance.</summary>
        public static readonly Reason Instance = new ClusterLeavingReason();

        private ClusterLeavingReason()
        {
        }
    }

    /// <summary>The node could not join the cluster.</summary>
    public class ClusterJoinUnsuccessfulReason : Reason
    {
        /// <summary>The only instance.</summary>
        public static readonly Reason Instance = new ClusterJoinUnsuccessfulReason();

        private ClusterJoinUnsuccessfulReason()
        {
        }
    }
}
