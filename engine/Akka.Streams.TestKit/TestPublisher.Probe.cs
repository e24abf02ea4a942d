using Akka.TestKit;

namespace Akka.Streams.TestKit;

public static partial class TestPublisher
{
    /// <summary>A publisher of one subscription that counts what it was asked for.</summary>
    public class Probe<T> : ManualProbe<T>
    {
        internal Probe(TestKitBase testKit, long initialPendingRequests)
            : base(testKit, autoOnSubscribe: true)
        {
            Pending = initialPendingRequests;
        }

        /// <summary>How many elements have been asked for and not sent.</summary>
        public long Pending { get; private set; }

        /// <summary>Waits for the subscription, once.</summary>
        public void EnsureSubscription(CancellationToken cancellationToken = default)
        {
            if (Subscription is null)
            {
                ExpectSubscription(cancellationToken);
            }
        }

        /// <inheritdoc cref="EnsureSubscription"/>
        public async Task EnsureSubscriptionAsync(CancellationToken cancellationToken = default)
        {
            if (Subscription is null)
            {
                await ExpectSubscriptionAsync(cancellationToken);
            }
        }

        /// <summary>Sends an element, after waiting until one is asked for.</summary>
        public Probe<T> SendNext(T element, CancellationToken cancellationToken = default)
        {
            if (Pending == 0)
            {
                ExpectRequest(cancellationToken);
            }

            Pending--;
            return UnsafeSendNext(element, cancellationToken);
        }

        /// <inheritdoc cref="SendNext"/>
        public async Task SendNextAsync(T element, CancellationToken cancellationToken = default)
        {
            if (Pending == 0)
            {
                await ExpectRequestAsync(cancellationToken);
            }

            Pending--;
            await UnsafeSendNextAsync(element, cancellationToken);
        }

        /// <summary>Sends an element, whether or not one was asked for.</summary>
        public Probe<T> UnsafeSendNext(T element, CancellationToken cancellationToken = default)
        {
            EnsureSubscription(cancellationToken);
            Subscription.SendNext(element);
            return this;
        }

        /// <inheritdoc cref="UnsafeSendNext"/>
        public async Task UnsafeSendNextAsync(T element, CancellationToken cancellationToken = default)
        {
            await EnsureSubscriptionAsync(cancellationToken);
            Subscription.SendNext(element);
        }

        public Probe<T> SendComplete(CancellationToken cancellationToken = default)
        {
            EnsureSubscription(cancellationToken);
            Subscription.SendComplete();
            return this;
        }

        /// <inheritdoc cref="SendComplete"/>
        public async Task SendCompleteAsync(CancellationToken cancellationToken = default)
        {
            await EnsureSubscriptionAsync(cancellationToken);
            Subscription.SendComplete();
        }

        public Probe<T> SendError(Exception e, CancellationToken cancellationToken = default)
        {
            EnsureSubscription(cancellationToken);
            Subscription.SendError(e);
            return this;
        }

        /// <inheritdoc cref="SendError"/>
        public async Task SendErrorAsync(Exception e, CancellationToken cancellationToken = default)
        {
            await EnsureSubscriptionAsync(cancellationToken);
            Subscription.SendError(e);
        }

        /// <summary>Expects a request, counts it as pending, and says for how many elements it was.</summary>
        public long ExpectRequest(CancellationToken cancellationToken = default)
        {
            EnsureSubscription(cancellationToken);
            var requested = Subscription.ExpectRequest(cancellationToken);
            Pending += requested;
            return requested;
        }

        /// <inheritdoc cref="ExpectRequest"/>
        public async Task<long> ExpectRequestAsync(CancellationToken cancellationToken = default)
        {
            await EnsureSubscriptionAsync(cancellationToken);
            var requested = await Subscription.ExpectRequestAsync(cancellationToken);
            Pending += requested;
            return requested;
        }

        /// <summary>Expects a cancellation; requests that come before it count as pending.</summary>
        public Probe<T> ExpectCancellation(CancellationToken cancellationToken = default)
        {
            EnsureSubscription(cancellationToken);
            Probe.FishForMessage(CountUntilCancelled, cancellationToken: cancellationToken);
            return this;
        }

        /// <inheritdoc cref="ExpectCancellation"/>
        public async Task ExpectCancellationAsync(CancellationToken cancellationToken = default)
        {
            await EnsureSubscriptionAsync(cancellationToken);
            await Probe.FishForMessageAsync(CountUntilCancelled, cancellationToken: cancellationToken);
        }

        private bool CountUntilCancelled(object message)
        {
            if (message is RequestMore more)
            {
                Pending += more.NrOfElements;
            }

            return Subscription.IsMyCancellation(message);
        }
    }
}
