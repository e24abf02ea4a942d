using Akka.Actor;
using Akka.Configuration;

namespace Akka.Dispatch;

/// <summary>The usual dispatcher: all its actors share one executor.</summary>
public class Dispatcher : MessageDispatcher
{
    private readonly Lazy<ExecutorService> _executor;

    /// <summary>Called by the configurator.</summary>
    public Dispatcher(
        MessageDispatcherConfigurator configurator,
        string id,
        int throughput,
        long? throughputDeadlineTime,
        ExecutorServiceFactory executorServiceFactory,
        TimeSpan shutdownTimeout)
        : base(configurator)
    {
        Id = id;
        Throughput = throughput;
        ThroughputDeadlineTime = throughputDeadlineTime;
        ShutdownTimeout = shutdownTimeout;
        _executor = new Lazy<ExecutorService>(() => executorServiceFactory.Produce(id));
    }

    /// <summary>How long an idle dispatcher keeps its threads.</summary>
    internal TimeSpan ShutdownTimeout { get; }

    /// <inheritdoc/>
    protected override void ExecuteTask(IRunnable run) => _executor.Value.Execute(run);

    /// <inheritdoc/>
    protected override void Shutdown()
    {
        if (_executor.IsValueCreated)
        {
            _executor.Value.Shutdown();
        }
    }
}

/// <summary>A dispatcher with one thread for one actor.</summary>
public sealed class PinnedDispatcher : Dispatcher
{
    private ActorCell? _owner;

    /// <summary>Called by the configurator.</summary>
    public PinnedDispatcher(
        MessageDispatcherConfigurator configurator,
        string id,
        int throughput,
        long? throughputDeadlineTime,
        ExecutorServiceFactory executorServiceFactory,
        TimeSpan shutdownTimeout)
        : base(configurator, id, throughput, throughputDeadlineTime, executorServiceFactory, shutdownTimeout)
    {
    }

    /// <inheritdoc/>
    public override void Attach(ActorCell cell)
    {
        if (_owner is not null && _owner != cell)
        {
            throw new InvalidOperationException($"Cannot register to anyone but {_owner}");
        }

        _owner = cell;
        base.Attach(cell);
    }

    /// <inheritdoc/>
    public override void Detach(ActorCell cell)
    {
        base.Detach(cell);
        _owner = null;
        Shutdown();
    }
}

/// <summary>Makes a <see cref="Dispatch.Dispatcher"/>, once.</summary>
public sealed class DispatcherConfigurator : MessageDispatcherConfigurator
{
    private readonly Dispatcher _instance;

    /// <summary>Reads the configuration.</summary>
    public DispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites)
        : base(config, prerequisites)
    {
        _instance = DispatcherSettings.Make(config, this, ConfigureExecutor(), pinned: false);
    }

    /// <inheritdoc/>
    public override MessageDispatcher Dispatcher() => _instance;
}

/// <summary>Makes a <see cref="PinnedDispatcher"/> for each actor.</summary>
public sealed class PinnedDispatcherConfigurator : MessageDispatcherConfigurator
{
    /// <summary>Reads the configuration.</summary>
    public PinnedDispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites)
        : base(config, prerequisites)
    {
    }

    /// <inheritdoc/>
    public override MessageDispatcher Dispatcher() =>
        DispatcherSettings.Make(Config, this, new OneThread(), pinned: true);

    private sealed class OneThread : ExecutorServiceFactory
    {
        public override ExecutorService Produce(string id) => new DedicatedThreadsExecutor(id, 1, background: true);
    }
}

internal static class DispatcherSettings
{
    public static Dispatcher Make(
        Config config, MessageDispatcherConfigurator configurator, ExecutorServiceFactory executor, bool pinned)
    {
        var id = config.GetString("id", string.Empty) ?? string.Empty;
        var throughput = config.GetInt("throughput", 30);
        var deadline = config.GetTimeSpan("throughput-deadline-time", TimeSpan.Zero).Ticks;
        var timeout = config.GetTimeSpan("shutdown-timeout", TimeSpan.FromSeconds(1));
        long? deadlineTicks = deadline > 0 ? deadline : null;
        return pinned
            ? new PinnedDispatcher(configurator, id, throughput, deadlineTicks, executor, timeout)
            : new Dispatcher(configurator, id, throughput, deadlineTicks, executor, timeout);
    }
}
