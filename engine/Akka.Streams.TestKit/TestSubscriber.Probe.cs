using Akka.TestKit;

namespace Akka.Streams.TestKit;

public static partial class TestSubscriber
{
    /// <summary>A subscriber of one subscription, for which it waits when it is first needed.</summary>
    public class Probe<T> : ManualProbe<T>
    {
        internal Probe(TestKitBase testKit)
            : base(testKit)
        {
        }

        /// <summary>Waits for the subscription, once.</summary>
        public Probe<T> EnsureSubscription(CancellationToken cancellationToken = default)
        {
            if (Subscription is null)
            {
                ExpectSubscription(cancellationToken);
            }

            return this;
        }

        /// <inheritdoc cref="EnsureSubscription"/>
        public async Task EnsureSubscriptionAsync(CancellationToken cancellationToken = default)
        {
            if (Subscription is null)
            {
                await ExpectSubscriptionAsync(cancellationToken);
            }
        }

        /// <summary>Asks for n elements more.</summary>
        public Probe<T> Request(long n)
        {
            EnsureSubscription();
            Subscription.Request(n);
            return this;
        }

        /// <inheritdoc cref="Request"/>
        public async Task RequestAsync(long n)
        {
            await EnsureSubscriptionAsync();
            Subscription.Request(n);
        }

        /// <summary>Asks for one element and expects it.</summary>
        public Probe<T> RequestNext(T element)
        {
            Request(1).ExpectNext(element);
            return this;
        }

        /// <summary>Asks for one element and gives it.</summary>
        public T RequestNext() => Request(1).ExpectNext();

        /// <inheritdoc cref="RequestNext()"/>
        public T RequestNext(TimeSpan timeout) => Request(1).ExpectNext(timeout);

        /// <inheritdoc cref="RequestNext()"/>
        public async Task<T> RequestNextAsync()
        {
            await RequestAsync(1);
            return await ExpectNextAsync();
        }

        /// <inheritdoc cref="RequestNext(T)"/>
        public async Task RequestNextAsync(T element)
        {
            await RequestAsync(1);
            await ExpectNextAsync(element);
        }

        /// <inheritdoc cref="RequestNext()"/>
        public async Task<T> RequestNextAsync(TimeSpan timeout)
        {
            await RequestAsync(1);
            return await ExpectNextAsync(timeout);
        }

        /// <summary>Wants no more.</summary>
        public Probe<T> Cancel()
        {
            EnsureSubscription();
            Subscription.Cancel();
            return this;
        }

        /// <inheritdoc cref="Cancel"/>
        public async Task CancelAsync()
        {
            await EnsureSubscriptionAsync();
            Subscription.Cancel();
        }
    }
}
