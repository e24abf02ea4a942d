using System.Runtime.CompilerServices;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Fusing;

/// <summary>Where a connection stands: who may act next and what is still to be delivered.</summary>
[Flags]
internal enum Wire : byte
{
    Idle = 0,

    /// <summary>The inlet pulled; the outlet has not been told yet.</summary>
    PullPending = 1,

    /// <summary>The outlet was told of the pull and may push.</summary>
    Demanded = 2,

    /// <summary>The outlet pushed; the inlet has not been told yet.</summary>
    PushPending = 4,

    /// <summary>The inlet was told of the element and has not grabbed it.</summary>
    Grabbable = 8,

    /// <summary>No signal will reach the inlet any more.</summary>
    InClosed = 16,

    /// <summary>No signal will reach the outlet any more.</summary>
    OutClosed = 32,

    /// <summary>The outlet was closed by a failure.</summary>
    Failed = 64,

    /// <summary>The connection is in the event queue.</summary>
    Queued = 128,
}

/// <summary>
/// One wire inside a fused island: at most one element and one event at a time, so the interpreter's queue can never
/// hold more entries than there are connections.
/// </summary>
internal abstract class Connection
{
    public readonly int Id;
    public Wire State;
    public GraphStageLogic InOwner = null!;
    public GraphStageLogic OutOwner = null!;
    public IInHandler InHandler = null!;
    public IOutHandler OutHandler = null!;

    // The two signals of every element, bound to their handler: cheaper than a call through an interface that as many
    // classes implement as there are stages.
    public Action Pushed = null!;
    public Action Pulled = null!;
    public Exception? Failure;
    public Exception? CancelCause;

    protected Connection(int id)
    {
        Id = id;
    }

    public void SetHandler(IInHandler handler)
    {
        InHandler = handler;
        Pushed = handler.OnPush;
    }

    public void SetHandler(IOutHandler handler)
    {
        OutHandler = handler;
        Pulled = handler.OnPull;
    }

    public abstract void SetUntyped(object? element);

    public abstract object? TakeUntyped();

    public abstract void ClearElement();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Has(Wire flags) => (State & flags) != Wire.Idle;

    public override string ToString() => $"Connection({Id}, {OutOwner} -> {InOwner}, {State})";
}

/// <summary>A connection with room for one element of the type of its inlet: elements are never boxed.</summary>
internal sealed class Connection<T> : Connection
{
    public T Element = default!;

    public Connection(int id)
        : base(id)
    {
    }

    public override void SetUntyped(object? element) => Element = (T)element!;

    public override object? TakeUntyped()
    {
        var element = Element;
        Element = default!;
        return element;
    }

    public override void ClearElement() => Element = default!;
}
