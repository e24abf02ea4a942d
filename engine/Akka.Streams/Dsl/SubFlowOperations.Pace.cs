using Akka.Event;
using Akka.Streams.Implementation;
using Akka.Streams.Implementation.Stages;

namespace Akka.Streams.Dsl;

// Operators that choose elements and set their pace.
public static partial class SubFlowOperations
{
    /// <summary>The first n elements; then completes and cancels.</summary>
    public static SubFlow<TOut, TMat, TClosed> Take<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, long n) =>
        flow.Through(new Take<TOut>(n));

    /// <summary>Elements until one breaks the condition; that one too when inclusive.</summary>
    public static SubFlow<TOut, TMat, TClosed> TakeWhile<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, Predicate<TOut> predicate, bool inclusive = false) =>
        flow.Through(new TakeWhile<TOut>(predicate, inclusive));

    /// <summary>All but the first n elements.</summary>
    public static SubFlow<TOut, TMat, TClosed> Skip<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, long n) =>
        flow.Through(new Skip<TOut>(n));

    /// <summary>Elements from the first that breaks the condition on.</summary>
    public static SubFlow<TOut, TMat, TClosed> SkipWhile<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, Predicate<TOut> predicate) =>
        flow.Through(new SkipWhile<TOut>(predicate));

    /// <summary>
    /// Up to <paramref name="size"/> elements wait for downstream; the strategy says what happens then.
    /// </summary>
    public static SubFlow<TOut, TMat, TClosed> Buffer<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, int size, OverflowStrategy strategy) =>
        flow.Through(new Buffer<TOut>(Checked.Positive(size), strategy));

    /// <summary>Merges elements into one while downstream is busy.</summary>
    public static SubFlow<TOut, TMat, TClosed> Conflate<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, Func<TOut, TOut, TOut> aggregate) =>
        flow.Through(new Batch<TOut, TOut>(1, static _ => 0, static e => e, aggregate));

    /// <summary>Merges elements into a summary while downstream is busy.</summary>
    public static SubFlow<TSeed, TMat, TClosed> ConflateWithSeed<TOut, TMat, TSeed, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, Func<TOut, TSeed> seed, Func<TSeed, TOut, TSeed> aggregate) =>
        flow.Through(new Batch<TOut, TSeed>(1, static _ => 0, seed, aggregate));

    /// <summary>Merges up to <paramref name="max"/> elements while downstream is busy; then upstream waits.</summary>
    public static SubFlow<T2, TMat, TClosed> Batch<TOut, T2, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, long max, Func<TOut, T2> seed, Func<T2, TOut, T2> aggregate) =>
        flow.Through(new Batch<TOut, T2>(max, static _ => 1, seed, aggregate));

    /// <summary>Merges elements up to a total cost while downstream is busy; then upstream waits.</summary>
    public static SubFlow<T2, TMat, TClosed> BatchWeighted<TOut, T2, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow,
        long max,
        Func<TOut, long> costFunction,
        Func<TOut, T2> seed,
        Func<T2, TOut, T2> aggregate) =>
        flow.Through(new Batch<TOut, T2>(max, costFunction, seed, aggregate));

    /// <summary>At most <paramref name="elements"/> elements per time, with bursts.</summary>
    public static SubFlow<TOut, TMat, TClosed> Throttle<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, int elements, TimeSpan per, int maximumBurst, ThrottleMode mode) =>
        flow.Through(Checked.Throttle<TOut>(elements, per, maximumBurst, static _ => 1, mode));

    /// <summary>
    /// At most <paramref name="cost"/> per time, with bursts; the function says what an element costs.
    /// </summary>
    public static SubFlow<TOut, TMat, TClosed> Throttle<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow,
        int cost,
        TimeSpan per,
        int maximumBurst,
        Func<TOut, int> calculateCost,
        ThrottleMode mode) =>
        flow.Through(Checked.Throttle(cost, per, maximumBurst, calculateCost, mode));

    /// <summary>Fails with a <see cref="TimeoutException"/> when no element passes for too long.</summary>
    public static SubFlow<TOut, TMat, TClosed> IdleTimeout<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, TimeSpan timeout) =>
        flow.Through(new IdleTimeout<TOut>(Checked.Positive(timeout)));

    /// <summary>Injects an element when upstream has given none for too long.</summary>
    public static SubFlow<TInjected, TMat, TClosed> KeepAlive<TOut, TInjected, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, TimeSpan timeout, Func<TInjected> injectElement)
        where TOut : TInjected =>
        flow.Through(new IdleInject<TOut, TInjected>(Checked.Positive(timeout), injectElement));

    /// <summary>Logs elements, completion and failure; see <see cref="Attributes.LogLevels"/>.</summary>
    public static SubFlow<TOut, TMat, TClosed> Log<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow,
        string name,
        Func<TOut, object>? extract = null,
        ILoggingAdapter? log = null) =>
        flow.Through(new Log<TOut>(name, extract, log));
}
