namespace Akka.Event;

/// <summary>That somebody is subscribed to a class of events, except to some classes below it.</summary>
/// <typeparam name="TSubscriber">Who subscribes.</typeparam>
/// <typeparam name="TClassifier">The class of events.</typeparam>
public class Subscription<TSubscriber, TClassifier>
{
    /// <summary>Holds its arguments.</summary>
    public Subscription(TSubscriber subscriber, IEnumerable<TClassifier> unsubscriptions)
    {
        Subscriber = subscriber;
        Unsubscriptions = new HashSet<TClassifier>(unsubscriptions);
    }

    /// <summary>Holds its argument; nothing is left out.</summary>
    public Subscription(TSubscriber subscriber)
        : this(subscriber, [])
    {
    }

    /// <summary>Who is subscribed.</summary>
    public TSubscriber Subscriber { get; }

    /// <summary>The classes that are left out, each with all below it.</summary>
    public ISet<TClassifier> Unsubscriptions { get; }
}
