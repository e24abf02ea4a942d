using Akka.Event;
using Akka.Streams.Implementation.Stages;

namespace Akka.Streams.Dsl;

// Operators that choose elements and set their pace.
public static partial class FlowOperations
{
    /// <summary>The first n elements; then completes and cancels.</summary>
    public static Flow<TIn, TOut, TMat> Take<TIn, TOut, TMat>(this Flow<TIn, TOut, TMat> flow, long n) =>
        flow.Via(new Take<TOut>(n));

    /// <summary>Elements until one breaks the condition; that one too when inclusive.</summary>
    public static Flow<TIn, TOut, TMat> TakeWhile<TIn, TOut, TMat>(
        this Flow<TIn, TOut, TMat> flow, Predicate<TOut> predicate, bool inclusive = false) =>
        flow.Via(new TakeWhile<TOut>(predicate, inclusive));

    /// <summary>All but the first n elements.</summary>
    public static Flow<TIn, TOut, TMat> Skip<TIn, TOut, TMat>(this Flow<TIn, TOut, TMat> flow, long n) =>
        flow.Via(new Skip<TOut>(n));

    /// <summary>Elements from the first that breaks the condition on.</summary>
    public static Flow<TIn, TOut, TMat> SkipWhile<TIn, TOut, TMat>(
        this Flow<TIn, TOut, TMat> flow, Predicate<TOut> predicate) =>
        flow.Via(new SkipWhile<TOut>(predicate));

    /// <summary>
    /// Up to <paramref name="size"/> elements wait for downstream; the strategy says what happens then.
    /// </summary>
    public static Flow<TIn, TOut, TMat> Buffer<TIn, TOut, TMat>(
        this Flow<TIn, TOut, TMat> flow, int size, OverflowStrategy strategy) =>
        flow.Via(new Buffer<TOut>(Checked.Positive(size), strategy));

    /// <summary>Merges elements into one while downstream is busy.</summary>
    public static Flow<TIn, TOut, TMat> Conflate<TIn, TOut, TMat>(
        this Flow<TIn, TOut, TMat> flow, Func<TOut, TOut, TOut> aggregate) =>
        flow.Via(new Batch<TOut, TOut>(1, static _ => 0, static e => e, aggregate));

    /// <summary>Merges elements into a summary while downstream is busy.</summary>
    public static Flow<TIn, TSeed, TMat> ConflateWithSeed<TIn, TOut, TMat, TSeed>(
        this Flow<TIn, TOut, TMat> flow, Func<TOut, TSeed> seed, Func<TSeed, TOut, TSeed> aggregate) =>
        flow.Via(new Batch<TOut, TSeed>(1, static _ => 0, seed, aggregate));

    /// <summary>Merges up to <paramref name="max"/> elements while downstream is busy; then upstream waits.</summary>
    public static Flow<TIn, T2, TMat> Batch<TIn, TOut, T2, TMat>(
        this Flow<TIn, TOut, TMat> flow, long max, Func<TOut, T2> seed, Func<T2, TOut, T2> aggregate) =>
        flow.Via(new Batch<TOut, T2>(max, static _ => 1, seed, aggregate));

    /// <summary>Merges elements up to a total cost while downstream is busy; then upstream waits.</summary>
    public static Flow<TIn, T2, TMat> BatchWeighted<TIn, TOut, T2, TMat>(
        this Flow<TIn, TOut, TMat> flow,
        long max,
        Func<TOut, long> costFunction,
        Func<TOut, T2> seed,
        Func<T2, TOut, T2> aggregate) =>
        flow.Via(new Batch<TOut, T2>(max, costFunction, seed, aggregate));

    /// <summary>At most <paramref name="elements"/> elements per time, with bursts.</summary>
    public static Flow<TIn, TOut, TMat> Throttle<TIn, TOut, TMat>(
        this Flow<TIn, TOut, TMat> flow, int elements, TimeSpan per, int maximumBurst, ThrottleMode mode) =>
        flow.Via(Checked.Throttle<TOut>(elements, per, maximumBurst, static _ => 1, mode));

    /// <summary>
    /// At most <paramref name="cost"/> per time, with bursts; the function says what an element costs.
    /// </summary>
    public static Flow<TIn, TOut, TMat> Throttle<TIn, TOut, TMat>(
        this Flow<TIn, TOut, TMat> flow,
        int cost,
        TimeSpan per,
        int maximumBurst,
        Func<TOut, int> calculateCost,
        ThrottleMode mode) =>
        flow.Via(Checked.Throttle(cost, per, maximumBurst, calculateCost, mode));

    /// <summary>Fails with a <see cref="TimeoutException"/> when no element passes for too long.</summary>
    public static Flow<TIn, TOut, TMat> IdleTimeout<TIn, TOut, TMat>(
        this Flow<TIn, TOut, TMat> flow, TimeSpan timeout) =>
        flow.Via(new IdleTimeout<TOut>(Checked.Positive(timeout)));

    /// <summary>Injects an element when upstream has given none for too long.</summary>
    public static Flow<TIn, TInjected, TMat> KeepAlive<TIn, TOut, TInjected, TMat>(
        this Flow<TIn, TOut, TMat> flow, TimeSpan timeout, Func<TInjected> injectElement)
        where TOut : TInjected => flow.Via(new IdleInject<TOut, TInjected>(Checked.Positive(timeout), injectElement));

    /// <summary>Logs elements, completion and failure; see <see cref="Attributes.LogLevels"/>.</summary>
    public static Flow<TIn, TOut, TMat> Log<TIn, TOut, TMat>(
        this Flow<TIn, TOut, TMat> flow,
        string name,
        Func<TOut, object>? extract = null,
        ILoggingAdapter? log = null) =>
        flow.Via(new Log<TOut>(name, extract, log));
}
