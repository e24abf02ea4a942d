using Akka.Actor;
using Akka.Event;
using Akka.TestKit;
using Reactive.Streams;

namespace Akka.Streams.TestKit;

/// <summary>Publishers that a test works by hand.</summary>
public static partial class TestPublisher
{
    /// <summary>What a publisher is asked for.</summary>
    public interface IPublisherEvent : INoSerializationVerificationNeeded, IDeadLetterSuppression
    {
    }

    /// <summary>Somebody subscribed.</summary>
    public readonly struct Subscribe : IPublisherEvent
    {
        public readonly ISubscription Subscription;

        public Subscribe(ISubscription subscription)
        {
            Subscription = subscription;
        }
    }

    /// <summary>A subscriber wants no more.</summary>
    public readonly struct CancelSubscription : IPublisherEvent
    {
        public readonly ISubscription Subscription;

        public CancelSubscription(ISubscription subscription)
        {
            Subscription = subscription;
        }
    }

    /// <summary>A subscriber wants more.</summary>
    public readonly struct RequestMore : IPublisherEvent
    {
        public readonly ISubscription Subscription;
        public readonly long NrOfElements;

        public RequestMore(ISubscription subscription, long nrOfElements)
        {
            Subscription = subscription;
            NrOfElements = nrOfElements;
        }
    }

    /// <summary>A publisher that completes as soon as it is subscribed to.</summary>
    public static IPublisher<T> Empty<T>() => new Ready<T>(static subscriber =>
    {
        subscriber.OnSubscribe(new StreamTestKit.CompletedSubscription<T>(subscriber));
        subscriber.OnComplete();
    });

    /// <summary>A publisher that completes with the first request.</summary>
    public static IPublisher<T> LazyEmpty<T>() => new Ready<T>(static subscriber =>
        subscriber.OnSubscribe(new StreamTestKit.CompletedSubscription<T>(subscriber)));

    /// <summary>A publisher that fails as soon as it is subscribed to.</summary>
    public static IPublisher<T> Error<T>(Exception exception) => new Ready<T>(subscriber =>
    {
        subscriber.OnSubscribe(new StreamTestKit.FailedSubscription<T>(subscriber, exception));
        subscriber.OnError(exception);
    });

    /// <summary>A publisher that fails with the first request.</summary>
    public static IPublisher<T> LazyError<T>(Exception exception) => new Ready<T>(subscriber =>
        subscriber.OnSubscribe(new StreamTestKit.FailedSubscription<T>(subscriber, exception)));

    /// <summary>A publisher that does nothing by itself.</summary>
    public static ManualProbe<T> CreateManualPublisherProbe<T>(
        this TestKitBase testKit, bool autoOnSubscribe = true) => new(testKit, autoOnSubscribe);

    /// <summary>A publisher that sends elements when they have been asked for.</summary>
    public static Probe<T> CreatePublisherProbe<T>(this TestKitBase testKit, long initialPendingRequests = 0) =>
        new(testKit, initialPendingRequests);

    private sealed class Ready<T>(Action<ISubscriber<T>> begin) : IPublisher<T>
    {
        public void Subscribe(ISubscriber<T> subscriber) => begin(subscriber);
    }
}
