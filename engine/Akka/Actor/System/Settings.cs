using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Event;

namespace Akka.Actor;

/// <summary>The settings of a system, read once from its configuration.</summary>
public class Settings
{
    private readonly Config _userConfig;
    private readonly Lock _fallbackLock = new();
    private Config _fallback;

    /// <summary>Reads the configuration.</summary>
    public Settings(ActorSystem system, Config config)
        : this(system, config, ActorSystemSetup.Empty)
    {
    }

    /// <summary>Reads the configuration.</summary>
    public Settings(ActorSystem system, Config config, ActorSystemSetup setup)
    {
        System = system;
        Setup = setup;
        _userConfig = config;
        _fallback = ConfigurationFactory.Default();
        Config = config.SafeWithFallback(_fallback);
        ReadSystem(setup);
        ReadLogging();
        ReadDebug();
    }

    /// <summary>The system.</summary>
    public ActorSystem System { get; }

    /// <summary>The configuration with all its fallbacks.</summary>
    public Config Config { get; private set; }

    /// <summary>What was set up in code.</summary>
    public ActorSystemSetup Setup { get; }

    /// <summary><c>akka.version</c>.</summary>
    public string ConfigVersion { get; private set; } = string.Empty;

    /// <summary><c>akka.home</c>.</summary>
    public string Home { get; private set; } = string.Empty;

    /// <summary>The kind of provider.</summary>
    public ProviderSelection ProviderSelectionType { get; private set; } = ProviderSelection.Local.Instance;

    /// <summary>The type of the provider.</summary>
    public string ProviderClass { get; private set; } = string.Empty;

    /// <summary>True when the system is to be part of a cluster.</summary>
    public bool HasCluster { get; private set; }

    /// <summary><c>akka.actor.guardian-supervisor-strategy</c>.</summary>
    public string SupervisorStrategyClass { get; private set; } = string.Empty;

    /// <summary><c>akka.actor.ask-timeout</c>.</summary>
    public TimeSpan AskTimeout { get; private set; }

    /// <summary><c>akka.actor.creation-timeout</c>.</summary>
    public TimeSpan CreationTimeout { get; private set; }

    /// <summary><c>akka.actor.unstarted-push-timeout</c>.</summary>
    public TimeSpan UnstartedPushTimeout { get; private set; }

    /// <summary><c>akka.actor.serialize-messages</c>.</summary>
    public bool SerializeAllMessages { get; private set; }

    /// <summary><c>akka.actor.serialize-creators</c>.</summary>
    public bool SerializeAllCreators { get; private set; }

    /// <summary><c>akka.scheduler.implementation</c>.</summary>
    public string SchedulerClass { get; private set; } = string.Empty;

    /// <summary><c>akka.scheduler.shutdown-timeout</c>.</summary>
    public TimeSpan SchedulerShutdownTimeout { get; private set; }

    /// <summary><c>akka.coordinated-shutdown.terminate-actor-system</c>.</summary>
    public bool CoordinatedShutdownTerminateActorSystem { get; private set; }

    /// <summary><c>akka.coordinated-shutdown.run-by-actor-system-terminate</c>.</summary>
    public bool CoordinatedShutdownRunByActorSystemTerminate { get; private set; }

    /// <summary><c>akka.loglevel</c>.</summary>
    public string LogLevel { get; private set; } = string.Empty;

    /// <summary><c>akka.stdout-loglevel</c>.</summary>
    public string StdoutLogLevel { get; private set; } = string.Empty;

    /// <summary>The logger from <c>akka.stdout-logger-class</c>.</summary>
    public MinimalLogger StdoutLogger { get; private set; } = null!;

    /// <summary><c>akka.loggers</c>.</summary>
    public IList<string> Loggers { get; private set; } = [];

    /// <summary><c>akka.loggers-dispatcher</c>.</summary>
    public string LoggersDispatcher { get; private set; } = string.Empty;

    /// <summary><c>akka.logger-startup-timeout</c>.</summary>
    public TimeSpan LoggerStartTimeout { get; private set; }

