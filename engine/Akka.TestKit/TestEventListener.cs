using Akka.Actor;
using Akka.Event;
using Akka.TestKit.TestEvent;

namespace Akka.TestKit;

/// <summary>The logger of tests: drops the entries that filters accept, and makes entries of dead letters.</summary>
public class TestEventListener : DefaultLogger
{
    private readonly List<IEventFilter> _filters = [];

    /// <inheritdoc/>
    protected override bool Receive(object message)
    {
        switch (message)
        {
            case InitializeLogger initialize:
                Type[] types = [typeof(Mute), typeof(Unmute), typeof(DeadLetter), typeof(UnhandledMessage)];
                foreach (var type in types)
                {
                    initialize.LoggingBus.Subscribe(Context.Self, type);
                }

                Sender.Tell(new LoggerInitialized());
                return true;
            case Mute mute:
                _filters.AddRange(mute.Filters);
                return true;
            case Unmute unmute:
                _filters.RemoveAll(f => unmute.Filters.Any(u => ReferenceEquals(u, f)));
                return true;
            case LogEvent logEvent:
                PrintUnlessMuted(logEvent);
                return true;
            case DeadLetter letter:
                Letter(letter);
                return true;
            case UnhandledMessage unhandled:
                PrintUnlessMuted(new Warning(
                    unhandled.Recipient.Path.ToString(),
                    unhandled.Recipient.GetType(),
                    $"Unhandled message from {unhandled.Sender} : {unhandled.Message}"));
                return true;
            default:
                return false;
        }
    }

    private void Letter(DeadLetter letter)
    {
        if (letter.Message is Terminated or Akka.Dispatch.SysMsg.ISystemMessage)
        {
            return;
        }

        // The filter for dead letters looks at the letter itself.
        var source = letter.Recipient?.Path.ToString() ?? string.Empty;
        var entry = new Warning(source, letter.Recipient?.GetType() ?? GetType(), letter);
        if (_filters.Exists(f => f.Apply(entry)))
        {
            return;
        }

        var text = $"received dead letter from {letter.Sender}: {letter.Message}";
        PrintUnlessMuted(new Warning(source, entry.LogClass, text));
    }

    private void PrintUnlessMuted(LogEvent logEvent)
    {
        if (!_filters.Exists(f => f.Apply(logEvent)))
        {
            Print(logEvent);
        }
    }
}
