namespace Akka.Persistence;

/// <summary>Asks the snapshot store for the newest snapshot that fits.</summary>
public sealed record LoadSnapshot : ISnapshotRequest
{
    /// <summary>Creates the message.</summary>
    public LoadSnapshot(string persistenceId, SnapshotSelectionCriteria criteria, long toSequenceNr)
    {
        PersistenceId = persistenceId;
        Criteria = criteria;
        ToSequenceNr = toSequenceNr;
    }

    /// <summary>The persistent actor's id.</summary>
    public string PersistenceId { get; }

    /// <summary>Which snapshots.</summary>
    public SnapshotSelectionCriteria Criteria { get; }

    /// <summary>The last sequence number meant, inclusive.</summary>
    public long ToSequenceNr { get; }
}

/// <summary>The snapshot found, or null when there is none.</summary>
public sealed record LoadSnapshotResult : ISnapshotResponse
{
    /// <summary>Creates the message.</summary>
    public LoadSnapshotResult(SelectedSnapshot? snapshot, long toSequenceNr)
    {
        Snapshot = snapshot;
        ToSequenceNr = toSequenceNr;
    }

    /// <summary>The state saved.</summary>
    public SelectedSnapshot? Snapshot { get; }

    /// <summary>The last sequence number meant, inclusive.</summary>
    public long ToSequenceNr { get; }
}

/// <summary>Says that a snapshot could not be loaded.</summary>
public sealed class LoadSnapshotFailed : ISnapshotResponse
{
    /// <summary>Creates the message.</summary>
    public LoadSnapshotFailed(Exception cause)
    {
        Cause = cause;
    }

    /// <summary>Why it failed.</summary>
    public Exception Cause { get; }
}
