using WhaleStack.Messages.Units;

namespace WhaleStack.Simulator.Binance.Market;

/// <summary>The books of all symbols, with update ids. Used only by whoever has the turn at the desk.</summary>
public sealed class BookFeeds
{
    private readonly Dictionary<InstrumentId, BookFeed> _feeds = [];

    /// <summary>The book of a symbol.</summary>
    public BookFeed Of(InstrumentId instrument)
    {
        if (!_feeds.TryGetValue(instrument, out var feed))
        {
            _feeds[instrument] = feed = new BookFeed(instrument);
        }

        return feed;
    }
}
