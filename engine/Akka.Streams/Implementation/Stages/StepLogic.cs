using Akka.Streams.Implementation.Fusing;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Stages;

/// <summary>The base of logics that can be a link of a <see cref="FusedLogic{TIn}"/>.</summary>
internal abstract class StepLogic<TIn, TOut> : LinearLogic<TIn, TOut>, IStepLogic
{
    protected StepLogic(LinearStage<TIn, TOut> stage, Attributes attributes)
        : base(stage, attributes)
    {
    }

    public Type InputType => typeof(TIn);

    public Type OutputType => typeof(TOut);

    public Step Bind(Step next) => Bind((Step<TOut>)next);

    public Step NewResult(Connection wire) => new ResultStep<TOut>(wire);

    public GraphStageLogic NewFused(Step first, Step result, GraphStageLogic? source) =>
        new FusedLogic<TIn>(first, result, source, Decider);

    // Every such stage is replaced before it runs, be it alone in its row.
    public sealed override void OnPush() => throw new InvalidOperationException("A link does not run by itself");

    protected abstract Step<TIn> Bind(Step<TOut> next);
}

/// <summary>Passes everything on.</summary>
internal sealed class Identity<T> : LinearStage<T, T>
{
    public Identity()
        : base("identity")
    {
    }

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(this, inheritedAttributes);

    private sealed class Logic(Identity<T> stage, Attributes attributes) : StepLogic<T, T>(stage, attributes)
    {
        protected override Step<T> Bind(Step<T> next) => next;
    }
}
