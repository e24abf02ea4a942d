using Akka.Dispatch;

namespace Akka.Actor;

public partial class ActorCell
{
    private TimeSpan? _receiveTimeout;
    private ICancelable? _pendingReceiveTimeout;
    private TimerScheduler? _timers;

    /// <inheritdoc/>
    public TimeSpan? ReceiveTimeout => _receiveTimeout;

    /// <inheritdoc/>
    public void SetReceiveTimeout(TimeSpan? timeout)
    {
        _receiveTimeout = timeout is { } t && t > TimeSpan.Zero ? t : null;
        CancelReceiveTimeout();
    }

    /// <summary>Starts the wait for the receive timeout again.</summary>
    public void CheckReceiveTimeout(bool reschedule = true)
    {
        if (_receiveTimeout is not { } timeout || Mailbox.IsClosed || _pendingTasks > 0)
        {
            return;
        }

        if (reschedule || _pendingReceiveTimeout is null)
        {
            CancelReceiveTimeout();
            _pendingReceiveTimeout = _system.Scheduler.ScheduleTellOnceCancelable(
                timeout, Self, Akka.Actor.ReceiveTimeout.Instance, Self);
        }
    }

    private void CancelReceiveTimeout()
    {
        _pendingReceiveTimeout?.Cancel();
        _pendingReceiveTimeout = null;
    }

    /// <summary>Gives a new instance what it asks for: a stash, timers.</summary>
    private void Equip(ActorBase actor)
    {
        if (actor is IActorStash stash)
        {
            stash.Stash ??= new StashImpl(this, StashCapacity);
        }

        if (actor is IWithTimers timers)
        {
            timers.Timers ??= _timers ??= new TimerScheduler(this, _system.Settings.DebugTimerScheduler);
        }
    }

    private void ReceivedTimer(TimerMessage timer, IActorRef sender)
    {
        if (_timers is not null && _timers.Accepts(timer))
        {
            _envelope = new Envelope(timer.Message, sender);
            ReceiveOrAutoReceive(_envelope);
        }
    }

    private void ReceiveOrAutoReceive(Envelope envelope)
    {
        if (envelope.Message is IAutoReceivedMessage)
        {
            AutoReceiveMessage(envelope);
        }
        else
        {
            ReceiveMessage(envelope.Message);
        }
    }
}
