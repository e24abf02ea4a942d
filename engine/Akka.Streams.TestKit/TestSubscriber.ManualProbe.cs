using Akka.Actor;
using Akka.TestKit;
using Reactive.Streams;

namespace Akka.Streams.TestKit;

public static partial class TestSubscriber
{
    /// <summary>
    /// A subscriber that asks for nothing by itself: the test sees every signal and says what is asked for.
    /// </summary>
    public partial class ManualProbe<T> : ISubscriber<T>
    {
        private readonly TestProbe _probe;

        internal ManualProbe(TestKitBase testKit)
        {
            ArgumentNullException.ThrowIfNull(testKit);
            _probe = testKit.CreateTestProbe();
        }

        /// <summary>The subscription that was expected last.</summary>
        public ISubscription Subscription { get; protected set; } = null!;

        public void OnSubscribe(ISubscription subscription) => _probe.Ref.Tell(new OnSubscribe(subscription));

        public void OnNext(T element) => _probe.Ref.Tell(new OnNext<T>(element));

        public void OnError(Exception cause) => _probe.Ref.Tell(new OnError(cause));

        public void OnComplete() => _probe.Ref.Tell(TestSubscriber.OnComplete.Instance);

        /// <summary>Expects the subscription.</summary>
        public ISubscription ExpectSubscription(CancellationToken cancellationToken = default) =>
            Subscription = _probe.ExpectMsg<OnSubscribe>(cancellationToken: cancellationToken).Subscription;

        /// <inheritdoc cref="ExpectSubscription"/>
        public async Task<ISubscription> ExpectSubscriptionAsync(CancellationToken cancellationToken = default)
        {
            var message = await _probe.ExpectMsgAsync<OnSubscribe>(cancellationToken: cancellationToken);
            return Subscription = message.Subscription;
        }

        /// <summary>Expects any signal.</summary>
        public ISubscriberEvent ExpectEvent(CancellationToken cancellationToken = default) =>
            _probe.ExpectMsg<ISubscriberEvent>(cancellationToken: cancellationToken);

        /// <inheritdoc cref="ExpectEvent(CancellationToken)"/>
        public ISubscriberEvent ExpectEvent(TimeSpan max, CancellationToken cancellationToken = default) =>
            _probe.ExpectMsg<ISubscriberEvent>(max, cancellationToken: cancellationToken);

        /// <summary>Expects any signal and gives what the function makes of it.</summary>
        public TOther ExpectEvent<TOther>(
            Func<ISubscriberEvent, TOther> func, CancellationToken cancellationToken = default) =>
            func(ExpectEvent(cancellationToken));

        /// <summary>Expects a signal equal to one.</summary>
        public ManualProbe<T> ExpectEvent(ISubscriberEvent e, CancellationToken cancellationToken = default)
        {
            _probe.ExpectMsg(e, cancellationToken: cancellationToken);
            return this;
        }

        /// <inheritdoc cref="ExpectEvent(CancellationToken)"/>
        public async Task<ISubscriberEvent> ExpectEventAsync(CancellationToken cancellationToken = default) =>
            await _probe.ExpectMsgAsync<ISubscriberEvent>(cancellationToken: cancellationToken);

        /// <inheritdoc cref="ExpectEvent(CancellationToken)"/>
        public async Task<ISubscriberEvent> ExpectEventAsync(
            TimeSpan? max, CancellationToken cancellationToken = default) =>
            await _probe.ExpectMsgAsync<ISubscriberEvent>(max, cancellationToken: cancellationToken);

        /// <inheritdoc cref="ExpectEvent{TOther}"/>
        public async Task<TOther> ExpectEventAsync<TOther>(
            Func<ISubscriberEvent, TOther> func, CancellationToken cancellationToken = default) =>
            func(await ExpectEventAsync(cancellationToken));

        /// <summary>Expects that no signal comes.</summary>
        public ManualProbe<T> ExpectNoMsg(CancellationToken cancellationToken = default)
        {
            _probe.ExpectNoMsg(cancellationToken);
            return this;
        }

        /// <inheritdoc cref="ExpectNoMsg(CancellationToken)"/>
        public ManualProbe<T> ExpectNoMsg(TimeSpan remaining, CancellationToken cancellationToken = default)
        {
            _probe.ExpectNoMsg(remaining, cancellationToken);
            return this;
        }

        /// <inheritdoc cref="ExpectNoMsg(CancellationToken)"/>
        public async Task ExpectNoMsgAsync(TimeSpan remaining, CancellationToken cancellationToken = default) =>
            await _probe.ExpectNoMsgAsync(remaining, cancellationToken);

        /// <summary>Runs a block that must not take longer.</summary>
        public TOther Within<TOther>(
            TimeSpan max, Func<TOther> execute, CancellationToken cancellationToken = default) =>
            _probe.Within(max, execute, cancellationToken: cancellationToken);

        /// <summary>Runs a block that must take at least and at most so long.</summary>
        public TOther Within<TOther>(
            TimeSpan min, TimeSpan max, Func<TOther> execute, CancellationToken cancellationToken = default) =>
            _probe.Within(min, max, execute, cancellationToken: cancellationToken);

        /// <inheritdoc cref="Within{TOther}(TimeSpan,Func{TOther},CancellationToken)"/>
        public Task<TOther> WithinAsync<TOther>(
            TimeSpan max, Func<Task<TOther>> execute, CancellationToken cancellationToken = default) =>
            _probe.WithinAsync(max, execute, cancellationToken: cancellationToken);

        /// <inheritdoc cref="Within{TOther}(TimeSpan,TimeSpan,Func{TOther},CancellationToken)"/>
        public Task<TOther> WithinAsync<TOther>(
            TimeSpan min,
            TimeSpan max,
            Func<Task<TOther>> execute,
            CancellationToken cancellationToken = default) =>
            _probe.WithinAsync(min, max, execute, cancellationToken: cancellationToken);

        /// <inheritdoc cref="Within{TOther}(TimeSpan,Func{TOther},CancellationToken)"/>
        public Task WithinAsync(
            TimeSpan max,
            Func<Task> actionAsync,
            TimeSpan? epsilonValue = null,
            CancellationToken cancellationToken = default) =>
            _probe.WithinAsync(max, actionAsync, epsilonValue, cancellationToken);
    }
}
