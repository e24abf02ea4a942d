using System.Collections.Concurrent;

namespace Akka.Persistence.Rows;

/// <summary>
/// The newest write under way of each persistence id. A recovery waits for it: what was in line when an actor stopped
/// is either there for its next incarnation, or will never be.
/// </summary>
internal sealed class WritesInLine
{
    private readonly ConcurrentDictionary<string, Task> _newest = new(StringComparer.Ordinal);

    /// <summary>Remembers a write until it is over, and gives it back.</summary>
    public Task Add(string persistenceId, Task write)
    {
        if (!write.IsCompleted)
        {
            _newest[persistenceId] = write;
            _ = ForgetAsync(persistenceId, write);
        }

        return write;
    }

    /// <summary>Ends when the newest write of an id is over. Its outcome concerns whoever asked for it.</summary>
    public async Task WhenOver(string persistenceId)
    {
        if (_newest.TryGetValue(persistenceId, out var write))
        {
            await write.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ForgetAsync(string persistenceId, Task write)
    {
        await write.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _newest.TryRemove(new KeyValuePair<string, Task>(persistenceId, write));
    }
}
