using WhaleStack.Messages.Market;

namespace WhaleStack.Venues.Tests.Bybit;

/// <summary>The simplest book that can be right.</summary>
internal sealed class Book
{
    private readonly SortedDictionary<decimal, decimal> _bids = new(Comparer<decimal>.Create((x, y) => y.CompareTo(x)));
    private readonly SortedDictionary<decimal, decimal> _asks = [];

    public long UpdateId { get; private set; }

    public decimal BestBid => _bids.Keys.First();

    public decimal BestAsk => _asks.Keys.First();

    public int Levels => _bids.Count + _asks.Count;

    public string State => $"{UpdateId}|{string.Join(' ', _bids)}|{string.Join(' ', _asks)}";

    public void Apply(BookUpdate update)
    {
        if (update.IsSnapshot)
        {
            _bids.Clear();
            _asks.Clear();
        }

        Apply(_bids, update.Bids);
        Apply(_asks, update.Asks);
        UpdateId = update.UpdateId;
    }

    private static void Apply(SortedDictionary<decimal, decimal> side, IEnumerable<BookLevel> levels)
    {
        foreach (var level in levels)
        {
            if (level.SizeBase == 0)
            {
                side.Remove(level.PriceQuote);
            }
            else
            {
                side[level.PriceQuote] = level.SizeBase;
            }
        }
    }
}
