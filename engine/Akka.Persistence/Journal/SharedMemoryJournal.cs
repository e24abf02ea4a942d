using System.Collections.Concurrent;

namespace Akka.Persistence.Journal;

/// <summary>A journal that all actor systems of one process share, and that outlives them; for tests.</summary>
public class SharedMemoryJournal : MemoryJournal
{
    private static readonly MemoryEvents Shared = new();

    /// <inheritdoc/>
    protected override ConcurrentDictionary<string, LinkedList<IPersistentRepresentation>> Messages => Shared.Messages;

    private protected override MemoryEvents Events => Shared;
}
