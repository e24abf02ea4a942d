using System.Collections.Immutable;
using Akka.Persistence.Journal;
using Akka.Persistence.Snapshot;

namespace Akka.Persistence.Tests.Support;

/// <summary>A journal in memory that fails, refuses or falls silent when an event or an id says so.</summary>
public sealed class FaultyJournal : MemoryJournal
{
    public const string Silent = "silent";

    public const string Broken = "broken";

    public override Task<long> ReadHighestSequenceNrAsync(string persistenceId, long fromSequenceNr) =>
        persistenceId switch
        {
            Silent => new TaskCompletionSource<long>().Task,
            Broken => Task.FromException<long>(new IOException("broken disk")),
            _ => base.ReadHighestSequenceNrAsync(persistenceId, fromSequenceNr),
        };

    protected override async Task<IImmutableList<Exception?>?> WriteMessagesAsync(IEnumerable<AtomicWrite> messages)
    {
        await Task.Yield();
        var results = new List<Exception?>();
        foreach (var write in messages)
        {
            var texts = ((IImmutableList<IPersistentRepresentation>)write.Payload)
                .Select(p => ((Noted)p.Payload).Text).ToList();
            if (texts.Contains("fail"))
            {
                throw new IOException("disk failed");
            }

            var refused = texts.Contains("refuse");
            results.Add(refused ? new InvalidOperationException("not wanted") : null);
            if (!refused)
            {
                await base.WriteMessagesAsync([write]);
            }
        }

        return results.ToImmutableList();
    }

    protected override Task DeleteMessagesToAsync(string persistenceId, long toSequenceNr) =>
        Task.FromException(new IOException("cannot delete"));
}

/// <summary>A journal that never says whether it stored something.</summary>
public sealed class MuteJournal : MemoryJournal
{
    protected override Task<IImmutableList<Exception?>?> WriteMessagesAsync(IEnumerable<AtomicWrite> messages) =>
        new TaskCompletionSource<IImmutableList<Exception?>?>().Task;
}

/// <summary>A snapshot store that always fails.</summary>
public sealed class FaultySnapshotStore : SnapshotStore
{
    protected override Task<SelectedSnapshot?> LoadAsync(string persistenceId, SnapshotSelectionCriteria criteria) =>
        persistenceId == FaultyJournal.Silent
            ? new TaskCompletionSource<SelectedSnapshot?>().Task
            : Task.FromException<SelectedSnapshot?>(new IOException("cannot load"));

    protected override Task SaveAsync(SnapshotMetadata metadata, object snapshot) =>
        Task.FromException(new IOException("cannot save"));

    protected override Task DeleteAsync(SnapshotMetadata metadata) =>
        Task.FromException(new IOException("cannot delete"));

    protected override Task DeleteAsync(string persistenceId, SnapshotSelectionCriteria criteria) =>
        Task.FromException(new IOException("cannot delete"));
}
