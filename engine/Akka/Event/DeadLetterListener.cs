using Akka.Actor;

namespace Akka.Event;

/// <summary>Logs dead letters, as many as <c>akka.log-dead-letters</c> allows.</summary>
public class DeadLetterListener : ActorBase
{
    private readonly EventStream _eventStream = Context.System.EventStream;
    private readonly int _limit = Context.System.Settings.LogDeadLetters;
    private readonly TimeSpan _pause = Context.System.Settings.LogDeadLettersSuspendDuration;
    private int _count;
    private TimeSpan? _pausedUntil;

    private bool IsUnlimited => _limit == int.MaxValue;

    /// <inheritdoc/>
    protected override void PreStart() => Subscribe();

    /// <inheritdoc/>
    protected override void PostRestart(Exception reason)
    {
        // Still subscribed.
    }

    /// <inheritdoc/>
    protected override void PreRestart(Exception reason, object message)
    {
    }

    /// <inheritdoc/>
    protected override void PostStop() => _eventStream.Unsubscribe(Self);

    /// <inheritdoc/>
    protected override bool Receive(object message)
    {
        if (message is not AllDeadLetters letter || letter is SuppressedDeadLetter)
        {
            return false;
        }

        if (letter.Message is LogEvent || IsPaused())
        {
            return true;
        }

        _count++;
        if (IsUnlimited)
        {
            Log(letter, string.Empty);
        }
        else if (_count < _limit)
        {
            Log(letter, string.Empty);
        }
        else
        {
            Pause(letter);
        }

        return true;
    }

    private void Subscribe()
    {
        _eventStream.Subscribe(Self, typeof(DeadLetter));
        _eventStream.Subscribe(Self, typeof(Dropped));
        _eventStream.Subscribe(Self, typeof(UnhandledMessage));
    }

    private bool IsPaused()
    {
        if (_pausedUntil is not { } until)
        {
            return false;
        }

        if (until == TimeSpan.MaxValue || Context.System.Scheduler.MonotonicClock < until)
        {
            _count++;
            return true;
        }

        _pausedUntil = null;
        _count = 0;
        return false;
    }

    private void Pause(AllDeadLetters letter)
    {
        var forEver = _pause <= TimeSpan.Zero || _pause == Timeout.InfiniteTimeSpan || _pause == TimeSpan.MaxValue;
        _pausedUntil = forEver ? TimeSpan.MaxValue : Context.System.Scheduler.MonotonicClock + _pause;
        Log(letter, forEver
            ? ", no more dead letters will be logged"
            : $", no more dead letters will be logged in next [{_pause}]");
    }

    private void Log(AllDeadLetters letter, string more)
    {
        if (((ActorSystemImpl)Context.System).IsTerminating && !Context.System.Settings.LogDeadLettersDuringShutdown)
        {
            return;
        }

        var recipient = letter.Recipient?.Path.ToString() ?? "no recipient";
        var sender = letter.Sender.IsNobody() ? "[NoSender]" : letter.Sender.ToString();
        var what = letter switch
        {
            Dropped dropped => $"was dropped. {dropped.Reason}.",
            UnhandledMessage => "was unhandled.",
            _ => "was not delivered.",
        };
        var text = $"Message [{letter.Message.GetType().Name}] from {sender} to [{recipient}] {what} "
            + $"[{_count}] dead letters encountered{more}. If this is not an expected behavior then "
            + $"[{recipient}] may have terminated unexpectedly. This logging can be turned off or adjusted with "
            + "configuration settings 'akka.log-dead-letters' and 'akka.log-dead-letters-during-shutdown'.";
        _eventStream.Publish(new Info(recipient, letter.Recipient?.GetType() ?? typeof(DeadLetterListener), text));
    }
}

/// <summary>Logs unhandled messages at debug level.</summary>
internal sealed class UnhandledMessageForwarder : ActorBase
{
    protected override void PreStart() => Context.System.EventStream.Subscribe(Self, typeof(UnhandledMessage));

    protected override void PostStop() => Context.System.EventStream.Unsubscribe(Self);

    protected override bool Receive(object message)
    {
        if (message is not UnhandledMessage unhandled)
        {
            return false;
        }

        var text = $"Unhandled message from {unhandled.Sender} : {unhandled.Message}";
        Context.System.EventStream.Publish(
            new Debug(unhandled.Recipient.Path.ToString(), unhandled.Recipient.GetType(), text));
        return true;
    }
}
