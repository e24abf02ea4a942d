using Akka.Streams.Implementation;
using Akka.Streams.Implementation.Stages;
using Akka.Util;

namespace Akka.Streams.Dsl;

// Operators that count and combine neighbours.
public static partial class SubFlowOperations
{
    /// <summary>The elements folded into one, with the first as the beginning; fails with a
    /// <see cref="NoSuchElementException"/> when there is none.</summary>
    public static SubFlow<TOut, TMat, TClosed> Sum<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, Func<TOut, TOut, TOut> reduce) =>
        flow.Through(new Sum<TOut>(reduce));

    /// <summary>
    /// Windows of n elements, each <paramref name="step"/> after the one before; the last may be shorter.
    /// </summary>
    public static SubFlow<IEnumerable<TOut>, TMat, TClosed> Sliding<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, int n, int step = 1) =>
        flow.Through(new Sliding<TOut>(Checked.Positive(n), Checked.Positive(step)));

    /// <summary>
    /// Fails with a <see cref="StreamLimitReachedException"/> when more than <paramref name="max"/> elements come.
    /// </summary>
    public static SubFlow<T, TMat, TClosed> Limit<T, TMat, TClosed>(this SubFlow<T, TMat, TClosed> flow, long max) =>
        flow.Through(new LimitWeighted<T>(max, static _ => 1));

    /// <summary>
    /// Fails with a <see cref="StreamLimitReachedException"/> when the elements cost more than
    /// <paramref name="max"/>.
    /// </summary>
    public static SubFlow<T, TMat, TClosed> LimitWeighted<T, TMat, TClosed>(
        this SubFlow<T, TMat, TClosed> flow, long max, Func<T, long> costFunc) =>
        flow.Through(new LimitWeighted<T>(max, costFunc));

    /// <summary>One more element between each two.</summary>
    public static SubFlow<TOut, TMat, TClosed> Intersperse<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, TOut inject) =>
        flow.Through(new Intersperse<TOut>(default, inject, default));

    /// <summary>One more element between each two, one before the first and one after the last.</summary>
    public static SubFlow<TOut, TMat, TClosed> Intersperse<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, TOut start, TOut inject, TOut end) =>
        flow.Through(new Intersperse<TOut>(Option<TOut>.Create(start), inject, Option<TOut>.Create(end)));
}
