using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Akka.Persistence.Rows;

/// <summary>
/// The way of events from a journal to the writer of its database. Knows the newest write under way of each persistence
/// id, for which a recovery waits: what was in line when an actor stopped is either there for its next incarnation, or
/// will never be.
/// </summary>
internal sealed class JournalWrites(EventRows rows, TableMaker tables, Func<WriteUnit, Task> write)
{
    private readonly ConcurrentDictionary<string, Task> _newest = new(StringComparer.Ordinal);

    /// <summary>Writes what can be written; gives null, or why each atomic write was refused.</summary>
    /// <param name="messages">Atomic writes of one actor.</param>
    /// <param name="unitOf">Makes a unit of their rows.</param>
    public async Task<IImmutableList<Exception?>?> WriteAsync(
        IEnumerable<AtomicWrite> messages, Func<List<EventRow>, EventsUnit> unitOf)
    {
        var (encoded, refusals) = rows.Encode(messages);
        if (encoded.Count > 0)
        {
            await InLine(unitOf(encoded)).ConfigureAwait(false);
        }

        return refusals;
    }

    /// <summary>Writes a unit of a persistence id, and remembers it until that is over.</summary>
    public Task InLine(WriteUnit unit)
    {
        var ready = tables.Ready();
        var writing = ready.IsCompletedSuccessfully ? write(unit) : WriteLater(unit, ready);
        if (!writing.IsCompleted)
        {
            _newest[unit.Owner] = writing;
            _ = ForgetAsync(unit.Owner, writing);
        }

        return writing;
    }

    /// <summary>Ends when the newest write of an id is over. Its outcome concerns whoever asked for it.</summary>
    public async Task WhenOver(string persistenceId)
    {
        if (_newest.TryGetValue(persistenceId, out var writing))
        {
            await writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task WriteLater(WriteUnit unit, Task ready)
    {
        await ready.ConfigureAwait(false);
        await write(unit).ConfigureAwait(false);
    }

    private async Task ForgetAsync(string persistenceId, Task writing)
    {
        await writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _newest.TryRemove(new KeyValuePair<string, Task>(persistenceId, writing));
    }
}
