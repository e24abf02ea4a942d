using System.Numerics;
using Akka.Event;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Fusing;

/// <summary>
/// Runs the stages of one fused island on the calling thread: every signal is an entry in a ring of connections, and
/// processing one entry delivers exactly one signal. It knows nothing of actors.
/// </summary>
/// <remarks>
/// A push that was made is delivered before a completion or failure that follows it; a cancellation drops what was
/// pushed or pulled and not yet delivered. When both ends of a connection close, neither hears of the other.
/// </remarks>
internal sealed class GraphInterpreter
{
    [ThreadStatic]
    private static GraphInterpreter? t_current;

    private readonly GraphStageLogic[] _logics;
    private readonly Connection[] _queue;
    private readonly int _mask;
    private int _head;
    private int _tail;
    private int _runningStages;

    public GraphInterpreter(
        GraphStageLogic[] logics,
        Connection[] connections,
        IMaterializer materializer,
        ILoggingAdapter log)
    {
        _logics = logics;
        Connections = connections;
        Materializer = materializer;
        Log = log;
        _queue = new Connection[(int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(connections.Length, 1))];
        _mask = _queue.Length - 1;
        _runningStages = logics.Length;
    }

    /// <summary>The interpreter that is running on this thread.</summary>
    public static GraphInterpreter Current => t_current
        ?? throw new InvalidOperationException("Something went terribly wrong!");

    public static GraphInterpreter? CurrentOrNull => t_current;

    public Connection[] Connections { get; }

    public IMaterializer Materializer { get; }

    public ILoggingAdapter Log { get; }

    /// <summary>What sub-streams are materialized with: they run in the same actor.</summary>
    public IMaterializer SubFusingMaterializer { get; set; } = null!;

    public GraphStageLogic? ActiveStage { get; private set; }

    public bool IsCompleted => _runningStages == 0;

    /// <summary>True when no event is waiting, though stages may still be running.</summary>
    public bool IsSuspended => _head == _tail;

    public void Init(IMaterializer? subFusingMaterializer)
    {
        SubFusingMaterializer = subFusingMaterializer ?? Materializer;
        foreach (var logic in _logics)
        {
            logic.Attach(this);
        }

        var previous = Enter();
        try
        {
            foreach (var logic in _logics)
            {
                Start(logic);
            }
        }
        finally
        {
            Leave(previous);
        }
    }

    /// <summary>Delivers up to <paramref name="eventLimit"/> signals and returns what is left of the limit.</summary>
    public int Execute(int eventLimit)
    {
        var previous = Enter();
        try
        {
            while (eventLimit > 0 && _head != _tail)
            {
                var connection = _queue[_head & _mask];
                _head++;
                Process(connection);
                eventLimit--;
            }
        }
        finally
        {
            Leave(previous);
        }

        return eventLimit;
    }

    /// <summary>Runs what arrived from outside in the name of its stage, unless the stage is already over.</summary>
    public void RunAsyncInput(AsyncInput input)
    {
        var logic = input.Logic;
        if (logic.IsFinished)
        {
            return;
        }

        var previous = Enter();
        try
        {
            ActiveStage = logic;
            try
            {
                input.Run();
            }
            catch (Exception e)
            {
                ReportStageError(e);
            }

            AfterStageHasRun(logic);
        }
        finally
        {
            Leave(previous);
        }
    }

    /// <summary>Stops every stage that is still running, without further signals.</summary>
    public void Finish()
    {
        var previous = Enter();
        try
        {
            foreach (var logic in _logics)
            {
                if (!logic.IsFinished)
                {
                    ActiveStage = logic;
                    FinishStage(logic);
                }
            }
        }
        finally
        {
            Leave(previous);
        }
    }

    public void Enqueue(Connection connection)
    {
        if (!connection.Has(Wire.Queued))
        {
            connection.State |= Wire.Queued;
            _queue[_tail & _mask] = connection;
            _tail++;
        }
    }

    public void Complete(Connection connection)
    {
        if (!connection.Has(Wire.OutClosed))
        {
            CloseOutlet(connection);
        }
    }

    public void Fail(Connection connection, Exception cause)
    {
        if (!connection.Has(Wire.OutClosed))
        {
            connection.State |= Wire.Failed;
            connection.Failure = cause;
            CloseOutlet(connection);
        }
    }

