namespace Akka.Persistence;

/// <summary>Bounds, all inclusive, inside which a snapshot must lie to be loaded or deleted.</summary>
public sealed record SnapshotSelectionCriteria
{
    /// <summary>Creates criteria with bounds on sequence number and time.</summary>
    public SnapshotSelectionCriteria(
        long maxSequenceNr,
        DateTime maxTimeStamp,
        long minSequenceNr = 0L,
        DateTime? minTimestamp = null)
    {
        MaxSequenceNr = maxSequenceNr;
        MaxTimeStamp = maxTimeStamp;
        MinSequenceNr = minSequenceNr;
        MinTimestamp = minTimestamp ?? DateTime.MinValue;
    }

    /// <summary>Creates criteria with an upper bound on the sequence number alone.</summary>
    public SnapshotSelectionCriteria(long maxSequenceNr)
        : this(maxSequenceNr, DateTime.MaxValue)
    {
    }

    /// <summary>The newest snapshot.</summary>
    public static SnapshotSelectionCriteria Latest { get; } = new(long.MaxValue, DateTime.MaxValue);

    /// <summary>No snapshot at all.</summary>
    public static SnapshotSelectionCriteria None { get; } = new(0L, DateTime.MinValue);

    /// <summary>The highest sequence number that fits.</summary>
    public long MaxSequenceNr { get; }

    /// <summary>The latest time that fits.</summary>
    public DateTime MaxTimeStamp { get; }

    /// <summary>The lowest sequence number that fits.</summary>
    public long MinSequenceNr { get; }

    /// <summary>The earliest time that fits.</summary>
    public DateTime? MinTimestamp { get; }

    internal SnapshotSelectionCriteria Limit(long toSequenceNr) => toSequenceNr < MaxSequenceNr
        ? new SnapshotSelectionCriteria(toSequenceNr, MaxTimeStamp, MinSequenceNr, MinTimestamp)
        : this;

    internal bool IsMatch(SnapshotMetadata metadata) =>
        metadata.SequenceNr <= MaxSequenceNr && metadata.Timestamp <= MaxTimeStamp &&
        metadata.SequenceNr >= MinSequenceNr && metadata.Timestamp >= (MinTimestamp ?? DateTime.MinValue);
}
