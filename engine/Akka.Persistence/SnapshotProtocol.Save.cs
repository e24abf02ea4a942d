namespace Akka.Persistence;

/// <summary>Asks the snapshot store to save a snapshot.</summary>
public sealed record SaveSnapshot : ISnapshotRequest
{
    /// <summary>Creates the message.</summary>
    public SaveSnapshot(SnapshotMetadata metadata, object snapshot)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        Metadata = metadata;
        Snapshot = snapshot;
    }

    /// <summary>Which snapshot.</summary>
    public SnapshotMetadata Metadata { get; }

    /// <summary>The state saved.</summary>
    public object Snapshot { get; }
}

/// <summary>Says that a snapshot is saved.</summary>
public sealed record SaveSnapshotSuccess : ISnapshotResponse
{
    /// <summary>Creates the message.</summary>
    public SaveSnapshotSuccess(SnapshotMetadata metadata)
    {
        Metadata = metadata;
    }

    /// <summary>Which snapshot.</summary>
    public SnapshotMetadata Metadata { get; }
}

/// <summary>Says that a snapshot could not be saved.</summary>
public sealed record SaveSnapshotFailure : ISnapshotResponse
{
    /// <summary>Creates the message.</summary>
    public SaveSnapshotFailure(SnapshotMetadata metadata, Exception cause)
    {
        Metadata = metadata;
        Cause = cause;
    }

    /// <summary>Which snapshot.</summary>
    public SnapshotMetadata Metadata { get; }

    /// <summary>Why it failed.</summary>
    public Exception Cause { get; }
}
