using Akka.Actor;
using Akka.TestKit;
using Reactive.Streams;

namespace Akka.Streams.TestKit;

public static partial class TestPublisher
{
    /// <summary>
    /// A publisher that does nothing by itself: the test sees every subscription, request and cancellation, and says
    /// what is sent, through <see cref="StreamTestKit.PublisherProbeSubscription{T}"/>.
    /// </summary>
    public class ManualProbe<T> : IPublisher<T>
    {
        internal ManualProbe(TestKitBase testKit, bool autoOnSubscribe)
        {
            ArgumentNullException.ThrowIfNull(testKit);
            AutoOnSubscribe = autoOnSubscribe;
            Probe = testKit.CreateTestProbe();
        }

        /// <summary>Whether subscribers are told at once that they are subscribed.</summary>
        public bool AutoOnSubscribe { get; }

        /// <summary>Receives a message for every call.</summary>
        public TestProbe Probe { get; }

        public IPublisher<T> Publisher => this;

        /// <summary>The subscription that was expected last.</summary>
        public StreamTestKit.PublisherProbeSubscription<T> Subscription { get; protected set; } = null!;

        public void Subscribe(ISubscriber<T> subscriber)
        {
            ArgumentNullException.ThrowIfNull(subscriber);
            var subscription = new StreamTestKit.PublisherProbeSubscription<T>(subscriber, Probe);
            Probe.Ref.Tell(new Subscribe(subscription));
            if (AutoOnSubscribe)
            {
                subscriber.OnSubscribe(subscription);
            }
        }

        /// <summary>Expects that somebody subscribes.</summary>
        public StreamTestKit.PublisherProbeSubscription<T> ExpectSubscription(
            CancellationToken cancellationToken = default)
        {
            var message = Probe.ExpectMsg<Subscribe>(cancellationToken: cancellationToken);
            return Subscription = (StreamTestKit.PublisherProbeSubscription<T>)message.Subscription;
        }

        /// <inheritdoc cref="ExpectSubscription"/>
        public async Task<StreamTestKit.PublisherProbeSubscription<T>> ExpectSubscriptionAsync(
            CancellationToken cancellationToken = default) =>
            Subscription = await ExpectSubscriptionTask(Probe, cancellationToken);

        /// <summary>Expects a request of a subscription for exactly so many elements.</summary>
        public ManualProbe<T> ExpectRequest(
            ISubscription subscription, int nrOfElements, CancellationToken cancellationToken = default)
        {
            Probe.ExpectMsg<RequestMore>(
                more => Equal(more, subscription, nrOfElements), cancellationToken: cancellationToken);
            return this;
        }

        /// <inheritdoc cref="ExpectRequest"/>
        public async Task ExpectRequestAsync(
            ISubscription subscription, int nrOfElements, CancellationToken cancellationToken = default) =>
            await Probe.ExpectMsgAsync<RequestMore>(
                more => Equal(more, subscription, nrOfElements), cancellationToken: cancellationToken);

        /// <summary>Expects that nothing is asked for.</summary>
        public ManualProbe<T> ExpectNoMsg(CancellationToken cancellationToken = default)
        {
            Probe.ExpectNoMsg(cancellationToken);
            return this;
        }

        /// <inheritdoc cref="ExpectNoMsg(CancellationToken)"/>
        public ManualProbe<T> ExpectNoMsg(TimeSpan duration, CancellationToken cancellationToken = default)
        {
            Probe.ExpectNoMsg(duration, cancellationToken);
            return this;
        }

        /// <inheritdoc cref="ExpectNoMsg(CancellationToken)"/>
        public async Task ExpectNoMsgAsync(CancellationToken cancellationToken = default) =>
            await Probe.ExpectNoMsgAsync(cancellationToken);

        /// <inheritdoc cref="ExpectNoMsg(CancellationToken)"/>
        public async Task ExpectNoMsgAsync(TimeSpan duration, CancellationToken cancellationToken = default) =>
            await Probe.ExpectNoMsgAsync(duration, cancellationToken);

        /// <summary>Expects that anything is asked for.</summary>
        public IPublisherEvent ExpectEvent(CancellationToken cancellationToken = default) =>
            Probe.ExpectMsg<IPublisherEvent>(cancellationToken: cancellationToken);

        /// <inheritdoc cref="ExpectEvent"/>
        public async Task<IPublisherEvent> ExpectEventAsync(CancellationToken cancellationToken = default) =>
            await Probe.ExpectMsgAsync<IPublisherEvent>(cancellationToken: cancellationToken);

        /// <summary>What is asked for, as long as the filter gives something, or is of the type.</summary>
        public IEnumerable<TOther> ReceiveWhile<TOther>(
            TimeSpan? max = null,
            TimeSpan? idle = null,
            Func<object, TOther?>? filter = null,
            int msgCount = int.MaxValue,
            CancellationToken cancellationToken = default)
            where TOther : class =>
            Probe.ReceiveWhile(max, idle, filter ?? OfType<TOther>, msgCount, cancellationToken);

        /// <inheritdoc cref="ReceiveWhile"/>
        public IAsyncEnumerable<TOther> ReceiveWhileAsync<TOther>(
            TimeSpan? max = null,
            TimeSpan? idle = null,
            Func<object, TOther?>? filter = null,
            int msgCount = int.MaxValue,
            CancellationToken cancellationToken = default)
            where TOther : class =>
            Probe.ReceiveWhileAsync(max, idle, filter ?? OfType<TOther>, msgCount, cancellationToken);

        /// <summary>Runs a block that must not take longer.</summary>
        public TOther Within<TOther>(
            TimeSpan max, Func<TOther> execute, CancellationToken cancellationToken = default) =>
            Probe.Within(max, execute, cancellationToken: cancellationToken);

        /// <summary>Runs a block that must take at least and at most so long.</summary>
        public TOther Within<TOther>(
            TimeSpan min, TimeSpan max, Func<TOther> execute, CancellationToken cancellationToken = default) =>
            Probe.Within(min, max, execute, cancellationToken: cancellationToken);

        /// <inheritdoc cref="Within{TOther}(TimeSpan,Func{TOther},CancellationToken)"/>
        public Task<TOther> WithinAsync<TOther>(
            TimeSpan max, Func<Task<TOther>> execute, CancellationToken cancellationToken = default) =>
            Probe.WithinAsync(max, execute, cancellationToken: cancellationToken);

        /// <inheritdoc cref="Within{TOther}(TimeSpan,TimeSpan,Func{TOther},CancellationToken)"/>
        public Task<TOther> WithinAsync<TOther>(
            TimeSpan min,
            TimeSpan max,
            Func<Task<TOther>> actionAsync,
            CancellationToken cancellationToken = default) =>
            Probe.WithinAsync(min, max, actionAsync, cancellationToken: cancellationToken);

        protected static async Task<StreamTestKit.PublisherProbeSubscription<T>> ExpectSubscriptionTask(
            TestProbe probe, CancellationToken cancellationToken)
        {
            var message = await probe.ExpectMsgAsync<Subscribe>(cancellationToken: cancellationToken);
            return (StreamTestKit.PublisherProbeSubscription<T>)message.Subscription;
        }

        private static bool Equal(RequestMore more, ISubscription subscription, int nrOfElements) =>
            ReferenceEquals(more.Subscription, subscription) && more.NrOfElements == nrOfElements;

        private static TOther? OfType<TOther>(object message)
            where TOther : class => message as TOther;
    }
}