    /// <summary><c>akka.logger-async-start</c>.</summary>
    public bool LoggerAsyncStart { get; private set; }

    /// <summary>The formatter from <c>akka.logger-formatter</c>.</summary>
    public ILogMessageFormatter LogFormatter { get; private set; } = DefaultLogMessageFormatter.Instance;

    /// <summary>Says which entries loggers write; keeps all unless a <see cref="LogFilterSetup"/> was given.</summary>
    public LogFilterEvaluator LogFilter { get; private set; } = LogFilterEvaluator.NoFilters;

    /// <summary><c>akka.log-config-on-start</c>.</summary>
    public bool LogConfigOnStart { get; private set; }

    /// <summary><c>akka.log-serializer-override-on-start</c>.</summary>
    public bool LogSerializerOverrideOnStart { get; private set; }

    /// <summary><c>akka.log-dead-letters</c>: how many are logged.</summary>
    public int LogDeadLetters { get; private set; }

    /// <summary><c>akka.log-dead-letters-during-shutdown</c>.</summary>
    public bool LogDeadLettersDuringShutdown { get; private set; }

    /// <summary><c>akka.log-dead-letters-suspend-duration</c>.</summary>
    public TimeSpan LogDeadLettersSuspendDuration { get; private set; }

    /// <summary><c>akka.actor.debug.receive</c>.</summary>
    public bool AddLoggingReceive { get; private set; }

    /// <summary><c>akka.actor.debug.autoreceive</c>.</summary>
    public bool DebugAutoReceive { get; private set; }

    /// <summary><c>akka.actor.debug.lifecycle</c>.</summary>
    public bool DebugLifecycle { get; private set; }

    /// <summary><c>akka.actor.debug.event-stream</c>.</summary>
    public bool DebugEventStream { get; private set; }

    /// <summary><c>akka.actor.debug.unhandled</c>.</summary>
    public bool DebugUnhandledMessage { get; private set; }

    /// <summary><c>akka.actor.debug.fsm</c>.</summary>
    public bool FsmDebugEvent { get; private set; }

    /// <summary><c>akka.actor.debug.router-misconfiguration</c>.</summary>
    public bool DebugRouterMisconfiguration { get; private set; }

    /// <summary><c>akka.actor.deployment.default.virtual-nodes-factor</c>.</summary>
    public int DefaultVirtualNodesFactor { get; private set; }

    /// <summary><c>akka.actor.debug.log-timers</c>.</summary>
    public bool DebugTimerScheduler { get; private set; }

