using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;

namespace Akka.Dispatch;

/// <summary>The threads behind a dispatcher.</summary>
public abstract class ExecutorService
{
    /// <summary>Names the executor.</summary>
    protected ExecutorService(string id)
    {
        Id = id;
    }

    /// <summary>The name.</summary>
    public string Id { get; }

    /// <summary>Runs a runnable.</summary>
    public abstract void Execute(IRunnable run);

    /// <summary>Takes no more work.</summary>
    public abstract void Shutdown();
}

/// <summary>Makes executors.</summary>
public abstract class ExecutorServiceFactory
{
    /// <summary>Makes an executor.</summary>
    public abstract ExecutorService Produce(string id);
}

/// <summary>Makes executors from the configuration of a dispatcher.</summary>
public abstract class ExecutorServiceConfigurator : ExecutorServiceFactory
{
    /// <summary>The constructor that every configurator must have.</summary>
    protected ExecutorServiceConfigurator(Config config, IDispatcherPrerequisites prerequisites)
    {
        Config = config;
        Prerequisites = prerequisites;
    }

    /// <summary>The configuration of the dispatcher.</summary>
    public Config Config { get; }

    /// <summary>What dispatchers need of the system.</summary>
    public IDispatcherPrerequisites Prerequisites { get; }

    internal static ExecutorServiceConfigurator For(Config config, IDispatcherPrerequisites prerequisites)
    {
        var executor = config.GetString("executor", "default-executor") ?? "default-executor";
        return executor switch
        {
            "default-executor" or "thread-pool-executor" or "" => new ThreadPoolExecutors(config, prerequisites),
            "task-executor" => new TaskExecutors(config, prerequisites),
            "current-context-executor" => new CurrentContextExecutors(config, prerequisites),
            "fork-join-executor" => new DedicatedExecutors(config, prerequisites),
            _ => (ExecutorServiceConfigurator)Activator.CreateInstance(
                Type.GetType(executor) ?? throw new ConfigurationException(
                    $"Could not resolve executor service configurator type {executor} "
                    + $"for path {config.GetString("id")}"),
                config,
                prerequisites)!,
        };
    }

    private sealed class ThreadPoolExecutors(Config config, IDispatcherPrerequisites prerequisites)
        : ExecutorServiceConfigurator(config, prerequisites)
    {
        public override ExecutorService Produce(string id) => new ThreadPoolExecutorService(id);
    }

    private sealed class TaskExecutors(Config config, IDispatcherPrerequisites prerequisites)
        : ExecutorServiceConfigurator(config, prerequisites)
    {
        public override ExecutorService Produce(string id) => new TaskSchedulerExecutor(id, TaskScheduler.Default);
    }

    private sealed class CurrentContextExecutors(Config config, IDispatcherPrerequisites prerequisites)
        : ExecutorServiceConfigurator(config, prerequisites)
    {
        public override ExecutorService Produce(string id) =>
            new TaskSchedulerExecutor(id, TaskScheduler.FromCurrentSynchronizationContext());
    }

    private sealed class DedicatedExecutors(Config config, IDispatcherPrerequisites prerequisites)
        : ExecutorServiceConfigurator(config, prerequisites)
    {
        public override ExecutorService Produce(string id)
        {
            var pool = Config.GetConfig("dedicated-thread-pool");
            var threads = pool.GetInt("thread-count", 1);
            var background = pool.GetString("threadtype", "background") != "foreground";
            return new DedicatedThreadsExecutor(id, threads, background);
        }
    }
}

/// <summary>Runs on the thread pool of .NET.</summary>
internal sealed class ThreadPoolExecutorService(string id) : ExecutorService(id)
{
    public override void Execute(IRunnable run)
    {
        if (run is Mailbox mailbox)
        {
            RunQueue.Add(mailbox);
        }
        else
        {
            ThreadPool.UnsafeQueueUserWorkItem(run, preferLocal: false);
        }
    }

    public override void Shutdown()
    {
    }
}

/// <summary>Runs on a task scheduler.</summary>
internal sealed class TaskSchedulerExecutor(string id, TaskScheduler scheduler) : ExecutorService(id)
{
    public override void Execute(IRunnable run) => Task.Factory.StartNew(
        static state => ((IRunnable)state!).Run(),
        run,
        CancellationToken.None,
        TaskCreationOptions.DenyChildAttach,
        scheduler);

    public override void Shutdown()
    {
    }
}

/// <summary>Runs on threads of its own.</summary>
internal sealed class DedicatedThreadsExecutor : ExecutorService
{
    private readonly BlockingCollection<IRunnable> _work = [];

    public DedicatedThreadsExecutor(string id, int threads, bool background)
        : base(id)
    {
        for (var i = 0; i < threads; i++)
        {
            new Thread(Loop) { IsBackground = background, Name = $"{id}-{i}" }.UnsafeStart();
        }
    }

    public override void Execute(IRunnable run)
    {
        if (_work.IsAddingCompleted)
        {
            throw new RejectedExecutionException($"{Id} has been shut down");
        }

        _work.Add(run);
    }

    public override void Shutdown() => _work.CompleteAdding();

    private void Loop()
    {
        foreach (var run in _work.GetConsumingEnumerable())
        {
            run.Run();
        }
    }
}

/// <summary>A dispatcher takes no more work.</summary>
public class RejectedExecutionException : AkkaException
{
    /// <summary>Makes the exception.</summary>
    public RejectedExecutionException(string? message = null, Exception? inner = null)
        : base(message, inner)
    {
    }
}
