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
internal sealed partial class GraphInterpreter
{
    private const int ChaseLimit = 16;

    [ThreadStatic]
    private static GraphInterpreter? t_current;

    private readonly GraphStageLogic[] _logics;
    private readonly Connection[] _queue;
    private readonly int _mask;
    private int _head;
    private int _tail;
    private int _runningStages;

    // The signal to deliver next, ahead of the ring, and how many more may go that way before the ring has its turn.
    private Connection? _chased;
    private int _chase;
    private int _budget;

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
        _budget = eventLimit;
        try
        {
            while (_budget > 0 && (_chased is not null || _head != _tail))
            {
                try
                {
                    DeliverSignals();
                }
                catch (Exception e)
                {
                    ReportStageError(e);
                    AfterStageHasRun(ActiveStage!);
                }
            }
        }
        finally
        {
            StopChasing();
            Leave(previous);
        }

        return Math.Max(_budget, 0);
    }

    /// <summary>Takes one from what a turn may still do: for stages that handle many elements at one signal.</summary>
    public bool TrySpend() => --_budget >= 0;

    /// <summary>Lets an outlet be told again, later, of the demand that it could not satisfy in this turn.</summary>
    public void PullLater(Connection connection)
    {
        connection.State = (connection.State & ~Wire.Demanded) | Wire.PullPending;
        Enqueue(connection);
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

    public void Enqueue(Connection connection)
    {
        if (!connection.Has(Wire.Queued))
        {
            connection.State |= Wire.Queued;
            if (_chase > 0 && _chased is null)
            {
                _chased = connection;
            }
            else
            {
                _queue[_tail & _mask] = connection;
                _tail++;
            }
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

    // The first signal that a handler gives is usually the only one: it is delivered at once.
    private void DeliverSignals()
    {
        while (_budget > 0)
        {
            var connection = _chased;
            if (connection is not null)
            {
                _chased = null;
                _chase--;
            }
            else if (_head != _tail)
            {
                connection = _queue[_head & _mask];
                _head++;
                _chase = ChaseLimit;
            }
            else
            {
                return;
            }

            _budget--;
            Process(connection);
        }
    }

    private void StopChasing()
    {
        _chase = 0;
        if (_chased is { } connection)
        {
            _chased = null;
            _head--;
            _queue[_head & _mask] = connection;
        }
    }

    private void Process(Connection connection)
    {
        var state = connection.State & ~Wire.Queued;
        connection.State = state;
        GraphStageLogic? active;
        if ((state & (Wire.PushPending | Wire.InClosed)) == Wire.PushPending)
        {
            active = ActiveStage = connection.InOwner;
            ProcessPush(connection, state);
        }
        else if ((state & (Wire.PullPending | Wire.InClosed | Wire.OutClosed)) == Wire.PullPending)
        {
            active = ActiveStage = connection.OutOwner;
            connection.State = (state & ~Wire.PullPending) | Wire.Demanded;
            connection.Pulled();
        }
        else
        {
            active = ProcessClose(connection, state);
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

        connection.Pushed();
    }
}
