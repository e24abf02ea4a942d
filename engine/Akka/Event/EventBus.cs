using Akka.Actor;

namespace Akka.Event;

/// <summary>Publishes events to subscribers by a class of events.</summary>
public abstract class EventBus<TEvent, TClassifier, TSubscriber>
    where TClassifier : notnull
    where TSubscriber : notnull
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TClassifier, HashSet<TSubscriber>> _subscribers = [];
    private volatile Dictionary<TClassifier, TSubscriber[]> _cache = [];

    /// <summary>Adds a subscriber; false when it changes nothing.</summary>
    public virtual bool Subscribe(TSubscriber subscriber, TClassifier classifier)
    {
        lock (_lock)
        {
            // A subscription to a class holds for every class below it.
            if (_subscribers.Any(s => IsSubClassification(s.Key, classifier) && s.Value.Contains(subscriber)))
            {
                return false;
            }

            if (!_subscribers.TryGetValue(classifier, out var set))
            {
                _subscribers[classifier] = set = [];
            }

            set.Add(subscriber);
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
            foreach (var set in _subscribers.Values)
            {
                removed |= set.Remove(subscriber);
            }

            _cache = [];
            return removed;
        }
    }

    /// <summary>Removes a subscriber from a class and all below it.</summary>
    public virtual bool Unsubscribe(TSubscriber subscriber, TClassifier classifier)
    {
        lock (_lock)
        {
            var removed = false;
            foreach (var (key, set) in _subscribers)
            {
                if (IsSubClassification(classifier, key))
                {
                    removed |= set.Remove(subscriber);
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
            return _subscribers.Values.Any(s => s.Contains(subscriber));
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

    private TSubscriber[] AddToCache(TClassifier classifier)
    {
        lock (_lock)
        {
            var found = _subscribers
                .Where(s => IsSubClassification(s.Key, classifier))
                .SelectMany(s => s.Value)
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
