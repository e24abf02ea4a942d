using System.Collections.Concurrent;
using System.Collections.Immutable;
using Akka.Actor;

namespace Akka.Persistence.Journal;

/// <summary>A journal that lives as long as its actor system; for tests.</summary>
public partial class MemoryJournal : AsyncWriteJournal
{
    private static readonly Task<IImmutableList<Exception?>?> Stored =
        Task.FromResult<IImmutableList<Exception?>?>(null);

    private readonly MemoryEvents _own = new();

    /// <summary>The events by persistence id.</summary>
    protected virtual ConcurrentDictionary<string, LinkedList<IPersistentRepresentation>> Messages => _own.Messages;

    private protected virtual MemoryEvents Events => _own;

    /// <summary>Adds an event.</summary>
    public IDictionary<string, LinkedList<IPersistentRepresentation>> Add(IPersistentRepresentation persistent)
    {
        ArgumentNullException.ThrowIfNull(persistent);
        var tagged = persistent.Payload as Tagged?;
        var stored = tagged is null ? persistent : persistent.WithPayload(tagged.Value.Payload);
        lock (Events.Gate)
        {
            Messages.GetOrAdd(stored.PersistenceId, static _ => new()).AddLast(stored);
            Events.Note(stored, tagged?.Tags);
        }

        return Messages;
    }

    /// <summary>Replaces an event.</summary>
    public IDictionary<string, LinkedList<IPersistentRepresentation>> Update(
        string pid, long seqNr, Func<IPersistentRepresentation, IPersistentRepresentation> updater)
    {
        ArgumentNullException.ThrowIfNull(updater);
        lock (Events.Gate)
        {
            if (Find(pid, seqNr) is { } node)
            {
                node.Value = updater(node.Value);
            }
        }

        return Messages;
    }

    /// <summary>Removes an event.</summary>
    public IDictionary<string, LinkedList<IPersistentRepresentation>> Delete(string pid, long seqNr)
    {
        lock (Events.Gate)
        {
            if (Find(pid, seqNr) is { } node)
            {
                node.List!.Remove(node);
            }
        }

        return Messages;
    }

    /// <summary>Reads events inside bounds, in order.</summary>
    public IEnumerable<IPersistentRepresentation> Read(string pid, long fromSeqNr, long toSeqNr, long max)
    {
        lock (Events.Gate)
        {
            return Messages.TryGetValue(pid, out var events)
                ? events.Where(p => p.SequenceNr >= fromSeqNr && p.SequenceNr <= toSeqNr)
                    .Take((int)Math.Min(max, int.MaxValue))
                    .ToArray()
                : [];
        }
    }

    /// <summary>The highest sequence number ever added for an id.</summary>
    public long HighestSequenceNr(string pid)
    {
        lock (Events.Gate)
        {
            var stored = Messages.TryGetValue(pid, out var events) ? events.Last?.Value.SequenceNr ?? 0L : 0L;
            return Math.Max(stored, Events.Highest(pid));
        }
    }

    /// <inheritdoc/>
    public override Task<long> ReadHighestSequenceNrAsync(string persistenceId, long fromSequenceNr) =>
        Task.FromResult(HighestSequenceNr(persistenceId));

    /// <inheritdoc/>
    public override Task ReplayMessagesAsync(
        IActorContext context,
        string persistenceId,
        long fromSequenceNr,
        long toSequenceNr,
        long max,
        Action<IPersistentRepresentation> recoveryCallback)
    {
        ArgumentNullException.ThrowIfNull(recoveryCallback);
        foreach (var persistent in Read(persistenceId, fromSequenceNr, toSequenceNr, max))
        {
            recoveryCallback(persistent);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override Task<IImmutableList<Exception?>?> WriteMessagesAsync(IEnumerable<AtomicWrite> messages)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var timestamp = DateTime.UtcNow.Ticks;
        foreach (var write in messages as AtomicWrite[] ?? [.. messages])
        {
            for (var i = 0; i < write.Size; i++)
            {
                Add(write[i] is Persistent own ? own.Stamp(timestamp) : write[i].WithTimestamp(timestamp));
            }
        }

        return Stored;
    }

    /// <inheritdoc/>
    protected override Task DeleteMessagesToAsync(string persistenceId, long toSequenceNr)
    {
        lock (Events.Gate)
        {
            if (Messages.TryGetValue(persistenceId, out var events))
            {
                while (events.First is { } first && first.Value.SequenceNr <= toSequenceNr)
                {
                    events.RemoveFirst();
                }
            }
        }

        return Task.CompletedTask;
    }

    private LinkedListNode<IPersistentRepresentation>? Find(string pid, long seqNr)
    {
        var node = Messages.TryGetValue(pid, out var events) ? events.First : null;
        while (node is not null && node.Value.SequenceNr != seqNr)
        {
            node = node.Next;
        }

        return node;
    }
}
