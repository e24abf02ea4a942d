using Akka.Streams.Implementation.Stages;

namespace Akka.Streams.Dsl;

/// <summary>The operators of flows.</summary>
// Operators that make other elements.
public static partial class FlowOperations
{
    /// <summary>One element out for each element in.</summary>
    public static Flow<TIn, T2, TMat> Select<TIn, TOut, T2, TMat>(
        this Flow<TIn, TOut, TMat> flow, Func<TOut, T2> mapper) =>
        flow.Via(new Select<TOut, T2>(mapper));

    /// <summary>Only the elements that satisfy the condition.</summary>
    public static Flow<TIn, TOut, TMat> Where<TIn, TOut, TMat>(
        this Flow<TIn, TOut, TMat> flow, Predicate<TOut> predicate) =>
        flow.Via(new Where<TOut>(predicate));

    /// <summary>Only the elements that do not satisfy the condition.</summary>
    public static Flow<TIn, TOut, TMat> WhereNot<TIn, TOut, TMat>(
        this Flow<TIn, TOut, TMat> flow, Predicate<TOut> predicate) =>
        flow.Via(new Where<TOut>(e => !predicate(e)));

    /// <summary>Maps the elements for which the function is defined, drops the others.</summary>
    public static Flow<TIn, T2, TMat> Collect<TIn, TOut, T2, TMat>(
        this Flow<TIn, TOut, TMat> flow, Func<TOut, bool> isDefined, Func<TOut, T2> collector) =>
        flow.Via(new Collect<TOut, T2>(isDefined, collector));

    /// <summary>Any number of elements out for each element in.</summary>
    public static Flow<TIn, T2, TMat> SelectMany<TIn, TOut, T2, TMat>(
        this Flow<TIn, TOut, TMat> flow, Func<TOut, IEnumerable<T2>> mapConcater) =>
        flow.Via(new StatefulSelectMany<TOut, T2>(() => mapConcater));

    /// <summary>
    /// The same with a function that keeps state; it is made anew for every stream and after a restart.
    /// </summary>
    public static Flow<TIn, T2, TMat> StatefulSelectMany<TIn, TOut, T2, TMat>(
        this Flow<TIn, TOut, TMat> flow, Func<Func<TOut, IEnumerable<T2>>> mapConcaterFactory) =>
        flow.Via(new StatefulSelectMany<TOut, T2>(mapConcaterFactory));

    /// <summary>
    /// Applies an asynchronous function to up to <paramref name="parallelism"/> elements at once; order is kept.
    /// </summary>
    public static Flow<TIn, T2, TMat> SelectAsync<TIn, TOut, T2, TMat>(
        this Flow<TIn, TOut, TMat> flow, int parallelism, Func<TOut, Task<T2>> asyncMapper) =>
        flow.Via(new SelectAsync<TOut, T2>(Checked.Positive(parallelism), asyncMapper));

    /// <summary>
    /// Applies an asynchronous function to up to <paramref name="parallelism"/> elements at once; results go as they
    /// come.
    /// </summary>
    public static Flow<TIn, T2, TMat> SelectAsyncUnordered<TIn, TOut, T2, TMat>(
        this Flow<TIn, TOut, TMat> flow, int parallelism, Func<TOut, Task<T2>> asyncMapper) =>
        flow.Via(new SelectAsyncUnordered<TOut, T2>(Checked.Positive(parallelism), asyncMapper));

    /// <summary>Every intermediate result of a fold, beginning with the zero.</summary>
    public static Flow<TIn, T2, TMat> Scan<TIn, TOut, T2, TMat>(
        this Flow<TIn, TOut, TMat> flow, T2 zero, Func<T2, TOut, T2> scan) =>
        flow.Via(new Scan<TOut, T2>(zero, scan));

    /// <summary>The result of a fold, when the stream completes.</summary>
    public static Flow<TIn, T2, TMat> Aggregate<TIn, TOut, T2, TMat>(
        this Flow<TIn, TOut, TMat> flow, T2 zero, Func<T2, TOut, T2> fold) =>
        flow.Via(new Aggregate<TOut, T2>(zero, fold));

    /// <summary>Lists of n elements; the last may be shorter.</summary>
    public static Flow<TIn, IEnumerable<TOut>, TMat> Grouped<TIn, TOut, TMat>(
        this Flow<TIn, TOut, TMat> flow, int n) =>
        flow.Via(new Grouped<TOut>(Checked.Positive(n)));

    /// <summary>Lists of up to n elements, at the latest every interval; never empty.</summary>
    public static Flow<TIn, IEnumerable<TOut>, TMat> GroupedWithin<TIn, TOut, TMat>(
        this Flow<TIn, TOut, TMat> flow, int n, TimeSpan timeout) =>
        flow.Via(new GroupedWithin<TOut>(Checked.Positive(n), Checked.Positive(timeout)));
}
