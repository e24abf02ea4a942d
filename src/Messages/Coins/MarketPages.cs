using System.Collections.Concurrent;
using WhaleStack.Messages.Units;

namespace WhaleStack.Messages.Coins;

/// <summary>
/// Memory for <see cref="MarketItems"/> that is used again and again. Bounded: what is beyond the limits is left to the
/// garbage collector. Thread-safe.
/// </summary>
public sealed class MarketPages
{
    /// <summary>Pages that wait to be used again.</summary>
    public const int WaitingMax = 256;

    // Snapshots make pages grow; one that has grown beyond it, 256 KiB of levels, is not kept.
    private const int RowsMax = 8192;

    private readonly ConcurrentQueue<MarketPage> _waiting = new();

    /// <summary>Pages that wait to be used again at present.</summary>
    public int Waiting => _waiting.Count;

    /// <summary>Items to be filled.</summary>
    /// <param name="coin">Whose they will be.</param>
    public MarketItems Open(InstrumentId coin) =>
        new(coin, _waiting.TryDequeue(out var page) ? page : new MarketPage());

    /// <summary>Takes the memory of items that nobody will read again.</summary>
    public void Close(MarketItems items)
    {
        ArgumentNullException.ThrowIfNull(items);
        if (items.Detach() is not { RowsMax: <= RowsMax } page)
        {
            return;
        }

        page.Clear();
        if (_waiting.Count < WaitingMax)
        {
            _waiting.Enqueue(page);
        }
    }
}
