using Akka.Pattern;

namespace Akka.Streams.Implementation.Stages;

/// <summary>What one end of a <see cref="SubPipe{T}"/> has to tell the other.</summary>
[Flags]
internal enum SubSignals
{
    None = 0,
    Pulled = 1,
    Cancelled = 2,
    Element = 4,
    Finished = 8,
    Failed = 16,
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
/// woken already and has not yet looked; what is left before the sub-stream runs waits until it does.
/// </remarks>
internal sealed class SubPipe<T>(bool ownerFeeds)
{
    private const SubSignals ForConsumer = SubSignals.Element | SubSignals.Finished | SubSignals.Failed;
    private const SubSignals ForProducer = SubSignals.Pulled | SubSignals.Cancelled;

    private readonly Lock _lock = new();
    private readonly End _owner = new();
    private readonly End _inner = new();
    private SubSignals _signals;
    private T _element = default!;

    /// <summary>Why upstream failed.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Why downstream cancelled.</summary>
    public Exception? CancelCause { get; private set; }

    /// <summary>True once the sub-stream runs.</summary>
    public bool IsTaken => Volatile.Read(ref _inner.Wake) is not null;

    private End Producer => ownerFeeds ? _owner : _inner;

    private End Consumer => ownerFeeds ? _inner : _owner;

    /// <summary>The stage's end: how it is woken.</summary>
    public void AttachOwner(Action wake) => Attach(_owner, wake);

    /// <summary>The sub-stream's end: how it is woken. A sub-stream runs once.</summary>
    public void AttachInner(Action wake) => Attach(_inner, wake);

    public void Pull() => Tell(Producer, SubSignals.Pulled);

    public void Cancel(Exception cause)
    {
        CancelCause = cause;
        Tell(Producer, SubSignals.Cancelled);
    }

    public void Push(T element)
    {
        _element = element;
        Tell(Consumer, SubSignals.Element);
    }

    public void Finish() => Tell(Consumer, SubSignals.Finished);

    public void Fail(Exception cause)
    {
        Failure = cause;
        Tell(Consumer, SubSignals.Failed);
    }

    /// <summary>What downstream has told since the last time.</summary>
    public SubSignals TakeForProducer() => Take(Producer, ForProducer);

    /// <summary>What upstream has told since the last time; an element is to be taken at once.</summary>
    public SubSignals TakeForConsumer() => Take(Consumer, ForConsumer);

    public T TakeElement()
    {
        var element = _element;
        _element = default!;
        return element;
    }

    private void Tell(End end, SubSignals signal)
    {
        lock (_lock)
        {
            _signals |= signal;
            if (end.IsWoken)
            {
                return;
            }

            end.IsWoken = true;
        }

        Volatile.Read(ref end.Wake)?.Invoke();
    }

    private SubSignals Take(End end, SubSignals kinds)
    {
        lock (_lock)
        {
            end.IsWoken = false;
            var taken = _signals & kinds;
            _signals &= ~kinds;
            return taken;
        }
    }

    private void Attach(End end, Action wake)
    {
        bool isWoken;
        lock (_lock)
        {
            if (end.Wake is not null)
            {
                throw new IllegalStateException("Substream Source cannot be materialized more than once");
            }

            Volatile.Write(ref end.Wake, wake);
            isWoken = end.IsWoken;
        }

        if (isWoken)
        {
            wake();
        }
    }

    private sealed class End
    {
        public Action? Wake;
        public bool IsWoken;
    }
}
