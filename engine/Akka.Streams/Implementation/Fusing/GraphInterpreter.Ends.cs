using Akka.Event;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Fusing;

// How connections close and stages end.
internal sealed partial class GraphInterpreter
{
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

    /// <summary>Fails a stage that was called by its neighbour and not by a signal.</summary>
    public void Report(GraphStageLogic logic, Exception e)
    {
        var active = ActiveStage;
        ActiveStage = logic;
        ReportStageError(e);
        ActiveStage = active;
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
