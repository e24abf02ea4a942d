using Akka.Actor;
using Akka.Dispatch;

namespace Akka.Event;

/// <summary>A logger that is no actor.</summary>
public abstract class MinimalLogger : MinimalActorRef
{
    private readonly RootActorPath _path = new(new Address("akka", "all-systems"), "/StandardOutLogger");

    /// <summary>Says which entries are written; keeps all until the system has started the logger.</summary>
    public LogFilterEvaluator Filter { get; internal set; } = LogFilterEvaluator.NoFilters;

    /// <inheritdoc/>
    public sealed override ActorPath Path => _path;

    /// <inheritdoc/>
    public sealed override IActorRefProvider Provider =>
        throw new NotSupportedException("This logger does not provide.");

    /// <inheritdoc/>
    protected sealed override void TellInternal(object message, IActorRef sender)
    {
        ArgumentNullException.ThrowIfNull(message);
        Log(message);
    }

    /// <summary>Logs a message.</summary>
    protected abstract void Log(object message);
}

/// <summary>Logs to the standard output.</summary>
public class StandardOutLogger : MinimalLogger
{
    private static readonly Lock ConsoleLock = new();

    /// <summary>The color of debug entries.</summary>
    public static ConsoleColor DebugColor { get; set; } = ConsoleColor.Gray;

    /// <summary>The color of info entries.</summary>
    public static ConsoleColor InfoColor { get; set; } = ConsoleColor.White;

    /// <summary>The color of warnings.</summary>
    public static ConsoleColor WarningColor { get; set; } = ConsoleColor.Yellow;

    /// <summary>The color of errors.</summary>
    public static ConsoleColor ErrorColor { get; set; } = ConsoleColor.Red;

    /// <summary>Whether colors are used.</summary>
    public static bool UseColors { get; set; } = true;

    internal static void Print(LogEvent logEvent, LogFilterEvaluator filter)
    {
        if (!filter.ShouldTryKeepMessage(logEvent, out var text))
        {
            return;
        }

        text = text.Length > 0 ? text : logEvent.ToString();
        lock (ConsoleLock)
        {
            if (UseColors && !Console.IsOutputRedirected)
            {
                Console.ForegroundColor = ColorOf(logEvent);
                Console.WriteLine(text);
                Console.ResetColor();
            }
            else
            {
                Console.WriteLine(text);
            }
        }
    }

    /// <inheritdoc/>
    protected override void Log(object message)
    {
        if (message is LogEvent logEvent)
        {
            Print(logEvent, Filter);
        }
        else
        {
            Console.WriteLine(message);
        }
    }

    private static ConsoleColor ColorOf(LogEvent logEvent) => logEvent.LogLevel() switch
    {
        LogLevel.DebugLevel => DebugColor,
        LogLevel.InfoLevel => InfoColor,
        LogLevel.WarningLevel => WarningColor,
        _ => ErrorColor,
    };
}

/// <summary>The default logger: an actor that prints to the standard output.</summary>
public class DefaultLogger : ActorBase, IRequiresMessageQueue<ILoggerMessageQueueSemantics>
{
    /// <inheritdoc/>
    protected override bool Receive(object message)
    {
        switch (message)
        {
            case InitializeLogger:
                Sender.Tell(new LoggerInitialized());
                return true;
            case LogEvent logEvent:
                Print(logEvent);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Prints an entry, unless a filter of the system drops it.</summary>
    protected virtual void Print(LogEvent logEvent) =>
        StandardOutLogger.Print(logEvent, Context.System.Settings.LogFilter);
}

/// <summary>Makes the mailbox of loggers.</summary>
public sealed class LoggerMailboxType : MailboxType, IProducesMessageQueue<LoggerMailboxType.LoggerQueue>
{
    /// <summary>The constructor that every mailbox type must have.</summary>
    public LoggerMailboxType(Settings settings, Configuration.Config config)
        : base(settings, config)
    {
    }

    /// <inheritdoc/>
    public override Dispatch.MessageQueues.IMessageQueue Create(IActorRef owner, ActorSystem system) =>
        new LoggerQueue(system?.Settings.LogFilter ?? LogFilterEvaluator.NoFilters);

    /// <summary>The queue of a logger: what is left when it stops is dropped, not a dead letter.</summary>
    public sealed class LoggerQueue(LogFilterEvaluator filter)
        : Dispatch.MessageQueues.IMessageQueue, ILoggerMessageQueueSemantics, IUnboundedMessageQueueSemantics
    {
        private readonly Dispatch.MessageQueues.UnboundedMessageQueue _queue = new();

        /// <inheritdoc/>
        public bool HasMessages => _queue.HasMessages;

        /// <inheritdoc/>
        public int Count => _queue.Count;

        /// <inheritdoc/>
        public void Enqueue(IActorRef receiver, Envelope envelope) => _queue.Enqueue(receiver, envelope);

        /// <inheritdoc/>
        public bool TryDequeue(out Envelope envelope) => _queue.TryDequeue(out envelope);

        /// <inheritdoc/>
        public void CleanUp(IActorRef owner, Dispatch.MessageQueues.IMessageQueue deadletters)
        {
            while (TryDequeue(out var envelope))
            {
                if (envelope.Message is LogEvent { } entry && entry.LogLevel() >= LogLevel.WarningLevel)
                {
                    StandardOutLogger.Print(entry, filter);
                }
            }
        }
    }
}
