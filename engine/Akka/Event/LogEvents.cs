using Akka.Actor;
using Akka.Dispatch;

namespace Akka.Event;

/// <summary>How loud a log entry is.</summary>
public enum LogLevel
{
    /// <summary>For finding faults.</summary>
    DebugLevel,

    /// <summary>Worth knowing.</summary>
    InfoLevel,

    /// <summary>Worth a look.</summary>
    WarningLevel,

    /// <summary>Something failed.</summary>
    ErrorLevel,
}

/// <summary>A log entry.</summary>
public abstract class LogEvent : INoSerializationVerificationNeeded
{
    /// <summary>Notes time and thread.</summary>
    protected LogEvent()
    {
        Timestamp = DateTime.UtcNow;
        Thread = Thread.CurrentThread;
    }

    /// <summary>What was thrown, if anything.</summary>
    public Exception? Cause { get; protected set; }

    /// <summary>When it was made.</summary>
    public DateTime Timestamp { get; }

    /// <summary>Where it was made.</summary>
    public Thread Thread { get; }

    /// <summary>Who made it.</summary>
    public string LogSource { get; protected set; } = string.Empty;

    /// <summary>The type of who made it.</summary>
    public Type LogClass { get; protected set; } = typeof(LogEvent);

    /// <summary>What it says: a string or a <see cref="LogMessage"/>.</summary>
    public object Message { get; protected set; } = string.Empty;

    /// <summary>How loud it is.</summary>
    public abstract LogLevel LogLevel();

    /// <inheritdoc/>
    public override string ToString()
    {
        var level = LogLevel() switch
        {
            Event.LogLevel.DebugLevel => "DEBUG",
            Event.LogLevel.InfoLevel => "INFO",
            Event.LogLevel.WarningLevel => "WARNING",
            _ => "ERROR",
        };
        var text = $"[{level}][{Timestamp:MM/dd/yyyy hh:mm:ss.fffzzz}][Thread {Thread.ManagedThreadId:0000}]"
            + $"[{LogSource}] {Message}";
        return Cause is null ? text : $"{text}{Environment.NewLine}Cause: {Cause}";
    }
}

/// <summary>An entry for finding faults.</summary>
public class Debug : LogEvent
{
    /// <summary>Holds its arguments.</summary>
    public Debug(string logSource, Type logClass, object message)
        : this(null, logSource, logClass, message)
    {
    }

    /// <summary>Holds its arguments.</summary>
    public Debug(Exception? cause, string logSource, Type logClass, object message)
    {
        (Cause, LogSource, LogClass, Message) = (cause, logSource, logClass, message);
    }

    /// <inheritdoc/>
    public override LogLevel LogLevel() => Event.LogLevel.DebugLevel;
}

/// <summary>An entry worth knowing.</summary>
public class Info : LogEvent
{
    /// <summary>Holds its arguments.</summary>
    public Info(string logSource, Type logClass, object message)
        : this(null, logSource, logClass, message)
    {
    }

    /// <summary>Holds its arguments.</summary>
    public Info(Exception? cause, string logSource, Type logClass, object message)
    {
        (Cause, LogSource, LogClass, Message) = (cause, logSource, logClass, message);
    }

    /// <inheritdoc/>
    public override LogLevel LogLevel() => Event.LogLevel.InfoLevel;
}

/// <summary>An entry worth a look.</summary>
public class Warning : LogEvent
{
    /// <summary>Holds its arguments.</summary>
    public Warning(string logSource, Type logClass, object message)
        : this(null, logSource, logClass, message)
    {
    }

    /// <summary>Holds its arguments.</summary>
    public Warning(Exception? cause, string logSource, Type logClass, object message)
    {
        (Cause, LogSource, LogClass, Message) = (cause, logSource, logClass, message);
    }

    /// <inheritdoc/>
    public override LogLevel LogLevel() => Event.LogLevel.WarningLevel;
}

/// <summary>An entry about a failure.</summary>
public class Error : LogEvent
{
    /// <summary>Holds its arguments.</summary>
    public Error(Exception? cause, string logSource, Type logClass, object message)
    {
        (Cause, LogSource, LogClass, Message) = (cause, logSource, logClass, message);
    }

    /// <inheritdoc/>
    public override LogLevel LogLevel() => Event.LogLevel.ErrorLevel;
}

/// <summary>Tells a logger to start; it answers with <see cref="LoggerInitialized"/>.</summary>
public class InitializeLogger : INoSerializationVerificationNeeded
{
    /// <summary>Holds the bus.</summary>
    public InitializeLogger(LoggingBus loggingBus)
    {
        LoggingBus = loggingBus;
    }

    /// <summary>The bus that the logger may subscribe to.</summary>
    public LoggingBus LoggingBus { get; }
}

/// <summary>Says that a logger is ready.</summary>
public class LoggerInitialized : INoSerializationVerificationNeeded, IDeadLetterSuppression
{
}

/// <summary>The queue of a logger.</summary>
public interface ILoggerMessageQueueSemantics : ISemantics
{
}
