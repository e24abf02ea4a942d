using Akka.Event;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Fusing;

/// <summary>An event from outside an island, on its way to one stage: the message that the actor receives.</summary>
internal abstract class AsyncInput : IDeadLetterSuppression
{
    protected AsyncInput(GraphStageLogic logic)
    {
        Logic = logic;
    }

    public GraphStageLogic Logic { get; }

    public abstract void Run();
}

/// <summary>An event that carries one value.</summary>
internal sealed class AsyncInput<T> : AsyncInput
{
    private readonly T _value;
    private readonly Action<T> _handler;

    public AsyncInput(GraphStageLogic logic, T value, Action<T> handler)
        : base(logic)
    {
        _value = value;
        _handler = handler;
    }

    public override void Run() => _handler(_value);
}

/// <summary>An event that can be sent again and again: it says only that there is something to look at.</summary>
internal sealed class AsyncNudge : AsyncInput
{
    private readonly Action _handler;

    public AsyncNudge(GraphStageLogic logic, Action handler)
        : base(logic)
    {
        _handler = handler;
    }

    public override void Run() => _handler();
}
