using System.Collections.Immutable;

namespace WhaleStack.Messages.Market;

/// <summary>One price level; a size of zero removes it.</summary>
/// <param name="PriceQuote">Price, quote per base, positive.</param>
/// <param name="SizeBase">Resting size in base; 0 deletes the level.</param>
public readonly record struct BookLevel(decimal PriceQuote, decimal SizeBase);

/// <summary>A snapshot of, or a change to, an order book. Sizes are absolute.</summary>
/// <param name="VenueTime">The venue's time of the message, UTC.</param>
/// <param name="IsSnapshot">True when the levels replace the book.</param>
/// <param name="UpdateId">The venue's counter: one more than the previous message's of the same book.</param>
/// <param name="Bids">Levels of the buy side.</param>
/// <param name="Asks">Levels of the sell side.</param>
public sealed record BookUpdate(
    DateTimeOffset VenueTime,
    bool IsSnapshot,
    long UpdateId,
    ImmutableArray<BookLevel> Bids,
    ImmutableArray<BookLevel> Asks);
