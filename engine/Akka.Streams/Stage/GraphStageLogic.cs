using Akka.Event;
using Akka.Pattern;
using Akka.Streams.Implementation.Fusing;
using Akka.Streams.Implementation.Islands;

namespace Akka.Streams.Stage;

/// <summary>Gives a stage its log.</summary>
public interface IStageLogging
{
    ILoggingAdapter Log { get; }
}

/// <summary>
/// The running part of a stage: its state, its handlers and the operations on its ports. All of it is called by one
/// thread at a time; everything that comes from elsewhere enters through <see cref="GetAsyncCallback{T}"/>.
/// </summary>
public abstract partial class GraphStageLogic : IStageLogging
{
    public readonly int InCount;
    public readonly int OutCount;

    /// <summary>Takes part in termination, ignores elements.</summary>
    public static readonly InHandler EagerTerminateInput = Stage.EagerTerminateInput.Instance;

    /// <summary>Ignores elements and the end of upstream, fails with upstream.</summary>
    public static readonly InHandler IgnoreTerminateInput = Stage.IgnoreTerminateInput.Instance;

    /// <summary>Ignores everything, failures included.</summary>
    public static readonly InHandler TotallyIgnorantInput = Stage.TotallyIgnorantInput.Instance;

    /// <summary>Takes part in termination, ignores pulls.</summary>
    public static readonly OutHandler EagerTerminateOutput = Stage.EagerTerminateOutput.Instance;

    /// <summary>Ignores pulls and cancellation.</summary>
    public static readonly OutHandler IgnoreTerminateOutput = Stage.IgnoreTerminateOutput.Instance;

    public static readonly Action DoNothing = () => { };

    internal readonly Connection[] In;
    internal readonly Connection[] Out;
    private readonly IInHandler?[] _inHandlers;
    private readonly IOutHandler?[] _outHandlers;
    private GraphInterpreter? _interpreter;
    private ILoggingAdapter? _log;

    protected GraphStageLogic(int inCount, int outCount)
    {
        InCount = inCount;
        OutCount = outCount;
        OpenPorts = inCount + outCount;
        In = inCount == 0 ? [] : new Connection[inCount];
        Out = outCount == 0 ? [] : new Connection[outCount];
        _inHandlers = inCount == 0 ? [] : new IInHandler[inCount];
        _outHandlers = outCount == 0 ? [] : new IOutHandler[outCount];
    }

    protected GraphStageLogic(Shape shape)
        : this(shape.Inlets.Length, shape.Outlets.Length)
    {
        PortNumbers.Assign(shape);
    }

    /// <summary>When true the stage lives on after its last port has closed, until it is completed.</summary>
    public virtual bool KeepGoingAfterAllPortsClosed => false;

    public ILoggingAdapter Log => _log ??= Materializer is IMaterializerLoggingProvider provider
        ? provider.MakeLogger(LogSource)
        : NoLogger.Instance;

    protected virtual object LogSource => this;

    /// <summary>The materializer that runs this stage.</summary>
    protected IMaterializer Materializer => Interpreter.Materializer;

    /// <summary>A materializer that runs further graphs in the actor of this stage.</summary>
    protected IMaterializer SubFusingMaterializer => Interpreter.SubFusingMaterializer;

    internal Attributes Attributes { get; set; } = Attributes.None;

    internal int OpenPorts { get; set; }

    internal bool IsFinished { get; set; }

    internal bool KeepsGoing { get; private set; }

    internal string? OriginalStage { get; set; }

    // The island that runs this stage; null only where an interpreter is driven by hand.
    internal IslandShell? Shell { get; set; }

    internal GraphInterpreter Interpreter => _interpreter ?? throw new IllegalStateException(
        "not yet initialized: only SetHandler is allowed in GraphStageLogic constructor");

    /// <summary>Runs before the first signal.</summary>
    public virtual void PreStart()
    {
    }

    /// <summary>Runs after the last signal, whatever ended the stage.</summary>
    public virtual void PostStop()
    {
    }

    protected virtual void BeforePreStart()
    {
    }

    protected virtual void AfterPostStop()
    {
    }

    /// <summary>Keeps the stage alive after its last port has closed, or lets it go.</summary>
    protected void SetKeepGoing(bool enabled) => KeepsGoing = enabled;

    protected void SetHandler<T>(Inlet<T> inlet, IInHandler handler) => SetInHandler(inlet.Id, handler);

    protected void SetHandler<T>(Outlet<T> outlet, IOutHandler handler) => SetOutHandler(outlet.Id, handler);

    protected void SetHandler<T>(
        Inlet<T> inlet,
        Action onPush,
        Action? onUpstreamFinish = null,
        Action<Exception>? onUpstreamFailure = null)
    {
        ArgumentNullException.ThrowIfNull(onPush);
        SetHandler(inlet, new LambdaInHandler(onPush, onUpstreamFinish, onUpstreamFailure));
    }

    protected void SetHandler<T>(
        Outlet<T> outlet, Action onPull, Action<Exception>? onDownstreamFinish = null)
    {
        ArgumentNullException.ThrowIfNull(onPull);
        SetHandler(outlet, new LambdaOutHandler(onPull, onDownstreamFinish));
    }

    protected void SetHandlers<TIn, TOut>(Inlet<TIn> inlet, Outlet<TOut> outlet, InAndOutGraphStageLogic handler)
    {
        SetHandler(inlet, handler);
        SetHandler(outlet, handler);
    }

    protected IInHandler GetHandler<T>(Inlet<T> inlet) => _inHandlers[inlet.Id]!;

    protected IOutHandler GetHandler<T>(Outlet<T> outlet) => _outHandlers[outlet.Id]!;

    internal void SetInHandler(int id, IInHandler handler)
    {
        _inHandlers[id] = handler;
        if (In[id] is { } connection)
        {
            connection.SetHandler(handler);
        }
    }

    internal void SetOutHandler(int id, IOutHandler handler)
    {
        _outHandlers[id] = handler;
        if (Out[id] is { } connection)
        {
            connection.SetHandler(handler);
        }
    }

    internal void ConnectIn(int id, Connection connection)
    {
        In[id] = connection;
        connection.InOwner = this;
        connection.SetHandler(_inHandlers[id] ?? throw new IllegalStateException(
            $"No handler defined in stage [{this}] for inlet {id}. All inlets and outlets must be assigned a handler "
            + "with SetHandler in the constructor of the graph stage logic."));
    }

    internal void ConnectOut(int id, Connection connection)
    {
        Out[id] = connection;
        connection.OutOwner = this;
        connection.SetHandler(_outHandlers[id] ?? throw new IllegalStateException(
            $"No handler defined in stage [{this}] for outlet {id}. All inlets and outlets must be assigned a handler "
            + "with SetHandler in the constructor of the graph stage logic."));
    }

    internal void Attach(GraphInterpreter interpreter)
    {
        _interpreter = interpreter;
        KeepsGoing |= KeepGoingAfterAllPortsClosed;
    }

    internal void StartUp()
    {
        BeforePreStart();
        PreStart();
    }

    internal void ShutDown()
    {
        try
        {
            PostStop();
        }
        finally
        {
            AfterPostStop();
            ReleaseOutside();
        }
    }

    public override string ToString() => OriginalStage ?? GetType().Name;
}
