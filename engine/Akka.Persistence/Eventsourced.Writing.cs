using Akka.Actor;
using Akka.Dispatch;
using Akka.Event;

namespace Akka.Persistence;

/// <summary>Handling commands and the journal's answers.</summary>
public abstract partial class Eventsourced
{
    private static int _instances;

    private readonly int _instanceId = Interlocked.Increment(ref _instances);
    private readonly string _writerGuid = Guid.NewGuid().ToString();

    // Handlers that wait for the journal's answer, in the order in which the answers will come.
    private readonly Queue<PendingHandler> _pendingInvocations = new();

    // Written by the message being handled; joins _journalBatch when it is done.
    private readonly List<IPersistentEnvelope> _eventBatch = [];

    // Waits until the journal has answered the request before.
    private readonly Queue<IPersistentEnvelope> _journalBatch = new();

    private int _pendingStashing;
    private long _sequenceNr;
    private bool _writeInProgress;

    // A task of a handler may outlive it; then the task's end, not the handler's, lets the next command in.
    private bool _isHandling;
    private bool _taskIsRunning;

    /// <summary>
    /// Runs an asynchronous operation as part of handling the current message: the next message waits until it ends.
    /// </summary>
    protected void RunTask(Func<Task> action)
    {
        _taskIsRunning = true;
        ActorTaskScheduler.RunTask(async () =>
        {
            var failed = true;
            try
            {
                await action();
                failed = false;
            }
            finally
            {
                _taskIsRunning = false;
                if (!IsRecovering && !_isHandling)
                {
                    Settle(failed);
                }
            }
        });
    }

    private void EnqueueOne<TEvent>(TEvent @event, Action<TEvent> handler, bool stashing)
    {
        ThrowIfPersistingTooEarly();
        ArgumentNullException.ThrowIfNull(handler);
        _eventBatch.Add(new AtomicWrite(Represent(@event!, handler, stashing)));
    }

    private void Enqueue<TEvent>(IEnumerable<TEvent> events, Action<TEvent> handler, bool stashing)
    {
        ThrowIfPersistingTooEarly();
        ArgumentNullException.ThrowIfNull(events);
        ArgumentNullException.ThrowIfNull(handler);

        // All are read first: an enumeration that fails must leave no trace.
        var all = events as IReadOnlyList<TEvent> ?? events.ToArray();
        if (all.Count == 0)
        {
            return;
        }

        var batch = new IPersistentRepresentation[all.Count];
        for (var i = 0; i < batch.Length; i++)
        {
            batch[i] = Represent(all[i]!, handler, stashing);
        }

        _eventBatch.Add(new AtomicWrite(batch));
    }

    private Persistent Represent<TEvent>(object @event, Action<TEvent> handler, bool stashing)
    {
        _pendingInvocations.Enqueue(PendingHandler.Of(@event, handler, stashing));
        _pendingStashing += stashing ? 1 : 0;

        // Where the command had no sender the event has none: what stands in for it is put in again when it is handled.
        var sender = _internalStash.SenderOfCurrent;
        return new Persistent(@event, ++_sequenceNr, PersistenceId, sender: sender, writerGuid: _writerGuid);
    }

    private void ThrowIfPersistingTooEarly() => ThrowIfRecovering(
        "Cannot persist during replay. Events can be persisted when receiving RecoveryCompleted or later.");

    private void ThrowIfRecovering(string what)
    {
        if (IsRecovering)
        {
            throw new InvalidOperationException(what);
        }
    }

    private void ReceiveLive(Receive receive, object message)
    {
        if (_phase == Phase.Persisting && !IsJournalResponse(message))
        {
            StashInternally(message);
            return;
        }

        HandleThenSettle(receive, message);
    }

    private void HandleThenSettle(Receive receive, object message)
    {
        var failed = true;
        _isHandling = true;
        try
        {
            if (!HandleJournalResponse(message))
            {
                base.AroundReceive(receive, message);
            }

            failed = false;
        }
        finally
        {
            _isHandling = false;
            if (!_taskIsRunning)
            {
                Settle(failed);
            }
        }
    }