    public void Cancel(Connection connection, Exception cause)
    {
        if (connection.Has(Wire.InClosed))
        {
            return;
        }

        connection.State = (connection.State | Wire.InClosed) & ~(Wire.Grabbable | Wire.PushPending);
        connection.ClearElement();
        connection.CancelCause = cause;
        connection.InOwner.OpenPorts--;
        if (!connection.Has(Wire.OutClosed))
        {
            Enqueue(connection);
        }
    }

    /// <summary>Finishes the stage if its last port has been closed.</summary>
    public void AfterStageHasRun(GraphStageLogic logic)
    {
        if (logic.OpenPorts == 0 && !logic.KeepsGoing && !logic.IsFinished)
        {
            FinishStage(logic);
        }
    }

    private void CloseOutlet(Connection connection)
    {
        connection.State |= Wire.OutClosed;
        connection.OutOwner.OpenPorts--;
        if (!connection.Has(Wire.InClosed))
        {
            Enqueue(connection);
        }
    }

    private GraphInterpreter? Enter()
    {
        var previous = t_current;
        t_current = this;
        return previous;
    }

    private void Leave(GraphInterpreter? previous)
    {
        ActiveStage = null;
        t_current = previous;
    }

    private void Start(GraphStageLogic logic)
    {
        ActiveStage = logic;
        try
        {
            logic.StartUp();
        }
        catch (Exception e)
        {
            ReportStageError(e);
        }

        AfterStageHasRun(logic);
    }

    private void Process(Connection connection)
    {
        var state = connection.State & ~Wire.Queued;
        connection.State = state;
        GraphStageLogic? active = null;
        try
        {
            if ((state & (Wire.PushPending | Wire.InClosed)) == Wire.PushPending)
            {
                active = ActiveStage = connection.InOwner;
                ProcessPush(connection, state);
            }
            else if ((state & (Wire.PullPending | Wire.InClosed | Wire.OutClosed)) == Wire.PullPending)
            {
                active = ActiveStage = connection.OutOwner;
                connection.State = (state & ~Wire.PullPending) | Wire.Demanded;
                connection.OutHandler.OnPull();
            }
            else
            {
                active = ProcessClose(connection, state);
            }
        }
        catch (Exception e)
        {
            active ??= ActiveStage;
            ReportStageError(e);
        }

        if (active is not null)
        {
            AfterStageHasRun(active);
        }
    }

    private void ProcessPush(Connection connection, Wire state)
    {
        connection.State = (state & ~Wire.PushPending) | Wire.Grabbable;
        if ((state & Wire.OutClosed) != Wire.Idle)
        {
            // The completion follows the element in the queue; it stays silent if the stage cancels meanwhile.
            Enqueue(connection);
        }

        connection.InHandler.OnPush();
    }

    private GraphStageLogic? ProcessClose(Connection connection, Wire state)
    {
        if ((state & (Wire.OutClosed | Wire.InClosed)) == Wire.OutClosed)
        {
            ActiveStage = connection.InOwner;
            connection.State = state | Wire.InClosed;
            connection.InOwner.OpenPorts--;
            if ((state & Wire.Failed) != Wire.Idle)
            {
                connection.InHandler.OnUpstreamFailure(connection.Failure!);
            }
            else
            {
                connection.InHandler.OnUpstreamFinish();
            }

            return connection.InOwner;
        }

        if ((state & (Wire.OutClosed | Wire.InClosed)) == Wire.InClosed)
        {
            ActiveStage = connection.OutOwner;
            connection.State = state | Wire.OutClosed;
            connection.OutOwner.OpenPorts--;
            connection.OutHandler.OnDownstreamFinish(connection.CancelCause!);
            return connection.OutOwner;
        }

        return null;
    }

    private void ReportStageError(Exception e)
    {
        var stage = ActiveStage!;
        var level = stage.Attributes.GetAttribute<Attributes.LogLevels>()?.OnFailure ?? LogLevel.ErrorLevel;
        if (level != Attributes.LogLevels.Off)
        {
            Log.Log(level, e, "Error in stage [{0}]: {1}", stage, e.Message);
        }

        stage.FailStage(e);
    }

    private void FinishStage(GraphStageLogic logic)
    {
        logic.IsFinished = true;
        _runningStages--;
        try
        {
            logic.ShutDown();
        }
        catch (Exception e)
        {
            Log.Log(LogLevel.ErrorLevel, e, "Error during PostStop in [{0}]: {1}", logic, e.Message);
        }
    }
}
