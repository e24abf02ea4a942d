using Akka.Actor;

namespace Akka.Persistence;

/// <summary>The way from start to the first command.</summary>
public abstract partial class Eventsourced
{
    private Phase _phase = Phase.WaitingForPermit;
    private bool _holdsPermit;
    private bool _eventSeen;
    private ICancelable? _recoveryTimer;
    private TimeSpan _recoveryTimeout;
    private int _messageBatchMax;
    private Receive? _receiveRecover;

    private enum Phase
    {
        WaitingForPermit,
        LoadingSnapshot,
        Replaying,
        Live,
        Persisting,
    }

    /// <inheritdoc/>
    protected override bool AroundReceive(Receive receive, object message)
    {
        message = message is CommandStash.Redelivered again ? again.Message : message;
        _internalStash.Current = message;
        switch (_phase)
        {
            case Phase.WaitingForPermit:
                ReceiveWhileWaitingForPermit(message);
                break;
            case Phase.LoadingSnapshot:
                ReceiveWhileLoadingSnapshot(message);
                break;
            case Phase.Replaying:
                ReceiveWhileReplaying(message);
                break;
            default:
                ReceiveLive(receive, message);
                break;
        }

        return true;
    }

    private void ReceiveWhileWaitingForPermit(object message)
    {
        if (message is not RecoveryPermitter.Granted)
        {
            StashUnlessStale(message);
            return;
        }

        _holdsPermit = true;
        _phase = Phase.LoadingSnapshot;
        _recoveryTimer = Context.System.Scheduler.ScheduleTellOnceCancelable(
            _recoveryTimeout, Self, new RecoveryTick(snapshot: true), Self);
        var recovery = Recovery;
        LoadSnapshot(SnapshotterId, recovery.FromSnapshot, recovery.ToSequenceNr);
    }

    private void ReceiveWhileLoadingSnapshot(object message)
    {
        switch (message)
        {
            case LoadSnapshotResult result:
                CancelRecoveryTimer();
                if (OfferSnapshot(result.Snapshot))
                {
                    StartReplay(result.ToSequenceNr);
                }

                break;
            case LoadSnapshotFailed failed:
                FailRecovery(failed.Cause, null);
                break;
            case RecoveryTick { Snapshot: true }:
                FailRecovery(
                    new RecoveryTimedOutException(
                        $"Recovery timed out, didn't get snapshot within {_recoveryTimeout.TotalSeconds}s."),
                    null);
                break;
            default:
                StashUnlessStale(message);
                break;
        }
    }

    private bool OfferSnapshot(SelectedSnapshot? snapshot)
    {
        if (snapshot is null)
        {
            return true;
        }

        _sequenceNr = LastSequenceNr = snapshot.Metadata.SequenceNr;
        var offer = new SnapshotOffer(snapshot.Metadata, snapshot.Snapshot);
        return Recovered(offer, offer);
    }

    private void StartReplay(long toSequenceNr)
    {
        _phase = Phase.Replaying;
        _eventSeen = false;
        _recoveryTimer = Context.System.Scheduler.ScheduleTellRepeatedlyCancelable(
            _recoveryTimeout, _recoveryTimeout, Self, new RecoveryTick(snapshot: false), Self);
        Journal.Tell(
            new ReplayMessages(LastSequenceNr + 1L, toSequenceNr, Recovery.ReplayMax, PersistenceId, Self), Self);
    }

    private void ReceiveWhileReplaying(object message)
    {
        switch (message)
        {
            case ReplayedMessage replayed:
                _eventSeen = true;
                _sequenceNr = LastSequenceNr = replayed.Persistent.SequenceNr;
                Recovered(replayed.Persistent.Payload, replayed.Persistent.Payload);
                break;
            case RecoverySuccess success:
                CompleteRecovery(success.HighestSequenceNr);
                break;
            case ReplayMessagesFailure failure:
                FailRecovery(failure.Cause, null);
                break;
            case RecoveryTick { Snapshot: false } when !_eventSeen:
                FailRecovery(
                    new RecoveryTimedOutException(
                        $"Recovery timed out, didn't get event within {_recoveryTimeout.TotalSeconds}s, " +
                        $"highest sequence number seen {LastSequenceNr}."),
                    null);
                break;
            case RecoveryTick:
                _eventSeen = false;
                break;
            default:
                StashUnlessStale(message);
                break;
        }
    }

    /// <summary>Runs the recovery handler; an exception in it ends the recovery and the actor.</summary>
    private bool Recovered(object message, object blamed)
    {
        try
        {
            base.AroundReceive(_receiveRecover ??= ReceiveRecover, message);
            return true;
        }
        catch (Exception exception)
        {
            // Whatever the handler throws is handed to OnRecoveryFailure.
            FailRecovery(exception, blamed);
            return false;
        }
    }

    private void CompleteRecovery(long highestSequenceNr)
    {
        CancelRecoveryTimer();
        OnReplaySuccess();
        _sequenceNr = LastSequenceNr = Math.Max(LastSequenceNr, highestSequenceNr);
        _phase = Phase.Live;
        ReturnPermit();
        HandleThenSettle(ReceiveRecover, RecoveryCompleted.Instance);
    }

    private void FailRecovery(Exception cause, object? message)
    {
        CancelRecoveryTimer();
        ReturnPermit();
        try
        {
            OnRecoveryFailure(cause, message);
        }
        finally
        {
            Context.Stop(Self);
        }
    }

    /// <summary>Answers that an incarnation before this one had asked for are dropped; commands wait.</summary>
    private void StashUnlessStale(object message)
    {
        var isStale = message is RecoveryTick or RecoveryPermitter.Granted
            or ReplayedMessage or RecoverySuccess or ReplayMessagesFailure
            or WriteMessagesSuccessful or WriteMessagesFailed or WriteMessageSuccess or WriteMessageRejected
            or WriteMessageFailure or LoopMessageSuccess;
        if (!isStale)
        {
            StashInternally(message);
        }
    }

    private void CancelRecoveryTimer()
    {
        _recoveryTimer?.Cancel();
        _recoveryTimer = null;
    }

    private void ReturnPermit()
    {
        if (_holdsPermit)
        {
            _holdsPermit = false;
            Extension.RecoveryPermitter.Tell(RecoveryPermitter.Return.Instance, Self);
        }
    }
}
