using Akka.Streams.Stage;
using Akka.Streams.Supervision;

namespace Akka.Streams.Implementation.Fusing;

/// <summary>
/// Several simple stages in a row as one. A source and a sink that allow it are called directly: then a turn handles
/// as many elements as it has signals to spend.
/// </summary>
/// <remarks>
/// Neighbours see what they would see of the single stages: the wires to both sides carry demand, completion, failure
/// and cancellation as ever, and the decider, which all the stages have in common, is asked about every error.
/// </remarks>
internal sealed class FusedLogic<TIn> : GraphStageLogic, IInHandler, IOutHandler
{
    private readonly Inlet<TIn> _in = new("fused.in") { Id = 0 };
    private readonly Step<TIn> _first;
    private readonly IStepResult _result;
    private readonly IDirectSource<TIn>? _source;
    private readonly Decider _decider;

    public FusedLogic(Step first, Step result, GraphStageLogic? source, Decider decider)
        : base(1, 1)
    {
        _first = (Step<TIn>)first;
        _result = (IStepResult)result;
        _source = source as IDirectSource<TIn>;
        _decider = decider;
        SetInHandler(0, this);
        SetOutHandler(0, this);
    }

    public void OnPush()
    {
        if ((!Transform(Grab(_in)) || _result.Deliver(this)) && !IsOver)
        {
            Pull(_in);
        }
    }

    public void OnUpstreamFinish() => CompleteStage();

    public void OnUpstreamFailure(Exception e) => FailStage(e);

    public void OnDownstreamFinish(Exception cause) => CancelStage(cause);

    public void OnPull()
    {
        if (_source is null)
        {
            Pull(_in);
            return;
        }

        try
        {
            Drive(_source);
        }
        finally
        {
            Interpreter.AfterStageHasRun(In[0].OutOwner);
        }
    }

    private bool IsOver => In[0].Has(Wire.InClosed);

    private void Drive(IDirectSource<TIn> source)
    {
        var interpreter = Interpreter;
        do
        {
            if (!interpreter.TrySpend())
            {
                interpreter.PullLater(Out[0]);
                return;
            }

            if (!source.TryTake(out var element))
            {
                return;
            }

            if (Transform(element) && !_result.Deliver(this))
            {
                return;
            }
        }
        while (!IsOver);
    }

    private bool Transform(TIn element)
    {
        try
        {
            return _first.Run(element);
        }
        catch (Exception e)
        {
            if (_decider(e) == Directive.Stop)
            {
                FailStage(e);
            }

            return false;
        }
    }
}
