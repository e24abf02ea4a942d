using Akka.Dispatch;

namespace Akka.Actor;

public partial class ActorCell
{
    /// <inheritdoc/>
    public TimeSpan? ReceiveTimeout => _rare?.ReceiveTimeout;

    /// <inheritdoc/>
    public void SetReceiveTimeout(TimeSpan? timeout)
    {
        if (timeout is { } some && some > TimeSpan.Zero)
        {
            Rare.ReceiveTimeout = some;
        }
        else if (_rare is not null)
        {
            _rare.ReceiveTimeout = null;
        }

        CancelReceiveTimeout();
    }

    /// <summary>Starts the wait for the receive timeout again.</summary>
    public void CheckReceiveTimeout(bool reschedule = true)
    {
        if (_rare is not { ReceiveTimeout: { } timeout } rare || Mailbox.IsClosed || _pendingTasks > 0)
        {
            return;
        }

        if (reschedule || rare.PendingReceiveTimeout is null)
        {
            CancelReceiveTimeout();
            rare.PendingReceiveTimeout = _system.Scheduler.ScheduleTellOnceCancelable(
                timeout, Self, Akka.Actor.ReceiveTimeout.Instance, Self);
        }
    }

    private void CancelReceiveTimeout()
    {
        if (_rare is { PendingReceiveTimeout: { } pending } rare)
        {
            pending.Cancel();
            rare.PendingReceiveTimeout = null;
        }
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
            timers.Timers ??= Rare.Timers ??= new TimerScheduler(this, _system.Settings.DebugTimerScheduler);
        }
    }

    private void ReceivedTimer(TimerMessage timer, IActorRef sender)
    {
        if (_rare?.Timers is { } timers && timers.Accepts(timer))
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
