using Akka.Streams.Stage;

namespace Akka.Streams;

/// <summary>Ends a stream from outside.</summary>
public interface IKillSwitch
{
    /// <summary>Completes downstream and cancels upstream.</summary>
    void Shutdown();

    /// <summary>Fails downstream and cancels upstream with the cause.</summary>
    void Abort(Exception cause);
}

/// <summary>The switch of one stream.</summary>
public sealed class UniqueKillSwitch : IKillSwitch
{
    private readonly TaskCompletionSource _signal;

    internal UniqueKillSwitch(TaskCompletionSource signal)
    {
        _signal = signal;
    }

    public void Shutdown() => _signal.TrySetResult();

    public void Abort(Exception cause) => _signal.TrySetException(cause);

    public override string ToString() => $"SingleKillSwitch({GetHashCode()})";
}

/// <summary>One switch for any number of streams, those that start after it was used included.</summary>
public sealed class SharedKillSwitch : IKillSwitch
{
    private readonly TaskCompletionSource _signal = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string _name;

    internal SharedKillSwitch(string name)
    {
        _name = name;
    }

    public void Shutdown() => _signal.TrySetResult();

    public void Abort(Exception cause) => _signal.TrySetException(cause);

    /// <summary>A flow that passes everything on until the switch is used.</summary>
    public IGraph<FlowShape<T, T>, SharedKillSwitch> Flow<T>() =>
        new KillableFlow<T, SharedKillSwitch>("sharedKillSwitch", () => (this, _signal.Task));

    public override string ToString() => $"KillSwitch({_name})";
}

/// <summary>Makes flows that can be ended from outside.</summary>
public static class KillSwitches
{
    /// <summary>A switch that other streams share.</summary>
    public static SharedKillSwitch Shared(string name) => new(name);

    /// <summary>A flow that materializes its own switch.</summary>
    public static IGraph<FlowShape<T, T>, UniqueKillSwitch> Single<T>() =>
        new KillableFlow<T, UniqueKillSwitch>("uniqueKillSwitch", () =>
        {
            var signal = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return (new UniqueKillSwitch(signal), signal.Task);
        });

    /// <summary>A flow that ends with a token: completed when graceful, else failed with its cancellation.</summary>
    public static IGraph<FlowShape<T, T>, NotUsed> AsFlow<T>(
        this CancellationToken cancellationToken, bool cancelGracefully = false) =>
        new KillableFlow<T, NotUsed>("cancellationToken", () =>
        {
            var signal = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var registration = cancellationToken.Register(() =>
            {
                if (cancelGracefully)
                {
                    signal.TrySetResult();
                }
                else
                {
                    signal.TrySetException(new OperationCanceledException(
                        $"Stage cancelled due to cancellation token request.", cancellationToken));
                }
            });
            return (NotUsed.Instance, signal.Task, registration);
        });
}

/// <summary>Passes everything on until a task ends, then ends like it.</summary>
internal sealed class KillableFlow<T, TMat> : GraphStageWithMaterializedValue<FlowShape<T, T>, TMat>
{
    private readonly Inlet<T> _in;
    private readonly Outlet<T> _out;
    private readonly Func<(TMat Value, Task Signal, IDisposable? Held)> _make;

    public KillableFlow(string name, Func<(TMat Value, Task Signal)> make)
        : this(name, () =>
        {
            var (value, signal) = make();
            return (value, signal, (IDisposable?)null);
        })
    {
    }

    public KillableFlow(string name, Func<(TMat Value, Task Signal, CancellationTokenRegistration Held)> make)
        : this(name, () =>
        {
            var (value, signal, held) = make();
            return (value, signal, (IDisposable?)held);
        })
    {
    }

    private KillableFlow(string name, Func<(TMat Value, Task Signal, IDisposable? Held)> make)
    {
        _in = new Inlet<T>($"{name}.in");
        _out = new Outlet<T>($"{name}.out");
        _make = make;
        Shape = new FlowShape<T, T>(_in, _out);
        InitialAttributes = Attributes.CreateName(name);
    }

    public override FlowShape<T, T> Shape { get; }

    protected override Attributes InitialAttributes { get; }

    public override ILogicAndMaterializedValue<TMat> CreateLogicAndMaterializedValue(Attributes inheritedAttributes)
    {
        var (value, signal, held) = _make();
        return new LogicAndMaterializedValue<TMat>(new Logic(this, signal, held), value);
    }

    private sealed class Logic : InAndOutGraphStageLogic
    {
        private readonly KillableFlow<T, TMat> _stage;
        private readonly Task _signal;
        private readonly IDisposable? _held;
        private readonly CancellationTokenSource _stopped = new();

        public Logic(KillableFlow<T, TMat> stage, Task signal, IDisposable? held)
            : base(stage.Shape)
        {
            _stage = stage;
            _signal = signal;
            _held = held;
            SetHandlers(stage._in, stage._out, this);
        }

        public override void PreStart()
        {
            if (_signal.IsCompleted)
            {
                OnSignal();
                return;
            }

            // A shared switch outlives its streams: the continuation goes when the stage does.
            var onSignal = GetAsyncCallback(OnSignal);
            _ = _signal.ContinueWith(
                _ => onSignal(),
                _stopped.Token,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
        }

        public override void PostStop()
        {
            _stopped.Cancel();
            _stopped.Dispose();
            _held?.Dispose();
        }

        public override void OnPush() => Push(_stage._out, Grab(_stage._in));

        public override void OnPull() => Pull(_stage._in);

        private void OnSignal()
        {
            if (_signal.Exception is { } failure)
            {
                FailStage(failure.InnerException ?? failure);
            }
            else
            {
                CompleteStage();
            }
        }
    }
}
