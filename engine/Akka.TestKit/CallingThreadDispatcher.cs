using Akka.Configuration;
using Akka.Dispatch;

namespace Akka.TestKit;

/// <summary>Runs an actor on the thread that sends to it; a message sent from inside waits its turn.</summary>
public class CallingThreadDispatcher : MessageDispatcher
{
    /// <summary>The id in the configuration.</summary>
    public static new readonly string Id = "akka.test.calling-thread-dispatcher";

    /// <summary>Called by the configurator.</summary>
    public CallingThreadDispatcher(MessageDispatcherConfigurator configurator)
        : base(configurator)
    {
        Throughput = int.MaxValue;
    }

    /// <inheritdoc/>
    protected override void ExecuteTask(IRunnable run) => run.Run();

    /// <inheritdoc/>
    protected override void Shutdown()
    {
    }
}

/// <summary>Makes the <see cref="CallingThreadDispatcher"/>, once.</summary>
public class CallingThreadDispatcherConfigurator : MessageDispatcherConfigurator
{
    private readonly CallingThreadDispatcher _instance;

    /// <summary>The constructor that every configurator must have.</summary>
    public CallingThreadDispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites)
        : base(config, prerequisites)
    {
        _instance = new CallingThreadDispatcher(this);
    }

    /// <inheritdoc/>
    public override MessageDispatcher Dispatcher() => _instance;
}
