using Akka.Actor;
using Akka.Dispatch;
using Akka.Event;
using Serilog;
using Serilog.Core;
using Serilog.Core.Enrichers;
using Serilog.Events;
using LogEvent = Akka.Event.LogEvent;

namespace Akka.Logger.Serilog;

/// <summary>
/// Writes the log to Serilog's global logger. Name it in <c>akka.loggers</c>, and set <c>akka.logger-formatter</c> to
/// <see cref="SerilogLogMessageFormatter"/> for named holes in messages.
/// </summary>
public class SerilogLogger : ReceiveActor, IRequiresMessageQueue<ILoggerMessageQueueSemantics>
{
    private readonly ILoggingAdapter _log = Context.GetLogger();

    /// <summary>Adds the handlers.</summary>
    public SerilogLogger()
    {
        Receive<Error>(Write);
        Receive<Warning>(Write);
        Receive<Info>(Write);
        Receive<Debug>(Write);
        Receive<InitializeLogger>(_ =>
        {
            _log.Info("SerilogLogger started");
            Sender.Tell(new LoggerInitialized());
        });
    }

    /// <inheritdoc/>
    protected override void PostStop() => _log.Info("SerilogLogger stopped");

    private static LogEventLevel LevelOf(LogEvent logEvent) => logEvent.LogLevel() switch
    {
        LogLevel.DebugLevel => LogEventLevel.Debug,
        LogLevel.InfoLevel => LogEventLevel.Information,
        LogLevel.WarningLevel => LogEventLevel.Warning,
        _ => LogEventLevel.Error,
    };

    private static ILogger LoggerFor(LogEvent logEvent, string actorPath)
    {
        List<ILogEventEnricher> properties =
        [
            new PropertyEnricher(Constants.SourceContextPropertyName, logEvent.LogClass.FullName),
            new PropertyEnricher("LogSource", logEvent.LogSource),
            new PropertyEnricher("ActorPath", actorPath),
            new PropertyEnricher("Timestamp", logEvent.Timestamp),
            new PropertyEnricher("Thread", logEvent.Thread.ManagedThreadId),
        ];
        return Log.Logger.ForContext(properties);
    }

    private void Write(LogEvent logEvent)
    {
        if (!Context.System.Settings.LogFilter.ShouldTryKeepMessage(logEvent, out _))
        {
            return;
        }

        // Entries about an actor carry its path as their source; others are the logger's own.
        var path = logEvent.LogSource.StartsWith("akka", StringComparison.Ordinal)
            ? logEvent.LogSource
            : Context.Sender.Path.ToString();
        var logger = LoggerFor(logEvent, path);
        var level = LevelOf(logEvent);
        if (logEvent.Message is LogMessage message)
        {
            logger.Write(level, logEvent.Cause, message.Format, message.Parameters().ToArray());
        }
        else
        {
            logger.Write(level, logEvent.Cause, "{Message:l}", logEvent.Message);
        }
    }
}
