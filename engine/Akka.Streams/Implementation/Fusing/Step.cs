using Akka.Streams.Stage;
using Akka.Streams.Supervision;

namespace Akka.Streams.Implementation.Fusing;

/// <summary>
/// One link in a chain of functions that a <see cref="FusedLogic{TIn}"/> applies to each element without a signal
/// between them.
/// </summary>
internal abstract class Step
{
}

/// <inheritdoc cref="Step"/>
internal abstract class Step<T> : Step
{
    /// <summary>Handles one element: true when one came out at the end of the chain.</summary>
    public abstract bool Run(T element);
}

/// <summary>The end of a chain as the fused stage sees it: where the result waits and how it goes on.</summary>
internal interface IStepResult
{
    /// <summary>Sends the result on: true when the next one may follow without a further pull.</summary>
    bool Deliver(GraphStageLogic logic);
}

/// <summary>The last link: keeps what came out until it is delivered.</summary>
internal sealed class ResultStep<T> : Step<T>, IStepResult
{
    private readonly Connection _wire;
    private readonly IDirectSink<T>? _sink;
    private T _element = default!;

    public ResultStep(Connection wire)
    {
        _wire = wire;
        _sink = wire.InOwner as IDirectSink<T>;
    }

    public override bool Run(T element)
    {
        _element = element;
        return true;
    }

    public bool Deliver(GraphStageLogic logic)
    {
        var element = _element;
        _element = default!;
        if (_sink is not null)
        {
            if (_sink.Consume(element))
            {
                return true;
            }

            logic.Interpreter.AfterStageHasRun(_wire.InOwner);
            return false;
        }

        logic.Deliver(_wire, element);
        return false;
    }
}

/// <summary>
/// A stage that turns an element into at most one other and keeps nothing between elements: it can be a link of a
/// chain.
/// </summary>
internal interface IStepLogic
{
    Type InputType { get; }

    Type OutputType { get; }

    Decider Decider { get; }

    /// <summary>The link for this stage, in front of the given one.</summary>
    Step Bind(Step next);

    /// <summary>The end of a chain whose last stage is this one.</summary>
    Step NewResult(Connection wire);

    /// <summary>The stage for a chain whose first stage is this one.</summary>
    GraphStageLogic NewFused(Step first, Step result, GraphStageLogic? source);
}

/// <summary>A source that can give its next element at once, without being pulled.</summary>
internal interface IDirectSource<T>
{
    /// <summary>False when the source is at its end, of which its outlet tells. Never throws.</summary>
    bool TryTake(out T element);
}

/// <summary>A sink that takes elements one after the other for as long as it lives.</summary>
internal interface IDirectSink<in T>
{
    /// <summary>False when the sink has ended and wants no more.</summary>
    bool Consume(T element);
}
