using Akka.Streams.Stage;

namespace Akka.Streams.Dsl;

/// <summary>The function of a <see cref="Partition{T}"/> named an output that does not exist.</summary>
public sealed class PartitionOutOfBoundsException : Exception
{
    public PartitionOutOfBoundsException(string message)
        : base(message)
    {
    }
}

/// <summary>
/// Gives each element to the output that a function names, when that output wants it. Cancels when all outputs have;
/// what is meant for an output that has cancelled is dropped.
/// </summary>
public sealed class Partition<T> : GraphStage<UniformFanOutShape<T, T>>
{
    public readonly Inlet<T> In;
    private readonly int _outputPorts;
    private readonly Func<T, int> _partitioner;

    /// <summary>The function gives a number from 0; any other that no output has fails the stream.</summary>
    public Partition(int outputPorts, Func<T, int> partitioner)
    {
        ArgumentNullException.ThrowIfNull(partitioner);
        _outputPorts = outputPorts;
        _partitioner = partitioner;
        Shape = new UniformFanOutShape<T, T>(outputPorts, "Partition");
        In = Shape.In;
    }

    public override UniformFanOutShape<T, T> Shape { get; }

    public Outlet<T> Out(int id) => Shape.Out(id);

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic : InGraphStageLogic
    {
        private readonly Partition<T> _stage;
        private int _running;

        // The element that waits, and the output it waits for; -1 when none does.
        private T _pending = default!;
        private int _pendingFor = -1;

        public Logic(Partition<T> stage)
            : base(stage.Shape)
        {
            _stage = stage;
            _running = stage._outputPorts;
            SetHandler(stage.In, this);
            for (var i = 0; i < stage._outputPorts; i++)
            {
                SetHandler(stage.Out(i), new Output(this, i));
            }
        }

        public override void OnPush()
        {
            var element = Grab(_stage.In);
            var index = _stage._partitioner(element);
            if (index < 0 || index >= _stage._outputPorts)
            {
                FailStage(new PartitionOutOfBoundsException(
                    $"partitioner must return an index in the range [0,{_stage._outputPorts - 1}]. "
                    + $"returned: [{index}] for input [{element}]."));
                return;
            }

            var outlet = _stage.Out(index);
            if (IsAvailable(outlet))
            {
                Push(outlet, element);
                PullIfWanted();
            }
            else if (IsClosed(outlet))
            {
                PullIfWanted();
            }
            else
            {
                _pending = element;
                _pendingFor = index;
            }
        }

        public override void OnUpstreamFinish()
        {
            if (_pendingFor < 0)
            {
                CompleteStage();
            }
        }

        private void PullIfWanted()
        {
            for (var i = 0; i < _stage._outputPorts; i++)
            {
                if (IsAvailable(_stage.Out(i)))
                {
                    TryPull(_stage.In);
                    return;
                }
            }
        }

        private void OnDemand(int output)
        {
            if (_pendingFor < 0)
            {
                if (!HasBeenPulled(_stage.In))
                {
                    TryPull(_stage.In);
                }
            }
            else if (_pendingFor == output)
            {
                Push(_stage.Out(output), _pending);
                Proceed();
            }
        }

        private void OnCancel(int output, Exception cause)
        {
            _running--;
            if (_running == 0)
            {
                CancelStage(cause);
            }
            else if (_pendingFor == output)
            {
                Proceed();
            }
        }

        private void Proceed()
        {
            _pending = default!;
            _pendingFor = -1;
            if (IsClosed(_stage.In))
            {
                CompleteStage();
            }
            else
            {
                PullIfWanted();
            }
        }

        private sealed class Output(Logic logic, int number) : OutHandler
        {
            public override void OnPull() => logic.OnDemand(number);

            public override void OnDownstreamFinish(Exception cause) => logic.OnCancel(number, cause);
        }
    }
}
