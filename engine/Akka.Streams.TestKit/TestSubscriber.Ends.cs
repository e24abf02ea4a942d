namespace Akka.Streams.TestKit;

public static partial class TestSubscriber
{
    // Expectations of the end of a stream.
    public partial class ManualProbe<T>
    {
        /// <summary>Expects that the stream completes.</summary>
        public ManualProbe<T> ExpectComplete(CancellationToken cancellationToken = default) =>
            ExpectComplete(null, cancellationToken);

        /// <inheritdoc cref="ExpectComplete(CancellationToken)"/>
        public ManualProbe<T> ExpectComplete(TimeSpan? timeout, CancellationToken cancellationToken = default)
        {
            _probe.ExpectMsg<OnComplete>(timeout, cancellationToken: cancellationToken);
            return this;
        }

        /// <inheritdoc cref="ExpectComplete(CancellationToken)"/>
        public async Task ExpectCompleteAsync(CancellationToken cancellationToken = default) =>
            await _probe.ExpectMsgAsync<OnComplete>(cancellationToken: cancellationToken);

        /// <summary>Expects that the stream fails, and gives the error.</summary>
        public Exception ExpectError(CancellationToken cancellationToken = default) =>
            _probe.ExpectMsg<OnError>(cancellationToken: cancellationToken).Cause;

        /// <inheritdoc cref="ExpectError"/>
        public async Task<Exception> ExpectErrorAsync(CancellationToken cancellationToken = default)
        {
            var error = await _probe.ExpectMsgAsync<OnError>(cancellationToken: cancellationToken);
            return error.Cause;
        }

        /// <summary>Expects the subscription, asks for one element, and expects an error.</summary>
        public Exception ExpectSubscriptionAndError(CancellationToken cancellationToken = default) =>
            ExpectSubscriptionAndError(true, cancellationToken);

        /// <summary>Expects the subscription, asks for one element when told so, and expects an error.</summary>
        public Exception ExpectSubscriptionAndError(bool signalDemand, CancellationToken cancellationToken = default)
        {
            Ask(ExpectSubscription(cancellationToken), signalDemand);
            return ExpectError(cancellationToken);
        }

        /// <inheritdoc cref="ExpectSubscriptionAndError(CancellationToken)"/>
        public Task<Exception> ExpectSubscriptionAndErrorAsync(CancellationToken cancellationToken = default) =>
            ExpectSubscriptionAndErrorAsync(true, cancellationToken);

        /// <inheritdoc cref="ExpectSubscriptionAndError(bool,CancellationToken)"/>
        public async Task<Exception> ExpectSubscriptionAndErrorAsync(
            bool signalDemand, CancellationToken cancellationToken = default)
        {
            Ask(await ExpectSubscriptionAsync(cancellationToken), signalDemand);
            return await ExpectErrorAsync(cancellationToken);
        }

        /// <summary>Expects the subscription, asks for one element, and expects completion.</summary>
        public ManualProbe<T> ExpectSubscriptionAndComplete(CancellationToken cancellationToken = default) =>
            ExpectSubscriptionAndComplete(true, cancellationToken);

        /// <summary>Expects the subscription, asks for one element when told so, and expects completion.</summary>
        public ManualProbe<T> ExpectSubscriptionAndComplete(
            bool signalDemand, CancellationToken cancellationToken = default)
        {
            Ask(ExpectSubscription(cancellationToken), signalDemand);
            return ExpectComplete(cancellationToken);
        }

        /// <inheritdoc cref="ExpectSubscriptionAndComplete(bool,CancellationToken)"/>
        public async Task ExpectSubscriptionAndCompleteAsync(
            bool signalDemand = true, CancellationToken cancellationToken = default)
        {
            Ask(await ExpectSubscriptionAsync(cancellationToken), signalDemand);
            await ExpectCompleteAsync(cancellationToken);
        }

        /// <summary>Expects an element, or the error of the stream: what is given is the one or the other.</summary>
        public object ExpectNextOrError(CancellationToken cancellationToken = default) =>
            NextOr<OnError>(ExpectEvent(cancellationToken));

        /// <summary>Expects this element, or this error.</summary>
        public ManualProbe<T> ExpectNextOrError(
            T element, Exception cause, CancellationToken cancellationToken = default)
        {
            var found = ExpectNextOrError(cancellationToken);
            _probe.Assertions.AssertTrue(
                Equals(found, element) || Equals(found, cause),
                "Expected {0} or {1}, but got {2}",
                element!,
                cause,
                found);
            return this;
        }

        /// <inheritdoc cref="ExpectNextOrError(CancellationToken)"/>
        public async Task<object> ExpectNextOrErrorAsync(CancellationToken cancellationToken = default) =>
            NextOr<OnError>(await ExpectEventAsync(cancellationToken));

        /// <summary>
        /// Expects an element, or completion: what is given is the element, or <see cref="OnComplete"/>.
        /// </summary>
        public object ExpectNextOrComplete(CancellationToken cancellationToken = default) =>
            NextOr<OnComplete>(ExpectEvent(cancellationToken));

        /// <summary>Expects this element, or completion.</summary>
        public ManualProbe<T> ExpectNextOrComplete(T element, CancellationToken cancellationToken = default)
        {
            var found = ExpectNextOrComplete(cancellationToken);
            _probe.Assertions.AssertTrue(
                Equals(found, element) || found is OnComplete,
                "Expected {0} or completion, but got {1}",
                element!,
                found);
            return this;
        }

        /// <inheritdoc cref="ExpectNextOrComplete(CancellationToken)"/>
        public async Task<object> ExpectNextOrCompleteAsync(CancellationToken cancellationToken = default) =>
            NextOr<OnComplete>(await ExpectEventAsync(cancellationToken));

        private static void Ask(Reactive.Streams.ISubscription subscription, bool signalDemand)
        {
            if (signalDemand)
            {
                subscription.Request(1);
            }
        }

        private object NextOr<TEnd>(ISubscriberEvent signal)
        {
            _probe.Assertions.AssertTrue(
                signal is OnNext<T> or TEnd, "Expected an element or {0}, but got {1}", typeof(TEnd).Name, signal);
            return signal switch
            {
                OnNext<T> next => next.Element!,
                OnError error => error.Cause,
                _ => signal,
            };
        }
    }
}
