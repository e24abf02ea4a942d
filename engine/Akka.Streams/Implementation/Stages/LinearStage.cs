using Akka.Streams.Stage;
using Akka.Streams.Supervision;

namespace Akka.Streams.Implementation.Stages;

/// <summary>The base of stages with one inlet and one outlet.</summary>
internal abstract class LinearStage<TIn, TOut> : GraphStage<FlowShape<TIn, TOut>>
{
    protected LinearStage(string name)
    {
        In = new Inlet<TIn>($"{name}.in");
        Out = new Outlet<TOut>($"{name}.out");
        Shape = new FlowShape<TIn, TOut>(In, Out);
        InitialAttributes = Attributes.CreateName(name);
    }

    public Inlet<TIn> In { get; }

    public Outlet<TOut> Out { get; }

    public override FlowShape<TIn, TOut> Shape { get; }

    protected override Attributes InitialAttributes { get; }
}

/// <summary>
/// The base of their logics: elements are pulled when they are wanted, and the decider says what an error in a user
/// function means.
/// </summary>
internal abstract class LinearLogic<TIn, TOut> : InAndOutGraphStageLogic
{
    protected readonly Inlet<TIn> Inlet;
    protected readonly Outlet<TOut> Outlet;

    protected LinearLogic(LinearStage<TIn, TOut> stage, Attributes attributes)
        : base(stage.Shape)
    {
        Inlet = stage.In;
        Outlet = stage.Out;
        Decider = ActorAttributes.DeciderOf(attributes);
        SetHandlers(Inlet, Outlet, this);
    }

    public Decider Decider { get; }

    public override void OnPull() => Pull(Inlet);

    /// <summary>False when the stage has failed; otherwise the element is to be skipped.</summary>
    protected bool Survives(Exception e)
    {
        switch (Decider(e))
        {
            case Directive.Stop:
                FailStage(e);
                return false;
            case Directive.Restart:
                OnRestart();
                return true;
            default:
                return true;
        }
    }

    protected void SkipOrFail(Exception e)
    {
        if (Survives(e))
        {
            PullIfNeeded();
        }
    }

    protected void PullIfNeeded()
    {
        if (!HasBeenPulled(Inlet))
        {
            TryPull(Inlet);
        }
    }

    protected virtual void OnRestart()
    {
    }
}
