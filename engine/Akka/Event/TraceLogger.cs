using System.Diagnostics;
using Akka.Actor;

namespace Akka.Event;

/// <summary>
/// Writes the log to the listeners of <see cref="Trace"/>. Name it in <c>akka.loggers</c>.
/// </summary>
public class TraceLogger : UntypedActor
{
    /// <inheritdoc/>
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case InitializeLogger:
                Sender.Tell(new LoggerInitialized());
                break;
            case LogEvent entry:
                Write(entry);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private static void Write(LogEvent entry)
    {
        if (!Context.System.Settings.LogFilter.ShouldTryKeepMessage(entry, out var expanded))
        {
            return;
        }

        var text = expanded.Length > 0 ? expanded : entry.ToString();
        switch (entry.LogLevel())
        {
            case LogLevel.ErrorLevel:
                Trace.TraceError(text);
                break;
            case LogLevel.WarningLevel:
                Trace.TraceWarning(text);
                break;
            case LogLevel.InfoLevel:
                Trace.TraceInformation(text);
                break;
            default:
                Trace.WriteLine(text);
                break;
        }
    }
}
