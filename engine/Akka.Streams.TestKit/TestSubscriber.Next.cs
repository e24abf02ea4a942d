namespace Akka.Streams.TestKit;

public static partial class TestSubscriber
{
    // Expectations of one element.
    public partial class ManualProbe<T>
    {
        /// <summary>Expects an element.</summary>
        public T ExpectNext(CancellationToken cancellationToken = default) => ExpectNext(null, cancellationToken);

        /// <inheritdoc cref="ExpectNext(CancellationToken)"/>
        public T ExpectNext(TimeSpan? timeout, CancellationToken cancellationToken = default) =>
            _probe.ExpectMsg<OnNext<T>>(timeout, cancellationToken: cancellationToken).Element;

        /// <summary>Expects an element equal to one.</summary>
        public ManualProbe<T> ExpectNext(
            T element, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
        {
            _probe.ExpectMsg(new OnNext<T>(element), timeout, cancellationToken: cancellationToken);
            return this;
        }

        /// <inheritdoc cref="ExpectNext(T,TimeSpan?,CancellationToken)"/>
        public ManualProbe<T> ExpectNext(
            TimeSpan? timeout, T element, CancellationToken cancellationToken = default) =>
            ExpectNext(element, timeout, cancellationToken);

        /// <summary>Expects elements equal to these, in their order.</summary>
        public ManualProbe<T> ExpectNext(params T[] elems) => ExpectNextN(elems);

        /// <inheritdoc cref="ExpectNext(T[])"/>
        public ManualProbe<T> ExpectNext(CancellationToken cancellationToken, params T[] elems) =>
            ExpectNextN(elems, cancellationToken: cancellationToken);

        /// <inheritdoc cref="ExpectNext(T[])"/>
        public ManualProbe<T> ExpectNext(TimeSpan? timeout, CancellationToken cancellationToken, params T[] elems) =>
            ExpectNextN(elems, timeout, cancellationToken);

        /// <summary>Expects an element of a type that a predicate accepts, and gives it.</summary>
        public TOther ExpectNext<TOther>(Predicate<TOther> predicate, CancellationToken cancellationToken = default) =>
            As<TOther>(_probe.ExpectMsg<OnNext<T>>(
                next => Accepts(predicate, next), cancellationToken: cancellationToken));

        /// <summary>Expects an element of a type that a predicate accepts.</summary>
        public ManualProbe<T> MatchNext<TOther>(
            Predicate<TOther> predicate, CancellationToken cancellationToken = default)
        {
            ExpectNext(predicate, cancellationToken);
            return this;
        }

        /// <inheritdoc cref="ExpectNext(CancellationToken)"/>
        public Task<T> ExpectNextAsync(CancellationToken cancellationToken = default) =>
            ExpectNextAsync(null, cancellationToken);

        /// <inheritdoc cref="ExpectNext(CancellationToken)"/>
        public async Task<T> ExpectNextAsync(TimeSpan? timeout, CancellationToken cancellationToken = default)
        {
            var next = await _probe.ExpectMsgAsync<OnNext<T>>(timeout, cancellationToken: cancellationToken);
            return next.Element;
        }

        /// <inheritdoc cref="ExpectNext(T,TimeSpan?,CancellationToken)"/>
        public async Task ExpectNextAsync(T element, CancellationToken cancellationToken = default) =>
            await _probe.ExpectMsgAsync(new OnNext<T>(element), cancellationToken: cancellationToken);

        /// <inheritdoc cref="ExpectNext(T,TimeSpan?,CancellationToken)"/>
        public async Task ExpectNextAsync(
            T element, TimeSpan timeout, CancellationToken cancellationToken = default) =>
            await _probe.ExpectMsgAsync(new OnNext<T>(element), timeout, cancellationToken: cancellationToken);

        /// <inheritdoc cref="ExpectNext{TOther}"/>
        public async Task<TOther> ExpectNextAsync<TOther>(
            Predicate<TOther> predicate, CancellationToken cancellationToken = default) =>
            As<TOther>(await _probe.ExpectMsgAsync<OnNext<T>>(
                next => Accepts(predicate, next), cancellationToken: cancellationToken));

        /// <summary>Expects an element that is in the collection, and takes it out.</summary>
        public ManualProbe<T> ExpectNextWithinSet(
            ICollection<T> elems, CancellationToken cancellationToken = default)
        {
            var element = ExpectNext(cancellationToken);
            _probe.Assertions.AssertTrue(
                elems.Remove(element), "Expected one of [{0}], but got {1}", string.Join(", ", elems), element!);
            return this;
        }

        private static bool Accepts<TOther>(Predicate<TOther> predicate, OnNext<T> next) =>
            next.Element is TOther other && predicate(other);

        private static TOther As<TOther>(OnNext<T> next) => (TOther)(object)next.Element!;
    }
}
