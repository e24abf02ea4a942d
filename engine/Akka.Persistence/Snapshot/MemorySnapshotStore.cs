namespace Akka.Persistence.Snapshot;

/// <summary>A snapshot as <see cref="MemorySnapshotStore"/> keeps it.</summary>
public class SnapshotEntry
{
    /// <summary>Persistence id and sequence number together.</summary>
    public string Id { get; set; } = string.Empty;

    /// <summary>The persistent actor's id.</summary>
    public string PersistenceId { get; set; } = string.Empty;

    /// <summary>The sequence number of the last event inside.</summary>
    public long SequenceNr { get; set; }

    /// <summary>When it was saved, in ticks (UTC).</summary>
    public long Timestamp { get; set; }

    /// <summary>The state saved.</summary>
    public object Snapshot { get; set; } = null!;
}

/// <summary>A snapshot store that lives as long as its actor system; for tests.</summary>
public class MemorySnapshotStore : SnapshotStore
{
    private readonly List<SnapshotEntry> _snapshots = [];

    /// <summary>The snapshots, in the order in which they were saved.</summary>
    protected virtual List<SnapshotEntry> Snapshots => _snapshots;

    /// <inheritdoc/>
    protected override Task<SelectedSnapshot?> LoadAsync(string persistenceId, SnapshotSelectionCriteria criteria)
    {
        var newest = Snapshots
            .Where(s => s.PersistenceId == persistenceId && criteria.IsMatch(MetadataOf(s)))
            .MaxBy(s => s.SequenceNr);
        return Task.FromResult(newest is null ? null : new SelectedSnapshot(MetadataOf(newest), newest.Snapshot));
    }

    /// <inheritdoc/>
    protected override Task SaveAsync(SnapshotMetadata metadata, object snapshot)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        Snapshots.RemoveAll(s => s.PersistenceId == metadata.PersistenceId && s.SequenceNr == metadata.SequenceNr);
        Snapshots.Add(new SnapshotEntry
        {
            Id = metadata.PersistenceId + "_" + metadata.SequenceNr,
            PersistenceId = metadata.PersistenceId,
            SequenceNr = metadata.SequenceNr,
            Timestamp = metadata.Timestamp.Ticks,
            Snapshot = snapshot,
        });
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override Task DeleteAsync(SnapshotMetadata metadata)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        Snapshots.RemoveAll(s =>
            s.PersistenceId == metadata.PersistenceId && s.SequenceNr == metadata.SequenceNr &&
            (metadata.Timestamp == DateTime.MinValue || s.Timestamp == metadata.Timestamp.Ticks));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override Task DeleteAsync(string persistenceId, SnapshotSelectionCriteria criteria)
    {
        Snapshots.RemoveAll(s => s.PersistenceId == persistenceId && criteria.IsMatch(MetadataOf(s)));
        return Task.CompletedTask;
    }

    private static SnapshotMetadata MetadataOf(SnapshotEntry entry) =>
        new(entry.PersistenceId, entry.SequenceNr, new DateTime(entry.Timestamp, DateTimeKind.Utc));
}
