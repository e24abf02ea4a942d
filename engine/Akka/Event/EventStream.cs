using Akka.Actor;

namespace Akka.Event;

/// <summary>
/// The system's own event bus: actors subscribe to a type and get every published object of it. Subscribers that end
/// are removed.
/// </summary>
public class EventStream : LoggingBus
{
    private readonly bool _debug;
    private IActorRef? _unsubscriber;
    private readonly List<IActorRef> _early = [];

    /// <summary>Makes a stream that can log who comes and goes.</summary>
    public EventStream(bool debug)
    {
        _debug = debug;
    }

    /// <inheritdoc/>
    public override bool Subscribe(IActorRef subscriber, Type channel)
    {
        ArgumentNullException.ThrowIfNull(subscriber);
        var added = base.Subscribe(subscriber, channel);
        Watch(subscriber);
        LogChange(added, $"subscribing {subscriber} to channel {channel}");
        return added;
    }

    /// <inheritdoc/>
    public override bool Unsubscribe(IActorRef subscriber, Type channel)
    {
        ArgumentNullException.ThrowIfNull(subscriber);
        var removed = base.Unsubscribe(subscriber, channel);
        LogChange(removed, $"unsubscribing {subscriber} from channel {channel}");
        if (removed && !IsSubscribedToAny(subscriber))
        {
            _unsubscriber?.Tell(new Unsubscriber.Forget(subscriber), ActorRefs.NoSender);
        }

        return removed;
    }

    /// <inheritdoc/>
    public override bool Unsubscribe(IActorRef subscriber)
    {
        ArgumentNullException.ThrowIfNull(subscriber);
        var removed = base.Unsubscribe(subscriber);
        LogChange(removed, $"unsubscribing {subscriber} from all channels");
        if (removed)
        {
            _unsubscriber?.Tell(new Unsubscriber.Forget(subscriber), ActorRefs.NoSender);
        }

        return removed;
    }

    /// <summary>Starts the actor that removes subscribers that end.</summary>
    public void StartUnsubscriber(ActorSystemImpl system)
    {
        lock (_early)
        {
            _unsubscriber = system.SystemActorOf(
                Props.Create(() => new Unsubscriber(this)), "EventStreamUnsubscriber");
            foreach (var subscriber in _early)
            {
                _unsubscriber.Tell(new Unsubscriber.Mind(subscriber), ActorRefs.NoSender);
            }

            _early.Clear();
        }
    }

    private void Watch(IActorRef subscriber)
    {
        if (subscriber is MinimalActorRef || (_unsubscriber is not null && subscriber.Equals(_unsubscriber)))
        {
            return;
        }

        lock (_early)
        {
            if (_unsubscriber is null)
            {
                _early.Add(subscriber);
                return;
            }
        }

        _unsubscriber.Tell(new Unsubscriber.Mind(subscriber), ActorRefs.NoSender);
    }

    private void LogChange(bool changed, string what)
    {
        if (_debug && changed)
        {
            Publish(new Debug(Logging.SimpleName(this), GetType(), what));
        }
    }

    private sealed class Unsubscriber(EventStream stream) : ActorBase
    {
        protected override bool Receive(object message)
        {
            switch (message)
            {
                case Mind mind:
                    Context.Watch(mind.Subscriber);
                    return true;
                case Forget forget:
                    if (!stream.IsSubscribedToAny(forget.Subscriber))
                    {
                        Context.Unwatch(forget.Subscriber);
                    }

                    return true;
                case Terminated terminated:
                    stream.Unsubscribe(terminated.ActorRef);
                    return true;
                default:
                    return false;
            }
        }

        internal sealed record Mind(IActorRef Subscriber) : INoSerializationVerificationNeeded, IDeadLetterSuppression;

        internal sealed record Forget(IActorRef Subscriber)
            : INoSerializationVerificationNeeded, IDeadLetterSuppression;
    }
}

/// <summary>Subscribes by type parameter.</summary>
public static class EventStreamExtensions
{
    /// <summary>Subscribes to a type.</summary>
    public static bool Subscribe<TChannel>(this EventStream eventStream, IActorRef subscriber) =>
        eventStream.Subscribe(subscriber, typeof(TChannel));

    /// <summary>Ends a subscription to a type.</summary>
    public static bool Unsubscribe<TChannel>(this EventStream eventStream, IActorRef subscriber) =>
        eventStream.Unsubscribe(subscriber, typeof(TChannel));
}