    /// <summary>Sends what the message just handled has persisted, and lets the next command in.</summary>
    private void Settle(bool failed)
    {
        foreach (var envelope in _eventBatch)
        {
            _journalBatch.Enqueue(envelope);
        }

        _eventBatch.Clear();
        FlushJournalBatch();
        if (_pendingStashing > 0)
        {
            _phase = Phase.Persisting;
            return;
        }

        _phase = Phase.Live;
        if (_internalStash.IsEmpty)
        {
            return;
        }

        if (failed)
        {
            // A restart follows, and nothing may be left behind.
            _internalStash.UnstashAll(static _ => true);
            return;
        }

        // One at a time: the next one goes to the head of the mailbox, and those behind it follow in their order.
        _internalStash.Unstash();
    }

    private void FlushJournalBatch()
    {
        if (_writeInProgress || _journalBatch.Count == 0)
        {
            return;
        }

        var batch = new IPersistentEnvelope[Math.Min(_journalBatch.Count, _messageBatchMax)];
        for (var i = 0; i < batch.Length; i++)
        {
            batch[i] = _journalBatch.Dequeue();
        }

        _writeInProgress = true;
        Journal.Tell(new WriteMessages(batch, Self, _instanceId), Self);
    }

    private static bool IsJournalResponse(object message) => message is WriteMessageSuccess or WriteMessageRejected
        or WriteMessageFailure or LoopMessageSuccess or WriteMessagesSuccessful or WriteMessagesFailed
        or RecoveryTick or RecoverySuccess or ReplayedMessage or RecoveryPermitter.Granted;

    private bool HandleJournalResponse(object message)
    {
        switch (message)
        {
            case WriteMessageSuccess success:
                if (success.ActorInstanceId == _instanceId)
                {
                    LastSequenceNr = Math.Max(LastSequenceNr, success.Persistent.SequenceNr);
                    NextInvocation(run: true);
                }

                return true;
            case WriteMessageRejected rejected:
                if (rejected.ActorInstanceId == _instanceId)
                {
                    LastSequenceNr = Math.Max(LastSequenceNr, rejected.Persistent.SequenceNr);
                    NextInvocation(run: false);
                    OnPersistRejected(rejected.Cause, rejected.Persistent.Payload, rejected.Persistent.SequenceNr);
                }

                return true;
            case WriteMessageFailure failure:
                OnWriteFailure(failure);
                return true;
            case LoopMessageSuccess loop:
                if (loop.ActorInstanceId == _instanceId)
                {
                    NextInvocation(run: true);
                }

                return true;
            case WriteMessagesSuccessful:
                _writeInProgress = false;
                FlushJournalBatch();
                return true;
            case WriteMessagesFailed:
                // The failures of the messages follow, and the first of them stops the actor.
                return true;
            default:
                return IsJournalResponse(message);
        }
    }

    private void OnWriteFailure(WriteMessageFailure failure)
    {
        if (failure.ActorInstanceId != _instanceId)
        {
            return;
        }

        try
        {
            OnPersistFailure(failure.Cause, failure.Persistent.Payload, failure.Persistent.SequenceNr);
        }
        finally
        {
            Context.Stop(Self);
        }
    }

    private void NextInvocation(bool run)
    {
        var pending = _pendingInvocations.Dequeue();
        if (pending.IsStashing)
        {
            _pendingStashing--;
        }

        if (run)
        {
            pending.Run();
        }
    }

    private void StashInternally(object message)
    {
        if (_internalStash.TryStash())
        {
            return;
        }

        switch (InternalStashOverflowStrategy)
        {
            case DiscardToDeadLetterStrategy:
                Context.System.DeadLetters.Tell(new DeadLetter(message, Sender, Self), Sender);
                break;
            case ReplyToStrategy reply:
                Sender.Tell(reply.Response, Self);
                break;
            default:
                throw new StashOverflowException(
                    $"Couldn't stash {message.GetType()} of {Self}: {_internalStash.Capacity} commands wait already");
        }
    }
}
