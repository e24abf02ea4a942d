namespace Akka.Persistence.Snapshot;

/// <summary>Stands in when no snapshot store is configured: nothing is found, and saving fails.</summary>
public sealed class NoSnapshotStore : SnapshotStore
{
    /// <inheritdoc/>
    protected override Task<SelectedSnapshot?> LoadAsync(string persistenceId, SnapshotSelectionCriteria criteria) =>
        Task.FromResult<SelectedSnapshot?>(null);

    /// <inheritdoc/>
    protected override Task SaveAsync(SnapshotMetadata metadata, object snapshot) => Refused();

    /// <inheritdoc/>
    protected override Task DeleteAsync(SnapshotMetadata metadata) => Refused();

    /// <inheritdoc/>
    protected override Task DeleteAsync(string persistenceId, SnapshotSelectionCriteria criteria) => Refused();

    private static Task Refused() =>
        Task.FromException(new NoSnapshotStoreException("No snapshot store configured."));

    /// <summary>Says that no snapshot store is configured.</summary>
    public class NoSnapshotStoreException : Exception
    {
        /// <summary>Creates the exception.</summary>
        public NoSnapshotStoreException(string message)
            : base(message)
        {
        }

        /// <summary>Creates the exception with its cause.</summary>
        public NoSnapshotStoreException(string message, Exception innerException)
            : base(message, innerException)
        {
        }
    }
}
