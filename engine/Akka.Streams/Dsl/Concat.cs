using Akka.Streams.Stage;

namespace Akka.Streams.Dsl;

/// <summary>Emits all elements of the first input, then all of the second, and so on.</summary>
public class Concat<TIn, TOut> : GraphStage<UniformFanInShape<TIn, TOut>>
    where TIn : TOut
{
    private readonly int _inputPorts;

    public Concat(int inputPorts = 2)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputPorts, 2);
        _inputPorts = inputPorts;
        Shape = new UniformFanInShape<TIn, TOut>(inputPorts, "Concat");
    }

    public Outlet<TOut> Out => Shape.Out;

    public override UniformFanInShape<TIn, TOut> Shape { get; }

    protected override Attributes InitialAttributes { get; } = Attributes.CreateName("Concat");

    public Inlet<TIn> In(int id) => Shape.In(id);

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic : OutGraphStageLogic
    {
        private readonly Concat<TIn, TOut> _stage;
        private int _active;

        public Logic(Concat<TIn, TOut> stage)
            : base(stage.Shape)
        {
            _stage = stage;
            for (var i = 0; i < stage._inputPorts; i++)
            {
                SetHandler(stage.In(i), new Input(this, i));
            }

            SetHandler(stage.Out, this);
        }

        public override void OnPull() => Pull(_stage.In(_active));

        private void OnFinish(int input)
        {
            if (input != _active)
            {
                return;
            }

            // Inputs that ended while they waited for their turn have nothing to give.
            while (_active < _stage._inputPorts && IsClosed(_stage.In(_active)))
            {
                _active++;
            }

            if (_active == _stage._inputPorts)
            {
                CompleteStage();
            }
            else if (IsAvailable(_stage.Out))
            {
                Pull(_stage.In(_active));
            }
        }

        private sealed class Input(Logic logic, int number) : InHandler
        {
            public override void OnPush() => logic.Push(logic._stage.Out, logic.Grab(logic._stage.In(number)));

            public override void OnUpstreamFinish() => logic.OnFinish(number);
        }
    }
}

/// <summary>Makes junctions that emit one input after the other.</summary>
public static class Concat
{
    public static IGraph<UniformFanInShape<T, T>, NotUsed> Create<T>(int inputPorts = 2) =>
        new Concat<T, T>(inputPorts);
}
