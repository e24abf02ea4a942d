using Akka.Dispatch;
using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Actor;

public partial class ActorCell
{
    private List<SystemMessage>? _putOff;
    private int _pendingTasks;

    /// <summary>Handles a user message.</summary>
    public void Invoke(Envelope envelope)
    {
        _envelope = envelope;
        _envelopeId++;
        var message = envelope.Message;
        var influences = _rare is { ReceiveTimeout: not null } && Influences(message);
        if (influences)
        {
            CancelReceiveTimeout();
        }

        try
        {
            if (message is IAutoReceivedMessage)
            {
                AutoReceiveMessage(envelope);
            }
            else
            {
                ReceiveMessage(message);
            }
        }
        catch (Exception e)
        {
            HandleInvokeFailure(e);
        }

        FinishMessage();
        CheckReceiveTimeout(influences);
    }

    /// <summary>Handles a message at once; for tests.</summary>
    public void ReceiveMessageForTest(Envelope envelope)
    {
        _envelope = envelope;
        _envelopeId++;
        try
        {
            ReceiveMessage(envelope.Message);
        }
        finally
        {
            FinishMessage();
        }
    }

    /// <summary>Handles the messages that the runtime answers itself.</summary>
    protected virtual void AutoReceiveMessage(Envelope envelope)
    {
        var message = envelope.Message;
        if (_system.Settings.DebugAutoReceive)
        {
            PublishDebug($"received AutoReceiveMessage {envelope}");
        }

        switch (message)
        {
            case Terminated terminated:
                ReceivedTerminated(terminated);
                break;
            case TimerMessage timer:
                ReceivedTimer(timer, envelope.Sender);
                break;
            case PoisonPill:
                _self.Stop();
                break;
            case Kill:
                throw new ActorKilledException("Kill");
            case ActorSelectionMessage selection:
                Akka.Actor.ActorSelection.Deliver(_self, Sender, selection);
                break;
            case Identify identify:
                Sender.Tell(new ActorIdentity(identify.MessageId, Self), Self);
                break;
            default:
                ReceiveMessage(message);
                break;
        }
    }

    /// <summary>Gives a message to the behaviour.</summary>
    protected virtual void ReceiveMessage(object message) => _actor!.InvokeAroundReceive(Behaviour, message);

    /// <summary>Handles a list of system messages, the oldest first.</summary>
    internal void InvokeSystem(SystemMessage? message)
    {
        while (message is not null)
        {
            var next = message.Next;
            message.Next = null;
            if (Mailbox.IsClosed)
            {
                _system.Mailboxes.DeadLetterMailbox.SystemEnqueue(Self, message);
                message = next;
                continue;
            }

            var before = State;
            if (IsPutOff(message, before))
            {
                (_putOff ??= []).Add(message);
            }
            else
            {
                InvokeOne(message);
                if (State < before && _putOff is { Count: > 0 } putOff)
                {
                    _putOff = null;
                    next = Prepend(putOff, next);
                }
            }

            message = next;
        }

        if (Mailbox.IsClosed && _putOff is { } late)
        {
            _putOff = null;
            InvokeSystem(Prepend(late, null));
        }
    }

    /// <summary>Makes the first instance.</summary>
    internal void Create()
    {
        try
        {
            FirstCreate();
        }
        catch (Exception e)
        {
            HandleInvokeFailure(e);
        }
    }

    /// <summary>Keeps user messages back until a task of the actor ends.</summary>
    internal void AwaitTask(Task work)
    {
        var actor = _actor!;
        _pendingTasks++;
        Mailbox.BeginAwait();
        work.ContinueWith(
            t => SendSystemMessage(new ActorTaskEnded(actor, ActorTaskScheduler.Failure(t))),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            global::System.Threading.Tasks.TaskScheduler.Default);
    }

    private static bool IsPutOff(SystemMessage message, CellState state) => state switch
    {
        CellState.Suspended => message.WaitsForRecovery,
        CellState.WaitingForChildren => message.WaitsForChildren,
        _ => false,
    };

    private static SystemMessage? Prepend(List<SystemMessage> first, SystemMessage? rest)
    {
        for (var i = first.Count - 1; i >= 0; i--)
        {
            first[i].Next = rest;
            rest = first[i];
        }

        return rest;
    }

    private static bool Influences(object message) => message switch
    {
        TimerMessage timer => timer.Message is not INotInfluenceReceiveTimeout,
        ActorSelectionMessage selection => selection.Message is not INotInfluenceReceiveTimeout,
        _ => message is not INotInfluenceReceiveTimeout,
    };

    private enum CellState
    {
        Normal,
        Suspended,
        WaitingForChildren,
    }

    private CellState State => _children is { IsWaiting: true }
        ? CellState.WaitingForChildren
        : Mailbox.IsSuspended ? CellState.Suspended : CellState.Normal;

    private void InvokeOne(SystemMessage message)
    {
        try
        {
            switch (message)
            {
                case ActorTask task:
                    task.Scheduler.Run(task.Task);
                    break;
                case ActorTaskEnded ended:
                    TaskEnded(ended);
                    break;
                case DeathWatchNotification notice:
                    WatchedActorTerminated(notice.Actor, notice.ExistenceConfirmed, notice.AddressTerminated);
                    break;
                case Watch watch:
                    AddWatcher(watch.Watchee, watch.Watcher);
                    break;
                case Unwatch unwatch:
                    RemWatcher(unwatch.Watchee, unwatch.Watcher);
                    break;
                case Failed failed:
                    HandleFailed(failed);
                    break;
                case Recreate recreate:
                    FaultRecreate(recreate.Cause);
                    break;
                case Akka.Dispatch.SysMsg.Suspend:
                    FaultSuspend();
                    break;
                case Resume resume:
                    FaultResume(resume.CausedByFailure);
                    break;
                case Terminate:
                    TerminateSelf();
                    break;
                case StopChild stop:
                    Stop(stop.Child);
                    break;
                default:
                    throw new NotSupportedException($"Unknown message {message.GetType().Name}");
            }
        }
        catch (Exception e)
        {
            HandleInvokeFailure(e);
        }
    }

    private void TaskEnded(ActorTaskEnded ended)
    {
        if (!ReferenceEquals(ended.Actor, _actor))
        {
            return;
        }

        if (--_pendingTasks == 0)
        {
            Mailbox.EndAwait();
        }

        if (ended.Failure is not null)
        {
            HandleInvokeFailure(ended.Failure);
        }

        FinishMessage();
        CheckReceiveTimeout(true);
    }

    // A failed actor keeps the message for its restart, an awaiting one for its continuations.
    private void FinishMessage()
    {
        if (_failure == Failure.None && _pendingTasks == 0)
        {
            _envelope = default;
        }
    }

    private void ForgetTasks()
    {
        if (_pendingTasks > 0)
        {
            _pendingTasks = 0;
            Mailbox.EndAwait();
        }
    }

    private void PublishDebug(string text) =>
        _system.EventStream.Publish(new Debug(Self.Path.ToString(), _actor?.GetType() ?? GetType(), text));

    private void PublishError(Exception cause, string text) =>
        _system.EventStream.Publish(new Error(cause, Self.Path.ToString(), _actor?.GetType() ?? GetType(), text));
}
