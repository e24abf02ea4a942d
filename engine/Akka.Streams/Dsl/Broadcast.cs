using Akka.Streams.Stage;

namespace Akka.Streams.Dsl;

/// <summary>
/// Emits every element to all outputs, at the pace of the slowest. Cancels when all outputs have, or with the first of
/// them when eager.
/// </summary>
public sealed class Broadcast<T> : GraphStage<UniformFanOutShape<T, T>>
{
    public readonly Inlet<T> In;
    private readonly int _outputPorts;
    private readonly bool _eagerCancel;

    public Broadcast(int outputPorts, bool eagerCancel = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(outputPorts);
        _outputPorts = outputPorts;
        _eagerCancel = eagerCancel;
        Shape = new UniformFanOutShape<T, T>(outputPorts, "Broadcast");
        In = Shape.In;
    }

    public override UniformFanOutShape<T, T> Shape { get; }

    protected override Attributes InitialAttributes { get; } = Attributes.CreateName("Broadcast");

    public Outlet<T> Out(int id) => Shape.Out(id);

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic : InGraphStageLogic
    {
        private readonly Broadcast<T> _stage;
        private readonly bool[] _pending;
        private int _pendingCount;
        private int _running;

        public Logic(Broadcast<T> stage)
            : base(stage.Shape)
        {
            _stage = stage;
            _running = _pendingCount = stage._outputPorts;
            _pending = new bool[stage._outputPorts];
            Array.Fill(_pending, true);
            SetHandler(stage.In, this);
            for (var i = 0; i < stage._outputPorts; i++)
            {
                SetHandler(stage.Out(i), new Output(this, i));
            }
        }

        public override void OnPush()
        {
            _pendingCount = _running;
            var element = Grab(_stage.In);
            for (var i = 0; i < _stage._outputPorts; i++)
            {
                var outlet = _stage.Out(i);
                if (!IsClosed(outlet))
                {
                    Push(outlet, element);
                    _pending[i] = true;
                }
            }
        }

        private void OnDemand(int output)
        {
            _pending[output] = false;
            _pendingCount--;
            PullIfAllWant();
        }

        private void OnCancel(int output, Exception cause)
        {
            if (_stage._eagerCancel)
            {
                CancelStage(cause);
                return;
            }

            _running--;
            if (_running == 0)
            {
                CancelStage(cause);
            }
            else if (_pending[output])
            {
                _pending[output] = false;
                _pendingCount--;
                PullIfAllWant();
            }
        }

        private void PullIfAllWant()
        {
            if (_pendingCount == 0 && !HasBeenPulled(_stage.In))
            {
                TryPull(_stage.In);
            }
        }

        private sealed class Output(Logic logic, int number) : OutHandler
        {
            public override void OnPull() => logic.OnDemand(number);

            public override void OnDownstreamFinish(Exception cause) => logic.OnCancel(number, cause);
        }
    }
}
