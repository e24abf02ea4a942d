using Akka.Streams.Implementation;
using Akka.Streams.Implementation.Stages;

namespace Akka.Streams.Dsl;

/// <summary>The operators of sub-streams: each runs in every one of them.</summary>
// Operators that make other elements.
public static partial class SubFlowOperations
{
    /// <summary>One element out for each element in.</summary>
    public static SubFlow<T2, TMat, TClosed> Select<TOut, T2, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, Func<TOut, T2> mapper) =>
        flow.Through(new Select<TOut, T2>(mapper));

    /// <summary>Only the elements that satisfy the condition.</summary>
    public static SubFlow<TOut, TMat, TClosed> Where<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, Predicate<TOut> predicate) =>
        flow.Through(new Where<TOut>(predicate));

    /// <summary>Only the elements that do not satisfy the condition.</summary>
    public static SubFlow<TOut, TMat, TClosed> WhereNot<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, Predicate<TOut> predicate) =>
        flow.Through(new Where<TOut>(e => !predicate(e)));

    /// <summary>Maps elements and drops those for which the function gives null.</summary>
    public static SubFlow<TOut2, TMat, TClosed> Collect<TOut1, TOut2, TMat, TClosed>(
        this SubFlow<TOut1, TMat, TClosed> flow, Func<TOut1, TOut2> collector) =>
        flow.Through(new StatefulSelectMany<TOut1, TOut2>(
            () => element => collector(element) is { } collected ? [collected] : []));

    /// <summary>Any number of elements out for each element in.</summary>
    public static SubFlow<T2, TMat, TClosed> SelectMany<TOut, T2, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, Func<TOut, IEnumerable<T2>> mapConcater) =>
        flow.Through(new StatefulSelectMany<TOut, T2>(() => mapConcater));

    /// <summary>
    /// The same with a function that keeps state; it is made anew for every stream and after a restart.
    /// </summary>
    public static SubFlow<T2, TMat, TClosed> StatefulSelectMany<TOut, T2, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, Func<Func<TOut, IEnumerable<T2>>> mapConcaterFactory) =>
        flow.Through(new StatefulSelectMany<TOut, T2>(mapConcaterFactory));

    /// <summary>
    /// Applies an asynchronous function to up to <paramref name="parallelism"/> elements at once; order is kept.
    /// </summary>
    public static SubFlow<T2, TMat, TClosed> SelectAsync<TOut, T2, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, int parallelism, Func<TOut, Task<T2>> asyncMapper) =>
        flow.Through(new SelectAsync<TOut, T2>(Checked.Positive(parallelism), asyncMapper));

    /// <summary>
    /// Applies an asynchronous function to up to <paramref name="parallelism"/> elements at once; results go as they
    /// come.
    /// </summary>
    public static SubFlow<T2, TMat, TClosed> SelectAsyncUnordered<TOut, T2, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, int parallelism, Func<TOut, Task<T2>> asyncMapper) =>
        flow.Through(new SelectAsyncUnordered<TOut, T2>(Checked.Positive(parallelism), asyncMapper));

    /// <summary>Every intermediate result of a fold, beginning with the zero.</summary>
    public static SubFlow<T2, TMat, TClosed> Scan<TOut, T2, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, T2 zero, Func<T2, TOut, T2> scan) =>
        flow.Through(new Scan<TOut, T2>(zero, scan));

    /// <summary>The result of a fold, when the stream completes.</summary>
    public static SubFlow<T2, TMat, TClosed> Aggregate<TOut, T2, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, T2 zero, Func<T2, TOut, T2> fold) =>
        flow.Through(new Aggregate<TOut, T2>(zero, fold));

    /// <summary>Lists of n elements; the last may be shorter.</summary>
    public static SubFlow<IEnumerable<TOut>, TMat, TClosed> Grouped<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, int n) =>
        flow.Through(new Grouped<TOut>(Checked.Positive(n)));

    /// <summary>Lists of up to n elements, at the latest every interval; never empty.</summary>
    public static SubFlow<IEnumerable<TOut>, TMat, TClosed> GroupedWithin<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, int n, TimeSpan timeout) =>
        flow.Through(new GroupedWithin<TOut>(Checked.Positive(n), Checked.Positive(timeout)));
}
