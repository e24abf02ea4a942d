using System.Runtime.CompilerServices;

namespace Akka.Streams.TestKit;

public static partial class TestSubscriber
{
    // Expectations of many elements.
    public partial class ManualProbe<T>
    {
        /// <summary>Expects n elements.</summary>
        public IEnumerable<T> ExpectNextN(
            long n, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
        {
            var elements = new List<T>();
            while (elements.Count < n)
            {
                elements.Add(ExpectNext(timeout, cancellationToken));
            }

            return elements;
        }

        /// <summary>Expects elements equal to these, in their order.</summary>
        public ManualProbe<T> ExpectNextN(
            IEnumerable<T> all, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
        {
            foreach (var element in all)
            {
                ExpectNext(element, timeout, cancellationToken);
            }

            return this;
        }

        /// <inheritdoc cref="ExpectNextN(long,TimeSpan?,CancellationToken)"/>
        public async IAsyncEnumerable<T> ExpectNextNAsync(
            long n, TimeSpan? timeout = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            for (long i = 0; i < n; i++)
            {
                yield return await ExpectNextAsync(timeout, cancellationToken);
            }
        }

        /// <inheritdoc cref="ExpectNextN(IEnumerable{T},TimeSpan?,CancellationToken)"/>
        public async Task ExpectNextNAsync(
            IEnumerable<T> all, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
        {
            foreach (var element in all)
            {
                await _probe.ExpectMsgAsync(new OnNext<T>(element), timeout, cancellationToken: cancellationToken);
            }
        }

        /// <summary>Expects elements equal to these, in any order.</summary>
        public ManualProbe<T> ExpectNextUnordered(params T[] elems) => ExpectNextUnorderedN(elems);

        /// <inheritdoc cref="ExpectNextUnordered(T[])"/>
        public ManualProbe<T> ExpectNextUnordered(CancellationToken cancellationToken, params T[] elems) =>
            ExpectNextUnorderedN(elems, null, cancellationToken);

        /// <inheritdoc cref="ExpectNextUnordered(T[])"/>
        public ManualProbe<T> ExpectNextUnordered(
            TimeSpan? timeout, CancellationToken cancellationToken, params T[] elems) =>
            ExpectNextUnorderedN(elems, timeout, cancellationToken);

        /// <inheritdoc cref="ExpectNextUnordered(T[])"/>
        public ManualProbe<T> ExpectNextUnorderedN(
            IEnumerable<T> all, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
        {
            var missing = all.ToList();
            while (missing.Count > 0)
            {
                var element = ExpectNext(timeout, cancellationToken);
                _probe.Assertions.AssertTrue(
                    missing.Remove(element), "Expected [{0}], but got {1}", string.Join(", ", missing), element!);
            }

            return this;
        }

        /// <summary>What is told, as long as the filter gives something; without one, elements of the type.</summary>
        public IEnumerable<TOther> ReceiveWhile<TOther>(
            TimeSpan? max = null,
            TimeSpan? idle = null,
            Func<object, TOther?>? filter = null,
            int msgs = int.MaxValue,
            CancellationToken cancellationToken = default) =>
            _probe.ReceiveWhile(max, idle, Filter(filter), msgs, cancellationToken).Select(Unwrap<TOther>);

        /// <inheritdoc cref="ReceiveWhile"/>
        public async IAsyncEnumerable<TOther> ReceiveWhileAsync<TOther>(
            TimeSpan? max = null,
            TimeSpan? idle = null,
            Func<object, TOther?>? filter = null,
            int msgs = int.MaxValue,
            [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await foreach (var found in _probe.ReceiveWhileAsync(max, idle, Filter(filter), msgs, cancellationToken))
            {
                yield return Unwrap<TOther>(found);
            }
        }

        /// <summary>The elements that come within a time, up to a number of them.</summary>
        public IEnumerable<TOther> ReceiveWithin<TOther>(
            TimeSpan? max, int messages = int.MaxValue, CancellationToken cancellationToken = default) =>
            ReceiveWhile<TOther>(max, max, null, messages, cancellationToken);

        /// <inheritdoc cref="ReceiveWithin"/>
        public IAsyncEnumerable<TOther> ReceiveWithinAsync<TOther>(
            TimeSpan? max, int messages = int.MaxValue, CancellationToken cancellationToken = default) =>
            ReceiveWhileAsync<TOther>(max, max, null, messages, cancellationToken);

        /// <summary>Asks for everything and gives it when the stream completes; fails with the stream.</summary>
        /// <param name="atMost">How long it may take.</param>
        /// <param name="cancellationToken">Ends the waiting.</param>
        public IList<T> ToStrict(TimeSpan atMost, CancellationToken cancellationToken = default)
        {
            if (Subscription is null)
            {
                ExpectSubscription(cancellationToken);
            }

            Subscription!.Request(long.MaxValue);
            return _probe.Within(
                atMost,
                () =>
                {
                    var elements = new List<T>();
                    while (NextOrEnd(ExpectEvent(_probe.Remaining, cancellationToken)) is (true, var element))
                    {
                        elements.Add(element!);
                    }

                    return elements;
                },
                cancellationToken: cancellationToken);
        }

        /// <inheritdoc cref="ToStrict"/>
        public async IAsyncEnumerable<T> ToStrictAsync(
            TimeSpan atMost, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            if (Subscription is null)
            {
                await ExpectSubscriptionAsync(cancellationToken);
            }

            Subscription!.Request(long.MaxValue);
            using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            time.CancelAfter(atMost);
            while (NextOrEnd(await ExpectEventAsync(atMost, time.Token)) is (true, var element))
            {
                yield return element!;
            }
        }

        private (bool IsElement, T? Element) NextOrEnd(ISubscriberEvent signal)
        {
            if (signal is OnNext<T> next)
            {
                return (true, next.Element);
            }

            _probe.Assertions.AssertTrue(
                signal is OnComplete, "Expected elements and completion, but got {0}", signal);
            return (false, default);
        }

        // Boxed, so that a value type can say that nothing was found.
        private static Func<object, object?> Filter<TOther>(Func<object, TOther?>? filter) =>
            filter is null ? OfType<TOther> : message => filter(message);

        private static object? OfType<TOther>(object message) => message switch
        {
            OnNext<T> { Element: TOther element } => element,
            TOther => message,
            _ => null,
        };

        private static TOther Unwrap<TOther>(object found) => (TOther)found;
    }
}
