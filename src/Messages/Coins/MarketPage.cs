using System.Runtime.InteropServices;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Market;

namespace WhaleStack.Messages.Coins;

/// <summary>Where <see cref="MarketItems"/> keep what they hold: many frames in the same lists, which grow and stay.
/// </summary>
/// <remarks>Not thread-safe: whoever has the items has the page.</remarks>
internal sealed class MarketPage
{
    private readonly List<Slot> _slots = [];
    private readonly List<BookLevel> _levels = [];
    private readonly List<Trade> _trades = [];

    public int Count => _slots.Count;

    /// <summary>Rows that there is room for.</summary>
    public int RowsMax => Math.Max(_slots.Capacity, Math.Max(_levels.Capacity, _trades.Capacity));

    public ref readonly Slot this[int index] => ref CollectionsMarshal.AsSpan(_slots)[index];

    public void Add(IWithCoin message) => _slots.Add(new Slot { Kind = MarketItemKind.Message, Message = message });

    public void Replace(int index, IWithCoin message) =>
        _slots[index] = new Slot { Kind = MarketItemKind.Message, Message = message };

    public void Add(ReadOnlySpan<Trade> trades)
    {
        _slots.Add(new Slot { Kind = MarketItemKind.Trades, Start = _trades.Count, Count = trades.Length });
        _trades.AddRange(trades);
    }

    public void Add(in BookRows book)
    {
        _slots.Add(new Slot
        {
            Kind = MarketItemKind.Book,
            Start = _levels.Count,
            Count = book.Bids.Length,
            Asks = book.Asks.Length,
            VenueTime = book.VenueTime,
            IsSnapshot = book.IsSnapshot,
            UpdateId = book.UpdateId,
            Span = book.Span,
        });
        _levels.AddRange(book.Bids);
        _levels.AddRange(book.Asks);
    }

    public ReadOnlySpan<Trade> Trades(in Slot slot) =>
        CollectionsMarshal.AsSpan(_trades).Slice(slot.Start, slot.Count);

    public BookRows Book(in Slot slot)
    {
        var levels = CollectionsMarshal.AsSpan(_levels).Slice(slot.Start, slot.Count + slot.Asks);
        return new BookRows(slot.VenueTime, slot.IsSnapshot, slot.UpdateId, slot.Span)
        {
            Bids = levels[..slot.Count], Asks = levels[slot.Count..],
        };
    }

    public void Clear()
    {
        _slots.Clear();
        _levels.Clear();
        _trades.Clear();
    }

    /// <summary>One item.</summary>
    public struct Slot
    {
        public MarketItemKind Kind;
        public bool IsSnapshot;
        public int Start;
        public int Count;
        public int Asks;
        public long UpdateId;
        public DateTimeOffset VenueTime;
        public BookSpan? Span;
        public IWithCoin? Message;
    }
}
