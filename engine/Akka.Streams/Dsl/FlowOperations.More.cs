using Akka.Streams.Implementation.Stages;
using Akka.Util;

namespace Akka.Streams.Dsl;

// Operators that count and combine neighbours.
public static partial class FlowOperations
{
    /// <summary>The elements folded into one, with the first as the beginning; fails with a
    /// <see cref="NoSuchElementException"/> when there is none.</summary>
    public static Flow<TIn, TOut, TMat> Sum<TIn, TOut, TMat>(
        this Flow<TIn, TOut, TMat> flow, Func<TOut, TOut, TOut> reduce) =>
        flow.Via(new Sum<TOut>(reduce));

    /// <summary>
    /// Windows of n elements, each <paramref name="step"/> after the one before; the last may be shorter.
    /// </summary>
    public static Flow<TIn, IEnumerable<TOut>, TMat> Sliding<TIn, TOut, TMat>(
        this Flow<TIn, TOut, TMat> flow, int n, int step = 1) =>
        flow.Via(new Sliding<TOut>(Checked.Positive(n), Checked.Positive(step)));

    /// <summary>
    /// Fails with a <see cref="StreamLimitReachedException"/> when more than <paramref name="max"/> elements come.
    /// </summary>
    public static Flow<TIn, TOut, TMat> Limit<TIn, TOut, TMat>(this Flow<TIn, TOut, TMat> flow, long max) =>
        flow.Via(new LimitWeighted<TOut>(max, static _ => 1));

    /// <summary>
    /// Fails with a <see cref="StreamLimitReachedException"/> when the elements cost more than
    /// <paramref name="max"/>.
    /// </summary>
    public static Flow<TIn, TOut, TMat> LimitWeighted<TIn, TOut, TMat>(
        this Flow<TIn, TOut, TMat> flow, long max, Func<TOut, long> costFunc) =>
        flow.Via(new LimitWeighted<TOut>(max, costFunc));

    /// <summary>One more element between each two.</summary>
    public static Flow<TIn, TOut, TMat> Intersperse<TIn, TOut, TMat>(this Flow<TIn, TOut, TMat> flow, TOut inject) =>
        flow.Via(new Intersperse<TOut>(default, inject, default));

    /// <summary>One more element between each two, one before the first and one after the last.</summary>
    public static Flow<TIn, TOut, TMat> Intersperse<TIn, TOut, TMat>(
        this Flow<TIn, TOut, TMat> flow, TOut start, TOut inject, TOut end) =>
        flow.Via(new Intersperse<TOut>(Option<TOut>.Create(start), inject, Option<TOut>.Create(end)));
}
