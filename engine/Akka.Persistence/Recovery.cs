namespace Akka.Persistence;

/// <summary>How a persistent actor recovers: from which snapshot, up to where, and over how many events.</summary>
public sealed class Recovery
{
    /// <summary>Recovers from a snapshot that fits, then to the end.</summary>
    public Recovery(SnapshotSelectionCriteria fromSnapshot)
        : this(fromSnapshot, long.MaxValue, long.MaxValue)
    {
    }

    /// <summary>Recovers from a snapshot that fits, then up to a sequence number.</summary>
    public Recovery(SnapshotSelectionCriteria fromSnapshot, long toSequenceNr)
        : this(fromSnapshot, toSequenceNr, long.MaxValue)
    {
    }

    /// <summary>Recovers from a snapshot that fits (the latest by default), with bounds on what is replayed.</summary>
    public Recovery(
        SnapshotSelectionCriteria? fromSnapshot = null,
        long toSequenceNr = long.MaxValue,
        long replayMax = long.MaxValue)
    {
        FromSnapshot = fromSnapshot ?? SnapshotSelectionCriteria.Latest;
        ToSequenceNr = toSequenceNr;
        ReplayMax = replayMax;
    }

    /// <summary>The latest snapshot and everything after it.</summary>
    public static Recovery Default { get; } = new(SnapshotSelectionCriteria.Latest);

    /// <summary>
    /// No snapshot and no events: only the last sequence number is recovered, so that the actor can go on writing.
    /// </summary>
    public static Recovery None { get; } = new(SnapshotSelectionCriteria.None, 0L);

    /// <summary>Which snapshot to start from.</summary>
    public SnapshotSelectionCriteria FromSnapshot { get; }

    /// <summary>The last sequence number to replay, inclusive.</summary>
    public long ToSequenceNr { get; }

    /// <summary>At most so many events are replayed.</summary>
    public long ReplayMax { get; }
}

/// <summary>Sent to a persistent actor when recovery is over, before any other message.</summary>
public sealed class RecoveryCompleted
{
    /// <summary>The only instance.</summary>
    public static readonly RecoveryCompleted Instance = new();

    private RecoveryCompleted()
    {
    }
}

/// <summary>Reminds a recovering actor to look whether the store still answers.</summary>
public sealed class RecoveryTick
{
    /// <summary>Creates the reminder; true while a snapshot is awaited, false while events are.</summary>
    public RecoveryTick(bool snapshot) => Snapshot = snapshot;

    /// <summary>True while a snapshot is awaited, false while events are.</summary>
    public bool Snapshot { get; }
}
