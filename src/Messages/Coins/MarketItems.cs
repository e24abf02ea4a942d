using System.Collections;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Units;

namespace WhaleStack.Messages.Coins;

/// <summary>
/// Market data for one coin, in order. Trades and book changes of many frames may lie packed in memory that is used
/// again; they are read in place, or as messages that are made when asked for.
/// </summary>
/// <remarks>
/// Filled by one owner, then read by others until the coin has answered; then the owner may give the memory back
/// (<see cref="MarketPages.Close"/>), after which reading throws. Not thread-safe while it is filled.
/// </remarks>
[CollectionBuilder(typeof(MarketItems), nameof(Create))]
public sealed class MarketItems : IReadOnlyList<IWithCoin>
{
    private MarketPage? _page;

    internal MarketItems(InstrumentId coin, MarketPage page)
    {
        Coin = coin;
        _page = page;
    }

    /// <summary>Whose they are, where any are packed.</summary>
    public InstrumentId Coin { get; }

    /// <summary>How many.</summary>
    public int Length => Page.Count;

    /// <inheritdoc/>
    int IReadOnlyCollection<IWithCoin>.Count => Page.Count;

    private MarketPage Page => _page ?? throw new InvalidOperationException(
        $"market items of {Coin} are read after their memory was given back.");

    /// <summary>An item as a message; packed ones are made anew each time.</summary>
    public IWithCoin this[int index] => KindOf(index) switch
    {
        MarketItemKind.Message => Page[index].Message!,
        MarketItemKind.Trades => new CoinCommands.ApplyTrades(Coin, [.. TradesAt(index)]),
        MarketItemKind.Book => new CoinCommands.ApplyBook(Coin, BookAt(index).ToUpdate()),
        _ => throw new InvalidOperationException($"kind {KindOf(index)} has no message."),
    };

    /// <summary>Items that are messages of their own.</summary>
    public static MarketItems Create(ReadOnlySpan<IWithCoin> messages)
    {
        var page = new MarketPage();
        foreach (var message in messages)
        {
            page.Add(message);
        }

        return new MarketItems(messages.Length == 0 ? default : messages[0].Coin, page);
    }

    /// <summary>Items that are messages of their own.</summary>
    public static implicit operator MarketItems(ImmutableArray<IWithCoin> messages) => Create(messages.AsSpan());

    /// <summary>How an item is read.</summary>
    public MarketItemKind KindOf(int index) => Page[index].Kind;

    /// <summary>Packed trades, good until the memory is given back.</summary>
    /// <exception cref="ArgumentException">The item is something else.</exception>
    public ReadOnlySpan<Trade> TradesAt(int index) => Page.Trades(SlotOf(index, MarketItemKind.Trades));

    /// <summary>A packed change to the book, good until the memory is given back.</summary>
    /// <exception cref="ArgumentException">The item is something else.</exception>
    public BookRows BookAt(int index) => Page.Book(SlotOf(index, MarketItemKind.Book));

    /// <summary>Adds a message.</summary>
    public void Add(IWithCoin message) => Page.Add(message);

    /// <summary>Puts a message in the place of another.</summary>
    public void Replace(int index, IWithCoin message) => Page.Replace(index, message);

    /// <summary>Packs trades of this coin.</summary>
    public void Add(ReadOnlySpan<Trade> trades) => Page.Add(trades);

    /// <summary>Packs a change to this coin's book.</summary>
    public void Add(in BookRows book) => Page.Add(book);

    /// <inheritdoc/>
    public IEnumerator<IWithCoin> GetEnumerator()
    {
        for (var i = 0; i < Length; i++)
        {
            yield return this[i];
        }
    }

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Takes the page; null when it was taken before.</summary>
    internal MarketPage? Detach() => Interlocked.Exchange(ref _page, null);

    private ref readonly MarketPage.Slot SlotOf(int index, MarketItemKind kind)
    {
        ref readonly var slot = ref Page[index];
        if (slot.Kind != kind)
        {
            throw new ArgumentException($"item {index} is {slot.Kind}, not {kind}.", nameof(index));
        }

        return ref slot;
    }
}
