using Akka.Streams.Stage;

namespace Akka.Streams.Dsl;

/// <summary>
/// Emits a number of elements of the first input, then as many of the second, and so on, round and round. Inputs that
/// have ended are passed over; when eager, the first that ends completes the stream.
/// </summary>
public sealed class Interleave<TIn, TOut> : GraphStage<UniformFanInShape<TIn, TOut>>
    where TIn : TOut
{
    private readonly int _inputPorts;
    private readonly int _segmentSize;
    private readonly bool _eagerClose;

    internal Interleave(int inputPorts, int segmentSize, bool eagerClose)
    {
        if (inputPorts <= 1)
        {
            throw new ArgumentException("Interleave input ports count must be greater than 1", nameof(inputPorts));
        }

        _inputPorts = inputPorts;
        _segmentSize = Checked.Positive(segmentSize);
        _eagerClose = eagerClose;
        Shape = new UniformFanInShape<TIn, TOut>(inputPorts, "Interleave");
    }

    public Outlet<TOut> Out => Shape.Out;

    public override UniformFanInShape<TIn, TOut> Shape { get; }

    public Inlet<TIn> In(int id) => Shape.In(id);

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic : OutGraphStageLogic
    {
        private readonly Interleave<TIn, TOut> _stage;
        private int _current;
        private int _given;
        private int _running;

        public Logic(Interleave<TIn, TOut> stage)
            : base(stage.Shape)
        {
            _stage = stage;
            _running = stage._inputPorts;
            for (var i = 0; i < stage._inputPorts; i++)
            {
                SetHandler(stage.In(i), new Input(this, i));
            }

            SetHandler(stage.Out, this);
        }

        public override void OnPull() => Pull(_stage.In(_current));

        private void OnElement(TIn element)
        {
            Push(_stage.Out, element);
            _given++;
            if (_given == _stage._segmentSize)
            {
                MoveOn();
            }
        }

        private void OnFinish(int input)
        {
            _running--;
            if (_running == 0 || _stage._eagerClose)
            {
                CompleteStage();
            }
            else if (input == _current)
            {
                MoveOn();
                if (IsAvailable(_stage.Out))
                {
                    Pull(_stage.In(_current));
                }
            }
        }

        private void MoveOn()
        {
            _given = 0;
            do
            {
                _current = (_current + 1) % _stage._inputPorts;
            }
            while (IsClosed(_stage.In(_current)));
        }

        private sealed class Input(Logic logic, int number) : InHandler
        {
            public override void OnPush() => logic.OnElement(logic.Grab(logic._stage.In(number)));

            public override void OnUpstreamFinish() => logic.OnFinish(number);
        }
    }
}

/// <summary>Makes junctions that take turns.</summary>
public static class Interleave
{
    public static IGraph<UniformFanInShape<T, T>, NotUsed> Create<T>(
        int inputPorts, int segmentSize, bool eagerClose = false) =>
        new Interleave<T, T>(inputPorts, segmentSize, eagerClose);
}
