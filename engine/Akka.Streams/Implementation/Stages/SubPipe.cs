using Akka.Pattern;

namespace Akka.Streams.Implementation.Stages;

/// <summary>What one end of a <see cref="SubPipe{T}"/> has to tell the other, and which end has been woken.</summary>
[Flags]
internal enum SubSignals
{
    None = 0,
    Pulled = 1,
    Cancelled = 2,
    Element = 4,
    Finished = 8,
    Failed = 16,
    ProducerWoken = 32,
    ConsumerWoken = 64,
}

/// <summary>How signals are asked for.</summary>
internal static class SubSignalsExtensions
{
    // Unoptimized code would box both to ask for a flag.
    public static bool Has(this SubSignals signals, SubSignals signal) => (signals & signal) != SubSignals.None;
}

/// <summary>
/// The wire between a stage and a sub-stream: room for one element, one demand and one end in each direction. It is
/// made once for each sub-stream; an element that passes allocates nothing.
/// </summary>
/// <remarks>
/// The two ends may run on different threads. Whoever leaves a signal wakes the other end, unless that end has been
/// woken already and has not yet looked; what is left before the sub-stream runs waits until it does. Leaving a signal
/// and waking are one atomic step, and so is looking; both are fences, so what a signal announces is there to be read.
/// </remarks>
internal sealed class SubPipe<T>(bool ownerFeeds)
{
    private const SubSignals ForConsumer = SubSignals.Element | SubSignals.Finished | SubSignals.Failed;
    private const SubSignals ForProducer = SubSignals.Pulled | SubSignals.Cancelled;

    private int _signals;
    private Action? _wakeProducer;
    private Action? _wakeConsumer;
    private T _element = default!;

    /// <summary>Why upstream failed.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Why downstream cancelled.</summary>
    public Exception? CancelCause { get; private set; }

    /// <summary>True once the sub-stream runs.</summary>
    public bool IsTaken => Volatile.Read(ref ownerFeeds ? ref _wakeConsumer : ref _wakeProducer) is not null;

    /// <summary>The stage's end: how it is woken.</summary>
    public void AttachOwner(Action wake) => Attach(toProducer: ownerFeeds, wake);

    /// <summary>The sub-stream's end: how it is woken. A sub-stream runs once.</summary>
    public void AttachInner(Action wake) => Attach(toProducer: !ownerFeeds, wake);

    public void Pull() => TellProducer(SubSignals.Pulled);

    public void Cancel(Exception cause)
    {
        CancelCause = cause;
        TellProducer(SubSignals.Cancelled);
    }

    public void Push(T element)
    {
        _element = element;
        TellConsumer(SubSignals.Element);
    }

    public void Finish() => TellConsumer(SubSignals.Finished);

    public void Fail(Exception cause)
    {
        Failure = cause;
        TellConsumer(SubSignals.Failed);
    }

    /// <summary>What downstream has told since the last time.</summary>
    public SubSignals TakeForProducer() => Take(ForProducer | SubSignals.ProducerWoken);

    /// <summary>What upstream has told since the last time; an element is to be taken at once.</summary>
    public SubSignals TakeForConsumer() => Take(ForConsumer | SubSignals.ConsumerWoken);

    public T TakeElement()
    {
        var element = _element;
        _element = default!;
        return element;
    }

    private void TellProducer(SubSignals signal)
    {
        if (!Leave(signal | SubSignals.ProducerWoken).Has(SubSignals.ProducerWoken))
        {
            Volatile.Read(ref _wakeProducer)?.Invoke();
        }
    }

    private void TellConsumer(SubSignals signal)
    {
        if (!Leave(signal | SubSignals.ConsumerWoken).Has(SubSignals.ConsumerWoken))
        {
            Volatile.Read(ref _wakeConsumer)?.Invoke();
        }
    }

    // What was there before.
    private SubSignals Leave(SubSignals signals) => (SubSignals)Interlocked.Or(ref _signals, (int)signals);

    private SubSignals Take(SubSignals kinds) => (SubSignals)Interlocked.And(ref _signals, ~(int)kinds) & kinds;

    // A signal that came before is looked at now. One that comes at the same moment may wake this end twice: the second
    // time it finds nothing.
    private void Attach(bool toProducer, Action wake)
    {
        ref var slot = ref toProducer ? ref _wakeProducer : ref _wakeConsumer;
        if (Interlocked.CompareExchange(ref slot, wake, null) is not null)
        {
            throw new IllegalStateException("Substream Source cannot be materialized more than once");
        }

        var woken = toProducer ? SubSignals.ProducerWoken : SubSignals.ConsumerWoken;
        if (((SubSignals)Volatile.Read(ref _signals)).Has(woken))
        {
            wake();
        }
    }
}
