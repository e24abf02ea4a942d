using System.Collections.Immutable;
using System.Globalization;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Market;

namespace WhaleStack.Domain.Coins;

/// <summary>A price-aggregated order book, kept from snapshots and numbered changes; never crossed.</summary>
/// <remarks>
/// States: Unknown -> Known (snapshot) -> Unknown (an update is missing). Changes to an unknown book are dropped.
/// Bounded: so many levels a side. A refused update leaves no trace: a snapshot is tried beside the book and swapped
/// in, a change is taken back. Cost: a search and a move for each level of the update, whatever the book holds.
/// </remarks>
internal sealed class OrderBook
{
    private (BookSide Bids, BookSide Asks) _live;
    private (BookSide Bids, BookSide Asks) _spare;
    private bool _isKnown;
    private bool _isFresh; // A snapshot, and nothing since.
    private long _updateId;
    private DateTimeOffset _venueTime;

    public OrderBook(int levelsMax)
    {
        _live = (new BookSide(levelsMax, isBid: true), new BookSide(levelsMax, isBid: false));
        _spare = (new BookSide(levelsMax, isBid: true), new BookSide(levelsMax, isBid: false));
    }

    public BookTop? Top => _isKnown && _live is { Bids.Best: { } bid, Asks.Best: { } ask }
        ? new BookTop(bid.PriceQuote, bid.SizeBase, ask.PriceQuote, ask.SizeBase, _venueTime)
        : null;

    /// <summary>How much rests within each distance of the mid price; empty while the book is unknown.</summary>
    public ImmutableArray<DepthFacts> Depth(ImmutableArray<double> distancesBps)
    {
        if (Top is not { } top)
        {
            return [];
        }

        var mid = ((double)top.BidQuote + (double)top.AskQuote) / 2.0;
        return
        [
            .. distancesBps.Select(bps => new DepthFacts(
                bps,
                _live.Bids.NotionalWithin(mid, bps / 10_000.0),
                _live.Asks.NotionalWithin(mid, bps / 10_000.0))),
        ];
    }

    public CoinOutcome Apply(in BookRows update)
    {
        if ((Impossible("bid", update.Bids) ?? Impossible("ask", update.Asks)) is { } reason)
        {
            return CoinOutcome.Refused(reason);
        }

        if (!update.IsSnapshot && _isKnown && _isFresh && update.IsIn(_updateId))
        {
            return CoinOutcome.Accepted; // The snapshot was taken after it.
        }

        if (!update.IsSnapshot && (!_isKnown || !update.Follows(_updateId, _isFresh)))
        {
            _isKnown = false;
            return new CoinOutcome(Refusal: null, BookGap: true, Gap: null);
        }

        var tried = Try(update);
        if (tried is { Bids.Best: { } bid, Asks.Best: { } ask } && bid.PriceQuote >= ask.PriceQuote)
        {
            tried.Bids.Undo();
            tried.Asks.Undo();
            return CoinOutcome.Refused(string.Create(
                CultureInfo.InvariantCulture,
                $"book update {update.UpdateId} is crossed: bid {bid.PriceQuote} at or above ask {ask.PriceQuote}."));
        }

        if (update.IsSnapshot)
        {
            (_live, _spare) = (_spare, _live);
        }

        _isKnown = true;
        _isFresh = update.IsSnapshot;
        _updateId = update.UpdateId;
        _venueTime = update.VenueTime;
        return CoinOutcome.Accepted;
    }

    private static string? Impossible(string side, ReadOnlySpan<BookLevel> levels)
    {
        foreach (ref readonly var level in levels)
        {
            if (!MarketLimits.IsPrice(level.PriceQuote) || !MarketLimits.IsAmount(level.SizeBase))
            {
                return string.Create(
                    CultureInfo.InvariantCulture, $"{side} level {level.PriceQuote} x {level.SizeBase} is impossible.");
            }
        }

        return null;
    }

    private (BookSide Bids, BookSide Asks) Try(in BookRows update)
    {
        var tried = update.IsSnapshot ? _spare : _live;
        if (update.IsSnapshot)
        {
            tried.Bids.Clear();
            tried.Asks.Clear();
        }

        tried.Bids.Set(update.Bids);
        tried.Asks.Set(update.Asks);
        return tried;
    }
}
