using Akka.Streams.Stage;

namespace Akka.Streams.Dsl;

/// <summary>
/// Gives each element to one of the outputs that want one, in the order in which they began to want. Cancels when all
/// outputs have.
/// </summary>
public sealed class Balance<T> : GraphStage<UniformFanOutShape<T, T>>
{
    private readonly int _outputPorts;
    private readonly bool _waitForAllDownstreams;

    /// <summary>When told to wait, nothing is pulled before every output has wanted its first element.</summary>
    public Balance(int outputPorts, bool waitForAllDownstreams = false)
    {
        if (outputPorts < 1)
        {
            throw new ArgumentException("A Balance must have one or more output ports", nameof(outputPorts));
        }

        _outputPorts = outputPorts;
        _waitForAllDownstreams = waitForAllDownstreams;
        Shape = new UniformFanOutShape<T, T>(outputPorts, "Balance");
    }

    public Inlet<T> In => Shape.In;

    public override UniformFanOutShape<T, T> Shape { get; }

    protected override Attributes InitialAttributes { get; } = Attributes.CreateName("Balance");

    public Outlet<T> Out(int id) => Shape.Out(id);

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic : InGraphStageLogic
    {
        private readonly Balance<T> _stage;
        private readonly Queue<Outlet<T>> _wanting = new();
        private int _running;
        private int _notYetWanted;

        public Logic(Balance<T> stage)
            : base(stage.Shape)
        {
            _stage = stage;
            _running = stage._outputPorts;
            _notYetWanted = stage._waitForAllDownstreams ? stage._outputPorts : 0;
            SetHandler(stage.In, this);
            for (var i = 0; i < stage._outputPorts; i++)
            {
                SetHandler(stage.Out(i), new Output(this, stage.Out(i), stage._waitForAllDownstreams));
            }
        }

        public override void OnPush() => Dispatch();

        private void Dispatch()
        {
            while (_wanting.TryDequeue(out var outlet))
            {
                if (IsClosed(outlet))
                {
                    continue;
                }

                Push(outlet, Grab(_stage.In));
                if (_wanting.Count > 0)
                {
                    TryPull(_stage.In);
                }

                return;
            }
        }

        private void OnDemand(Outlet<T> outlet)
        {
            _wanting.Enqueue(outlet);
            if (_notYetWanted > 0)
            {
                return;
            }

            if (IsAvailable(_stage.In))
            {
                Dispatch();
            }
            else if (!HasBeenPulled(_stage.In))
            {
                TryPull(_stage.In);
            }
        }

        private void OnCancel(Exception cause)
        {
            _running--;
            if (_running == 0)
            {
                CancelStage(cause);
            }
            else if (_notYetWanted == 0 && _wanting.Count > 0 && !HasBeenPulled(_stage.In) && !IsAvailable(_stage.In))
            {
                TryPull(_stage.In);
            }
        }

        private sealed class Output(Logic logic, Outlet<T> outlet, bool isAwaited) : OutHandler
        {
            private bool _isAwaited = isAwaited;

            public override void OnPull()
            {
                Arrive();
                logic.OnDemand(outlet);
            }

            public override void OnDownstreamFinish(Exception cause)
            {
                Arrive();
                logic.OnCancel(cause);
            }

            private void Arrive()
            {
                if (_isAwaited)
                {
                    _isAwaited = false;
                    logic._notYetWanted--;
                }
            }
        }
    }
}
