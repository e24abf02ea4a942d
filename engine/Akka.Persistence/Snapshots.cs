namespace Akka.Persistence;

/// <summary>Says which snapshot: of whom, at which sequence number, saved when.</summary>
public sealed record SnapshotMetadata
{
    /// <summary>Creates the description of one snapshot.</summary>
    public SnapshotMetadata(string persistenceId, long sequenceNr, DateTime timestamp)
    {
        PersistenceId = persistenceId;
        SequenceNr = sequenceNr;
        Timestamp = timestamp;
    }

    /// <summary>Orders by persistence id, then sequence number, then timestamp.</summary>
    public static IComparer<SnapshotMetadata> Comparer { get; } = Comparer<SnapshotMetadata>.Create(static (x, y) =>
    {
        var byId = string.CompareOrdinal(x.PersistenceId, y.PersistenceId);
        if (byId != 0)
        {
            return byId;
        }

        var bySequenceNr = x.SequenceNr.CompareTo(y.SequenceNr);
        return bySequenceNr != 0 ? bySequenceNr : x.Timestamp.CompareTo(y.Timestamp);
    });

    /// <summary>The persistent actor's id.</summary>
    public string PersistenceId { get; }

    /// <summary>The sequence number of the last event inside the snapshot.</summary>
    public long SequenceNr { get; }

    /// <summary>When it was saved (UTC); <see cref="DateTime.MinValue"/> stands for any time.</summary>
    public DateTime Timestamp { get; }
}

/// <summary>Offered to a recovering actor, before the events that came after the snapshot.</summary>
public sealed record SnapshotOffer
{
    /// <summary>Creates the offer.</summary>
    public SnapshotOffer(SnapshotMetadata metadata, object snapshot)
    {
        Metadata = metadata;
        Snapshot = snapshot;
    }

    /// <summary>Which snapshot.</summary>
    public SnapshotMetadata Metadata { get; }

    /// <summary>The state saved.</summary>
    public object Snapshot { get; }
}

/// <summary>A snapshot that a store found.</summary>
public sealed record SelectedSnapshot
{
    /// <summary>Creates the pair.</summary>
    public SelectedSnapshot(SnapshotMetadata metadata, object snapshot)
    {
        Metadata = metadata;
        Snapshot = snapshot;
    }

    /// <summary>Which snapshot.</summary>
    public SnapshotMetadata Metadata { get; }

    /// <summary>The state saved.</summary>
    public object Snapshot { get; }
}
