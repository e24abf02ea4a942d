using Akka.Dispatch.SysMsg;
using Akka.Util;

namespace Akka.Actor;

public partial class ActorCell
{
    /// <inheritdoc/>
    public IActorRef Watch(IActorRef subject) => BeginWatch(subject, null);

    /// <inheritdoc/>
    public IActorRef WatchWith(IActorRef subject, object message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return BeginWatch(subject, message);
    }

    /// <inheritdoc/>
    public IActorRef Unwatch(IActorRef subject)
    {
        if (_rare?.Watching is { } watching && !subject.Equals(Self) && watching.Remove(subject))
        {
            ((IInternalActorRef)subject).SendSystemMessage(new Unwatch((IInternalActorRef)subject, _self));
        }

        _rare?.TerminatedQueued?.Remove(subject);
        return subject;
    }

    /// <summary>
    /// Notes that a notice of this death waits in the mailbox: one that was taken out, stashed, and put back.
    /// </summary>
    /// <param name="subject">Who has died.</param>
    /// <param name="customMessage">What to say instead of a plain <see cref="Terminated"/>.</param>
    public void TerminatedQueuedFor(IActorRef subject, Option<object> customMessage) =>
        (Rare.TerminatedQueued ??= [])[subject] = customMessage.HasValue ? customMessage.Value : null;

    /// <summary>Gives the notice of a death to the behaviour, unless the watch was ended meanwhile.</summary>
    protected void ReceivedTerminated(Terminated t)
    {
        if (_rare?.TerminatedQueued is { } queued && queued.Remove(t.ActorRef, out var custom))
        {
            if (custom is not null)
            {
                _envelope = new Envelope(custom, _envelope.Sender);
            }

            ReceiveMessage(custom ?? t);
        }
    }

    /// <summary>Acts on the death of a watched actor or of a child.</summary>
    protected void WatchedActorTerminated(IActorRef actor, bool existenceConfirmed, bool addressTerminated)
    {
        if (_rare?.Watching is { } watching && watching.Remove(actor, out var custom) && !_terminating)
        {
            (Rare.TerminatedQueued ??= [])[actor] = custom;
            _self.Tell(new Terminated(actor, existenceConfirmed, addressTerminated), actor);
        }

        HandleChildTerminated(actor);
    }

    /// <summary>Notes a watcher.</summary>
    protected void AddWatcher(IActorRef watchee, IActorRef watcher)
    {
        if (watchee.Equals(Self) && !watcher.Equals(Self))
        {
            (Rare.WatchedBy ??= []).Add(watcher);
            if (_system.Settings.DebugLifecycle)
            {
                PublishDebug($"now watched by {watcher}");
            }
        }
    }

    /// <summary>Forgets a watcher.</summary>
    protected void RemWatcher(IActorRef watchee, IActorRef watcher)
    {
        if (watchee.Equals(Self) && !watcher.Equals(Self))
        {
            _rare?.WatchedBy?.Remove(watcher);
        }
    }

    /// <summary>Tells all watchers but the parent, who is told anyway.</summary>
    protected void TellWatchersWeDied()
    {
        if (_rare?.WatchedBy is not { } watchers)
        {
            return;
        }

        _rare.WatchedBy = null;
        foreach (var watcher in watchers)
        {
            if (!watcher.Equals(Parent))
            {
                ((IInternalActorRef)watcher).SendSystemMessage(
                    new DeathWatchNotification(Self, existenceConfirmed: true, addressTerminated: false));
            }
        }
    }

    private IActorRef BeginWatch(IActorRef subject, object? message)
    {
        var target = (IInternalActorRef)subject;
        if (subject.Equals(Self))
        {
            return subject;
        }

        if (_rare?.Watching is { } watching && watching.TryGetValue(subject, out var previous))
        {
            if (!Equals(previous, message))
            {
                throw new InvalidOperationException(
                    $"Watch({Self}, {subject}) termination message was not overwritten from "
                    + $"[{previous ?? "<Terminated>"}] to [{message ?? "<Terminated>"}]. "
                    + "If this was intended, unwatch first before using `watch` / `watchWith` with another message.");
            }

            return subject;
        }

        target.SendSystemMessage(new Watch(target, _self));
        (Rare.Watching ??= [])[subject] = message;
        return subject;
    }

    private void UnwatchWatchedActors()
    {
        if (_rare?.Watching is not { } watching)
        {
            return;
        }

        _rare.Watching = null;
        _rare.TerminatedQueued = null;
        foreach (var subject in watching.Keys)
        {
            ((IInternalActorRef)subject).SendSystemMessage(new Unwatch((IInternalActorRef)subject, _self));
        }
    }
}
