namespace Reactive.Streams;

/// <summary>
/// Gives a possibly endless number of elements to its subscribers, never more than they have asked for.
/// </summary>
public interface IPublisher<out T>
{
    /// <summary>Begins a subscription; the subscriber is told of it by its own methods.</summary>
    void Subscribe(ISubscriber<T> subscriber);
}

/// <summary>
/// Receives, in this order: one subscription, then as many elements as it asks for, then at most one of completion and
/// error. One call at a time.
/// </summary>
public interface ISubscriber<in T>
{
    void OnSubscribe(ISubscription subscription);

    void OnNext(T element);

    void OnError(Exception cause);

    void OnComplete();
}

/// <summary>What one subscriber holds of one publisher.</summary>
public interface ISubscription
{
    /// <summary>Asks for <paramref name="n"/> elements more; must be positive.</summary>
    void Request(long n);

    /// <summary>Wants no more. What is under way may still come.</summary>
    void Cancel();
}
