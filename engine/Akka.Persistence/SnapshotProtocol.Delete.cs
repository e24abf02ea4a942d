namespace Akka.Persistence;

/// <summary>Asks the snapshot store to delete one snapshot.</summary>
public sealed record DeleteSnapshot : ISnapshotRequest
{
    /// <summary>Creates the message.</summary>
    public DeleteSnapshot(SnapshotMetadata metadata)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        Metadata = metadata;
    }

    /// <summary>Which snapshot.</summary>
    public SnapshotMetadata Metadata { get; }
}

/// <summary>Asks the snapshot store to delete all snapshots that fit.</summary>
public sealed record DeleteSnapshots : ISnapshotRequest
{
    /// <summary>Creates the message.</summary>
    public DeleteSnapshots(string persistenceId, SnapshotSelectionCriteria criteria)
    {
        PersistenceId = persistenceId;
        Criteria = criteria;
    }

    /// <summary>The persistent actor's id.</summary>
    public string PersistenceId { get; }

    /// <summary>Which snapshots.</summary>
    public SnapshotSelectionCriteria Criteria { get; }
}

/// <summary>Says that a snapshot is deleted.</summary>
public sealed record DeleteSnapshotSuccess : ISnapshotResponse
{
    /// <summary>Creates the message.</summary>
    public DeleteSnapshotSuccess(SnapshotMetadata metadata)
    {
        Metadata = metadata;
    }

    /// <summary>Which snapshot.</summary>
    public SnapshotMetadata Metadata { get; }
}

/// <summary>Says that a snapshot could not be deleted.</summary>
public sealed record DeleteSnapshotFailure : ISnapshotResponse
{
    /// <summary>Creates the message.</summary>
    public DeleteSnapshotFailure(SnapshotMetadata metadata, Exception cause)
    {
        Metadata = metadata;
        Cause = cause;
    }

    /// <summary>Which snapshot.</summary>
    public SnapshotMetadata Metadata { get; }

    /// <summary>Why it failed.</summary>
    public Exception Cause { get; }
}

/// <summary>Says that the snapshots that fit are deleted.</summary>
public sealed record DeleteSnapshotsSuccess : ISnapshotResponse
{
    /// <summary>Creates the message.</summary>
    public DeleteSnapshotsSuccess(SnapshotSelectionCriteria criteria)
    {
        Criteria = criteria;
    }

    /// <summary>Which snapshots.</summary>
    public SnapshotSelectionCriteria Criteria { get; }
}

/// <summary>Says that the snapshots could not be deleted.</summary>
public sealed record DeleteSnapshotsFailure : ISnapshotResponse
{
    /// <summary>Creates the message.</summary>
    public DeleteSnapshotsFailure(SnapshotSelectionCriteria criteria, Exception cause)
    {
        Criteria = criteria;
        Cause = cause;
    }

    /// <summary>Which snapshots.</summary>
    public SnapshotSelectionCriteria Criteria { get; }

    /// <summary>Why it failed.</summary>
    public Exception Cause { get; }
}
