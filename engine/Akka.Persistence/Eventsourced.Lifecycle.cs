namespace Akka.Persistence;

/// <summary>Start, restart and stop.</summary>
public abstract partial class Eventsourced
{
    /// <inheritdoc/>
    public override void AroundPreStart()
    {
        RequestRecovery();
        base.AroundPreStart();
    }

    /// <inheritdoc/>
#pragma warning disable CA1725 // Both names are Akka.NET's.
    public override void AroundPostRestart(Exception reason, object message)
#pragma warning restore CA1725
    {
        RequestRecovery();
        base.AroundPostRestart(reason, message);
    }

    /// <inheritdoc/>
    public override void AroundPreRestart(Exception cause, object message)
    {
        try
        {
            CancelRecoveryTimer();
            FlushJournalBatch();
            var failedOn = message switch
            {
                WriteMessageSuccess success => success.Persistent,
                LoopMessageSuccess loop => loop.Message,
                ReplayedMessage replayed => replayed.Persistent,
                IJournalMessage => null,
                _ => message,
            };
            base.AroundPreRestart(cause, failedOn!);
        }
        finally
        {
            ReturnPermit();
            UnstashEverything();
        }
    }

    /// <inheritdoc/>
    public override void AroundPostStop()
    {
        try
        {
            CancelRecoveryTimer();
            FlushJournalBatch();
            base.AroundPostStop();
        }
        finally
        {
            ReturnPermit();
            UnstashEverything();
        }
    }

    private void RequestRecovery()
    {
        if (string.IsNullOrWhiteSpace(PersistenceId))
        {
            throw new ArgumentException(
                $"PersistenceId is [{PersistenceId ?? "null"}] for PersistentActor [{Self.Path}]; it must be a text.");
        }

        // Both plugins are looked up now, so that a wrong id fails the actor at its start and not at its first event.
        var config = Extension.ConfigFor(Journal);
        _ = SnapshotStore;
        _recoveryTimeout = config.GetTimeSpan("recovery-event-timeout");
        _messageBatchMax = Math.Max(1, config.GetInt("max-message-batch-size", 200));
        Extension.RecoveryPermitter.Tell(RecoveryPermitter.Request.Instance, Self);
    }

    private void UnstashEverything()
    {
        Stash.UnstashAll();
        _internalStash.UnstashAll(UnstashFilterPredicate);
    }
}
