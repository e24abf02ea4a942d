using System.Runtime.Serialization;
using Akka.Actor;

namespace Akka.Persistence.Snapshot;

/// <summary>Keeps snapshots without blocking its actor.</summary>
public abstract class SnapshotStore : ActorBase
{
    private readonly PluginBreaker _breaker;
    private readonly bool _publish;

    /// <summary>Reads the plugin's configuration by the name of this actor.</summary>
    protected SnapshotStore()
    {
        var extension = Persistence.Instance.Apply(Context.System);
        _breaker = new PluginBreaker(
            Self.Path.Name, extension.SnapshotStoreConfig(Self.Path.Name), IsStoreFailure);
        _publish = extension.Settings.Internal.PublishPluginCommands;
    }

    /// <summary>The newest snapshot that fits, or null.</summary>
    protected abstract Task<SelectedSnapshot?> LoadAsync(string persistenceId, SnapshotSelectionCriteria criteria);

    /// <summary>Saves a snapshot; one at the same sequence number is replaced.</summary>
    protected abstract Task SaveAsync(SnapshotMetadata metadata, object snapshot);

    /// <summary>Deletes one snapshot; a timestamp of <see cref="DateTime.MinValue"/> stands for any.</summary>
    protected abstract Task DeleteAsync(SnapshotMetadata metadata);

    /// <summary>Deletes the snapshots that fit.</summary>
    protected abstract Task DeleteAsync(string persistenceId, SnapshotSelectionCriteria criteria);

    /// <summary>
    /// Handles messages that only this plugin knows; it also sees the outcome of saving and deleting.
    /// </summary>
    protected virtual bool ReceivePluginInternal(object message) => false;

    /// <inheritdoc/>
    protected sealed override bool Receive(object message) =>
        ReceiveSnapshotStore(message) || ReceivePluginInternal(message);

    private bool ReceiveSnapshotStore(object message)
    {
        switch (message)
        {
            case LoadSnapshot load:
                _ = LoadAsync(load, Sender, Self);
                break;
            case SaveSnapshot save:
                var saved = new SnapshotMetadata(
                    save.Metadata.PersistenceId, save.Metadata.SequenceNr, NotUnknown(save.Metadata.Timestamp));
                Run(
                    () => SaveAsync(saved, save.Snapshot),
                    new SaveSnapshotSuccess(saved),
                    cause => new SaveSnapshotFailure(saved, cause));
                break;
            case DeleteSnapshot delete:
                Run(
                    () => DeleteAsync(delete.Metadata),
                    new DeleteSnapshotSuccess(delete.Metadata),
                    cause => new DeleteSnapshotFailure(delete.Metadata, cause));
                break;
            case DeleteSnapshots delete:
                Run(
                    () => DeleteAsync(delete.PersistenceId, delete.Criteria),
                    new DeleteSnapshotsSuccess(delete.Criteria),
                    cause => new DeleteSnapshotsFailure(delete.Criteria, cause));
                break;
            case SaveSnapshotSuccess or SaveSnapshotFailure or DeleteSnapshotSuccess or DeleteSnapshotFailure
                or DeleteSnapshotsSuccess or DeleteSnapshotsFailure:
                OnOutcome(message);
                return true;
            default:
                return false;
        }

        if (_publish)
        {
            Context.System.EventStream.Publish(message);
        }

        return true;
    }

    // A snapshot that cannot be read or written says nothing about the store's health.
    private static bool IsStoreFailure(Exception exception) => exception is not SerializationException;

    private static DateTime NotUnknown(DateTime timestamp) =>
        timestamp == DateTime.MinValue ? DateTime.UtcNow : timestamp;

    private void OnOutcome(object message)
    {
        try
        {
            ReceivePluginInternal(message);
        }
        finally
        {
            Sender.Tell(message, Self);
        }
    }

    private async Task LoadAsync(LoadSnapshot load, IActorRef sender, IActorRef self)
    {
        object answer;
        try
        {
            var found = load.Criteria == SnapshotSelectionCriteria.None
                ? null
                : await _breaker.Run(() => LoadAsync(load.PersistenceId, load.Criteria.Limit(load.ToSequenceNr)))
                    .ConfigureAwait(false);
            answer = new LoadSnapshotResult(found, load.ToSequenceNr);
        }
        catch (Exception exception)
        {
            // The persistent actor is told, whatever it is.
            answer = new LoadSnapshotFailed(exception);
        }

        sender.Tell(answer, self);
    }

    /// <summary>The outcome comes back to this actor first, in the name of the sender.</summary>
    private void Run(Func<Task> operation, object success, Func<Exception, object> failure)
    {
        var (sender, self) = (Sender, Self);
        _ = RunAsync();

        async Task RunAsync()
        {
            object outcome;
            try
            {
                await _breaker.Run(operation).ConfigureAwait(false);
                outcome = success;
            }
            catch (Exception exception)
            {
                // The persistent actor is told, whatever it is.
                outcome = failure(exception);
            }

            self.Tell(outcome, sender);
        }
    }
}
