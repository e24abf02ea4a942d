using Akka.Streams.Stage;

namespace Akka.Streams.Dsl;

/// <summary>
/// Emits elements of all inputs as they come, taking inputs that wait in the order in which they began to wait.
/// Completes when all inputs have, or with the first of them when eager.
/// </summary>
public class Merge<TIn, TOut> : GraphStage<UniformFanInShape<TIn, TOut>>
    where TIn : TOut
{
    private readonly int _inputPorts;
    private readonly bool _eagerComplete;

    public Merge(int inputPorts, bool eagerComplete = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(inputPorts);
        _inputPorts = inputPorts;
        _eagerComplete = eagerComplete;
        Shape = new UniformFanInShape<TIn, TOut>(inputPorts, "Merge");
    }

    public Outlet<TOut> Out => Shape.Out;

    public sealed override UniformFanInShape<TIn, TOut> Shape { get; }

    protected override Attributes InitialAttributes { get; } = Attributes.CreateName("Merge");

    public Inlet<TIn> In(int id) => Shape.In(id);

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic : OutGraphStageLogic
    {
        private readonly Merge<TIn, TOut> _stage;
        private readonly Queue<Inlet<TIn>> _waiting;
        private int _running;

        public Logic(Merge<TIn, TOut> stage)
            : base(stage.Shape)
        {
            _stage = stage;
            _running = stage._inputPorts;
            _waiting = new Queue<Inlet<TIn>>(_running);
            for (var i = 0; i < stage._inputPorts; i++)
            {
                var inlet = stage.In(i);
                SetHandler(inlet, new Input(this, inlet));
            }

            SetHandler(stage.Out, this);
        }

        public override void PreStart()
        {
            for (var i = 0; i < _stage._inputPorts; i++)
            {
                TryPull(_stage.In(i));
            }
        }

        public override void OnPull()
        {
            while (_waiting.TryDequeue(out var inlet))
            {
                if (IsAvailable(inlet))
                {
                    Pass(inlet);
                    return;
                }
            }
        }

        private void Pass(Inlet<TIn> inlet)
        {
            Push(_stage.Out, Grab(inlet));
            if (_running <= 0 || IsClosed(inlet))
            {
                CompleteIfDone();
            }
            else
            {
                Pull(inlet);
            }
        }

        private void OnElement(Inlet<TIn> inlet)
        {
            if (IsAvailable(_stage.Out) && _waiting.Count == 0)
            {
                Pass(inlet);
            }
            else
            {
                _waiting.Enqueue(inlet);
            }
        }

        private void OnInputFinish()
        {
            _running--;
            if (_stage._eagerComplete)
            {
                CancelOthers();
            }

            CompleteIfDone();
        }

        private void CancelOthers()
        {
            for (var i = 0; i < _stage._inputPorts; i++)
            {
                if (!IsAvailable(_stage.In(i)))
                {
                    Cancel(_stage.In(i));
                }
            }

            _running = 0;
        }

        private void CompleteIfDone()
        {
            if (_running <= 0 && _waiting.Count == 0)
            {
                CompleteStage();
            }
        }

        private sealed class Input(Logic logic, Inlet<TIn> inlet) : InHandler
        {
            public override void OnPush() => logic.OnElement(inlet);

            public override void OnUpstreamFinish() => logic.OnInputFinish();
        }
    }
}

/// <inheritdoc/>
public sealed class Merge<T> : Merge<T, T>
{
    public Merge(int inputPorts, bool eagerComplete = false)
        : base(inputPorts, eagerComplete)
    {
    }
}
