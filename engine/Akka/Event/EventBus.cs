using Akka.Actor;

namespace Akka.Event;

/// <summary>Publishes events to subscribers by a class of events.</summary>
public abstract class EventBus<TEvent, TClassifier, TSubscriber>
    where TClassifier : notnull
    where TSubscriber : notnull
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TClassifier, Dictionary<TSubscriber, Subscription<TSubscriber, TClassifier>>>
        _subscriptions = [];

    private volatile Dictionary<TClassifier, TSubscriber[]> _cache = [];

    /// <summary>Adds a subscriber to a class and all below it; false when it changes nothing.</summary>
    public virtual bool Subscribe(TSubscriber subscriber, TClassifier classifier)
    {
        lock (_lock)
        {
            if (IsWhollySubscribed(subscriber, classifier))
            {
                return false;
            }

            if (!_subscriptions.TryGetValue(classifier, out var own))
            {
                _subscriptions[classifier] = own = [];
            }

            own[subscriber] = new Subscription<TSubscriber, TClassifier>(subscriber);
            _cache = [];
            return true;
        }
    }

    /// <summary>Removes a subscriber from everything.</summary>
    public virtual bool Unsubscribe(TSubscriber subscriber)
    {
        lock (_lock)
        {
            var removed = false;
            foreach (var own in _subscriptions.Values)
            {
                removed |= own.Remove(subscriber);
            }

            _cache = [];
            return removed;
        }
    }

    /// <summary>
    /// Removes a subscriber from a class and all below it; it stays subscribed to the rest of a class above.
    /// </summary>
    public virtual bool Unsubscribe(TSubscriber subscriber, TClassifier classifier)
    {
        lock (_lock)
        {
            var removed = false;
            foreach (var (key, own) in _subscriptions)
            {
                if (IsSubClassification(classifier, key))
                {
                    removed |= own.Remove(subscriber);
                }
                else if (own.TryGetValue(subscriber, out var subscription) && Covers(key, subscription, classifier))
                {
                    removed |= subscription.Unsubscriptions.Add(classifier);
                }
            }

            _cache = [];
            return removed;
        }
    }

    /// <summary>Gives an event to everyone subscribed to its class or to one above.</summary>
    public virtual void Publish(TEvent @event)
    {
        var classifier = GetClassifier(@event);
        if (!_cache.TryGetValue(classifier, out var subscribers))
        {
            subscribers = AddToCache(classifier);
        }

        foreach (var subscriber in subscribers)
        {
            Publish(@event, subscriber);
        }
    }

    internal bool HasSubscribers(TClassifier classifier) =>
        (_cache.TryGetValue(classifier, out var found) ? found : AddToCache(classifier)).Length > 0;

    internal bool IsSubscribedToAny(TSubscriber subscriber)
    {
        lock (_lock)
        {
            return _subscriptions.Values.Any(s => s.ContainsKey(subscriber));
        }
    }

    /// <summary>The short name of an object's type.</summary>
    protected string SimpleName(object source) => SimpleName(source.GetType());

    /// <summary>The short name of a type.</summary>
    protected string SimpleName(Type source) => source.Name;

    /// <summary>True when the child is the parent or below it.</summary>
    protected abstract bool IsSubClassification(TClassifier parent, TClassifier child);

    /// <summary>Gives an event to a subscriber.</summary>
    protected abstract void Publish(TEvent @event, TSubscriber subscriber);

    /// <summary>True when the event belongs to the class.</summary>
    protected abstract bool Classify(TEvent @event, TClassifier classifier);

    /// <summary>The class of an event.</summary>
    protected abstract TClassifier GetClassifier(TEvent @event);

    /// <summary>True when a subscription to a class holds for another one, which is not left out.</summary>
    private bool Covers(
        TClassifier key, Subscription<TSubscriber, TClassifier> subscription, TClassifier classifier) =>
        IsSubClassification(key, classifier)
        && !subscription.Unsubscriptions.Any(left => IsSubClassification(left, classifier));

    /// <summary>True when the subscriber gets all of a class already, with everything below it.</summary>
    private bool IsWhollySubscribed(TSubscriber subscriber, TClassifier classifier) => _subscriptions.Any(
        s => s.Value.TryGetValue(subscriber, out var subscription)
            && Covers(s.Key, subscription, classifier)
            && !subscription.Unsubscriptions.Any(left => IsSubClassification(classifier, left)));

    private TSubscriber[] AddToCache(TClassifier classifier)
    {
        lock (_lock)
        {
            var found = _subscriptions
                .Where(s => IsSubClassification(s.Key, classifier))
                .SelectMany(s => s.Value.Values.Where(each => Covers(s.Key, each, classifier)))
                .Select(each => each.Subscriber)
                .Distinct()
                .ToArray();
            _cache = new Dictionary<TClassifier, TSubscriber[]>(_cache) { [classifier] = found };
            return found;
        }
    }
}

/// <summary>An event bus whose subscribers are actors.</summary>
public abstract class ActorEventBus<TEvent, TClassifier> : EventBus<TEvent, TClassifier, IActorRef>
    where TClassifier : notnull
{
}
