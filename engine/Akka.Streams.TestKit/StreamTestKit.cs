using Akka.Actor;
using Akka.TestKit;
using Reactive.Streams;

namespace Akka.Streams.TestKit;

/// <summary>Subscriptions that tests hold or hand out.</summary>
public class StreamTestKit
{
    /// <summary>The subscription of a publisher without elements: the first request completes it.</summary>
    public sealed class CompletedSubscription<T> : ISubscription
    {
        public CompletedSubscription(ISubscriber<T> subscriber)
        {
            Subscriber = subscriber;
        }

        public ISubscriber<T> Subscriber { get; }

        public void Request(long n) => Subscriber.OnComplete();

        public void Cancel()
        {
        }
    }

    /// <summary>The subscription of a publisher that fails: the first request does it.</summary>
    public sealed class FailedSubscription<T> : ISubscription
    {
        public FailedSubscription(ISubscriber<T> subscriber, Exception cause)
        {
            Subscriber = subscriber;
            Cause = cause;
        }

        public ISubscriber<T> Subscriber { get; }

        public Exception Cause { get; }

        public void Request(long n) => Subscriber.OnError(Cause);

        public void Cancel()
        {
        }
    }

    /// <summary>A subscription that tells a probe what is asked of it, and a subscriber what the test wants.</summary>
    public sealed class PublisherProbeSubscription<T> : ISubscription
    {
        public PublisherProbeSubscription(ISubscriber<T> subscriber, TestProbe publisherProbe)
        {
            Subscriber = subscriber;
            PublisherProbe = publisherProbe;
        }

        public ISubscriber<T> Subscriber { get; }

        public TestProbe PublisherProbe { get; }

        public void Request(long n) => PublisherProbe.Ref.Tell(new TestPublisher.RequestMore(this, n));

        public void Cancel() => PublisherProbe.Ref.Tell(new TestPublisher.CancelSubscription(this));

        /// <summary>Expects a request for exactly so many elements.</summary>
        public void ExpectRequest(long n, CancellationToken cancellationToken = default) =>
            PublisherProbe.ExpectMsg<TestPublisher.RequestMore>(
                more => IsMine(more) && more.NrOfElements == n, cancellationToken: cancellationToken);

        /// <inheritdoc cref="ExpectRequest(long,CancellationToken)"/>
        public async Task ExpectRequestAsync(long n, CancellationToken cancellationToken = default) =>
            await PublisherProbe.ExpectMsgAsync<TestPublisher.RequestMore>(
                more => IsMine(more) && more.NrOfElements == n, cancellationToken: cancellationToken);

        /// <summary>Expects a request and says for how many elements.</summary>
        public long ExpectRequest(CancellationToken cancellationToken = default) =>
            PublisherProbe.ExpectMsg<TestPublisher.RequestMore>(
                IsMine, cancellationToken: cancellationToken).NrOfElements;

        /// <inheritdoc cref="ExpectRequest(CancellationToken)"/>
        public async Task<long> ExpectRequestAsync(CancellationToken cancellationToken = default)
        {
            var more = await PublisherProbe.ExpectMsgAsync<TestPublisher.RequestMore>(
                IsMine, cancellationToken: cancellationToken);
            return more.NrOfElements;
        }

        /// <summary>Expects a cancellation, after any number of requests.</summary>
        public void ExpectCancellation(CancellationToken cancellationToken = default) =>
            PublisherProbe.FishForMessage(IsMyCancellation, cancellationToken: cancellationToken);

        /// <inheritdoc cref="ExpectCancellation"/>
        public async Task ExpectCancellationAsync(CancellationToken cancellationToken = default) =>
            await PublisherProbe.FishForMessageAsync(IsMyCancellation, cancellationToken: cancellationToken);

        public void SendNext(T element) => Subscriber.OnNext(element);

        public void SendComplete() => Subscriber.OnComplete();

        public void SendError(Exception cause) => Subscriber.OnError(cause);

        public void SendOnSubscribe() => Subscriber.OnSubscribe(this);

        internal bool IsMyCancellation(object message) =>
            message is TestPublisher.CancelSubscription cancel && ReferenceEquals(cancel.Subscription, this);

        private bool IsMine(TestPublisher.RequestMore more) => ReferenceEquals(more.Subscription, this);
    }
}
