using Akka.Actor;
using Akka.Configuration;

namespace Akka.Event;

/// <summary>An event bus by type that starts and stops the loggers.</summary>
public class LoggingBus : ActorEventBus<object, Type>
{
    private static readonly LogLevel[] AllLevels =
        [LogLevel.DebugLevel, LogLevel.InfoLevel, LogLevel.WarningLevel, LogLevel.ErrorLevel];

    private readonly List<IActorRef> _loggers = [];
    private int _loggerCount;
    private MinimalLogger? _stdout;

    /// <summary>The lowest level that is published.</summary>
    public LogLevel LogLevel { get; private set; }

    /// <summary>Starts the logger that is there before and after the others.</summary>
    public void StartStdoutLogger(Settings config)
    {
        _stdout = config.StdoutLogger;
        _stdout.Filter = config.LogFilter;
        SetUpStdout(config);
        Publish(new Debug(Logging.SimpleName(this), GetType(), "StandardOutLogger started"));
    }

    /// <summary>Changes the level of all loggers.</summary>
    public void SetLogLevel(LogLevel logLevel)
    {
        LogLevel = logLevel;
        foreach (var logger in _loggers.ToArray())
        {
            SubscribeAtLevel(logger, logLevel);
        }
    }

    internal void StartDefaultLoggers(ActorSystemImpl system)
    {
        var settings = system.Settings;
        var level = Logging.LogLevelFor(settings.LogLevel);
        LogLevel = level;
        foreach (var name in settings.Loggers)
        {
            if (name is "Akka.Event.StandardOutLogger" or "Akka.Event.StandardOutLogger, Akka")
            {
                continue;
            }

            var type = Type.GetType(name)
                ?? throw new ConfigurationException($@"Logger specified in config cannot be found: ""{name}""");
            AddLogger(system, type, level);
        }

        if (_stdout is not null && _loggers.Count > 0)
        {
            Publish(new Debug(Logging.SimpleName(this), GetType(), "Default Loggers started"));
            Unsubscribe(_stdout);
        }
        else if (_stdout is not null)
        {
            SubscribeAtLevel(_stdout, level);
        }
    }

    internal void StopDefaultLoggers(ActorSystem system)
    {
        if (_stdout is not null)
        {
            SetUpStdout(system.Settings);
        }

        foreach (var logger in _loggers.ToArray())
        {
            Unsubscribe(logger);
            if (logger is IInternalActorRef internalRef)
            {
                internalRef.Stop();
            }
        }

        _loggers.Clear();
        Publish(new Debug(Logging.SimpleName(this), GetType(), "all default loggers stopped"));
    }

    /// <inheritdoc/>
    protected override bool IsSubClassification(Type parent, Type child) => parent.IsAssignableFrom(child);

    /// <inheritdoc/>
    protected override void Publish(object @event, IActorRef subscriber) => subscriber.Tell(@event, ActorRefs.NoSender);

    /// <inheritdoc/>
    protected override bool Classify(object @event, Type classifier) => classifier.IsInstanceOfType(@event);

    /// <inheritdoc/>
    protected override Type GetClassifier(object @event) => @event.GetType();

    private void AddLogger(ActorSystemImpl system, Type type, LogLevel level)
    {
        var name = $"log{Interlocked.Increment(ref _loggerCount)}-{Logging.SimpleName(type)}";
        var logger = system.SystemActorOf(
            Props.Create(type).WithDispatcher(system.Settings.LoggersDispatcher), name);
        var timeout = system.Settings.LoggerStartTimeout;
        var answer = logger.Ask(new InitializeLogger(this), timeout);
        if (system.Settings.LoggerAsyncStart)
        {
            _ = answer.ContinueWith(t => t.Exception, TaskScheduler.Default);
        }
        else
        {
            AwaitStart(answer, name);
        }

        _loggers.Add(logger);
        SubscribeAtLevel(logger, level);
        Publish(new Debug(Logging.SimpleName(this), GetType(), $"Logger {name} [{type.Name}] started"));
    }

    private void AwaitStart(Task<object> answer, string name)
    {
        try
        {
            if (answer.GetAwaiter().GetResult() is not LoggerInitialized)
            {
                throw new LoggerInitializationException($"Logger {name} did not respond with LoggerInitialized");
            }
        }
        catch (AskTimeoutException)
        {
            Publish(new Warning(
                Logging.SimpleName(this),
                GetType(),
                $"Logger {name} did not respond within the time limit to InitializeLogger"));
        }
    }

    private void SetUpStdout(Settings settings) =>
        SubscribeAtLevel(_stdout!, Logging.LogLevelFor(settings.StdoutLogLevel));

    private void SubscribeAtLevel(IActorRef logger, LogLevel level)
    {
        foreach (var each in AllLevels)
        {
            if (each >= level)
            {
                Subscribe(logger, each.ClassFor());
            }
            else
            {
                Unsubscribe(logger, each.ClassFor());
            }
        }
    }
}