    /// <summary>Puts a configuration behind everything said so far.</summary>
    public void InjectTopLevelFallback(Config config)
    {
        // Extensions start on any thread: without the lock one of two that start at once loses its defaults for good.
        lock (_fallbackLock)
        {
            _fallback = config.SafeWithFallback(_fallback);
            Config = _userConfig.SafeWithFallback(_fallback);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Config.ToString(includeFallback: true);

    private void ReadSystem(ActorSystemSetup setup)
    {
        ConfigVersion = Text("akka.version");
        Home = Text("akka.home");
        var bootstrap = setup.Get<BootstrapSetup>();
        ProviderSelectionType = bootstrap.HasValue && bootstrap.Value.ActorRefProvider.HasValue
            ? bootstrap.Value.ActorRefProvider.Value
            : ProviderSelection.GetProvider(Text("akka.actor.provider"));
        ProviderClass = ProviderSelectionType.Fqn;
        HasCluster = ProviderSelectionType.HasCluster;
        SupervisorStrategyClass = Text("akka.actor.guardian-supervisor-strategy");
        AskTimeout = Config.GetTimeSpan("akka.actor.ask-timeout", null, true);
        CreationTimeout = Config.GetTimeSpan("akka.actor.creation-timeout");
        UnstartedPushTimeout = Config.GetTimeSpan("akka.actor.unstarted-push-timeout");
        SerializeAllMessages = Config.GetBoolean("akka.actor.serialize-messages");
        SerializeAllCreators = Config.GetBoolean("akka.actor.serialize-creators");
        DefaultVirtualNodesFactor = Config.GetInt("akka.actor.deployment.default.virtual-nodes-factor");
        SchedulerClass = Text("akka.scheduler.implementation");
        SchedulerShutdownTimeout = Config.GetTimeSpan("akka.scheduler.shutdown-timeout");
        CoordinatedShutdownTerminateActorSystem =
            Config.GetBoolean("akka.coordinated-shutdown.terminate-actor-system");
        CoordinatedShutdownRunByActorSystemTerminate =
            Config.GetBoolean("akka.coordinated-shutdown.run-by-actor-system-terminate");
        if (CoordinatedShutdownRunByActorSystemTerminate && !CoordinatedShutdownTerminateActorSystem)
        {
            throw new ConfigurationException(
                "akka.coordinated-shutdown.run-by-actor-system-terminate=on and "
                + "akka.coordinated-shutdown.terminate-actor-system=off is not a supported configuration combination.");
        }
    }

    private void ReadLogging()
    {
        LogLevel = Text("akka.loglevel");
        StdoutLogLevel = Text("akka.stdout-loglevel");
        StdoutLogger = Make<MinimalLogger>(Text("akka.stdout-logger-class"), () => new StandardOutLogger());
        Loggers = Config.GetStringList("akka.loggers");
        LoggersDispatcher = Text("akka.loggers-dispatcher");
        LoggerStartTimeout = Config.GetTimeSpan("akka.logger-startup-timeout");
        LoggerAsyncStart = Config.GetBoolean("akka.logger-async-start");
        var formatter = Text("akka.logger-formatter");
        LogFormatter = formatter.StartsWith(typeof(DefaultLogMessageFormatter).FullName!, StringComparison.Ordinal)
            ? DefaultLogMessageFormatter.Instance
            : Make<ILogMessageFormatter>(formatter, () => DefaultLogMessageFormatter.Instance);
        var filters = Setup.Get<LogFilterSetup>();
        LogFilter = filters.HasValue ? filters.Value.CreateEvaluator() : LogFilterEvaluator.NoFilters;
        LogConfigOnStart = Config.GetBoolean("akka.log-config-on-start");
        LogSerializerOverrideOnStart = Config.GetBoolean("akka.log-serializer-override-on-start");
        LogDeadLetters = Text("akka.log-dead-letters").ToUpperInvariant() switch
        {
            "ON" or "TRUE" or "YES" => int.MaxValue,
            "OFF" or "FALSE" or "NO" => 0,
            _ => Config.GetInt("akka.log-dead-letters"),
        };
        LogDeadLettersDuringShutdown = Config.GetBoolean("akka.log-dead-letters-during-shutdown");
        LogDeadLettersSuspendDuration = Config.GetTimeSpan("akka.log-dead-letters-suspend-duration", null, true);
    }

    private void ReadDebug()
    {
        AddLoggingReceive = Config.GetBoolean("akka.actor.debug.receive");
        if (AddLoggingReceive)
        {
            ActorBase.SomeSystemLogsReceive = true;
        }

        DebugAutoReceive = Config.GetBoolean("akka.actor.debug.autoreceive");
        DebugLifecycle = Config.GetBoolean("akka.actor.debug.lifecycle");
        DebugEventStream = Config.GetBoolean("akka.actor.debug.event-stream");
        DebugUnhandledMessage = Config.GetBoolean("akka.actor.debug.unhandled");
        FsmDebugEvent = Config.GetBoolean("akka.actor.debug.fsm");
        DebugRouterMisconfiguration = Config.GetBoolean("akka.actor.debug.router-misconfiguration");
        DebugTimerScheduler = Config.GetBoolean("akka.actor.debug.log-timers");
    }

    private string Text(string path) => Config.GetString(path, string.Empty) ?? string.Empty;

    private static T Make<T>(string typeName, Func<T> otherwise)
    {
        if (string.IsNullOrWhiteSpace(typeName))
        {
            return otherwise();
        }

        var type = Type.GetType(typeName) ?? throw new ConfigurationException($"Could not find type [{typeName}]");
        return (T)Activator.CreateInstance(type)!;
    }
}
