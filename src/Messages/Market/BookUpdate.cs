using System.Collections.Immutable;

namespace WhaleStack.Messages.Market;

/// <summary>One price level; a size of zero removes it.</summary>
/// <param name="PriceQuote">Price, quote per base, positive.</param>
/// <param name="SizeBase">Resting size in base; 0 deletes the level.</param>
public readonly record struct BookLevel(decimal PriceQuote, decimal SizeBase);

/// <summary>A snapshot of, or a change to, an order book. Sizes are absolute.</summary>
/// <param name="VenueTime">The venue's time of the message, UTC.</param>
/// <param name="IsSnapshot">True when the levels replace the book.</param>
/// <param name="UpdateId">The venue's counter at the end of the message.</param>
/// <param name="Bids">Levels of the buy side.</param>
/// <param name="Asks">Levels of the sell side.</param>
/// <param name="Span">For venues that count single changes and gather them: which ones these are. Null where the
/// counter is one more than the previous message's.</param>
public sealed record BookUpdate(
    DateTimeOffset VenueTime,
    bool IsSnapshot,
    long UpdateId,
    ImmutableArray<BookLevel> Bids,
    ImmutableArray<BookLevel> Asks,
    BookSpan? Span = null)
{
    /// <summary>The same, to be read in place.</summary>
    public BookRows Rows => new(VenueTime, IsSnapshot, UpdateId, Span) { Bids = Bids.AsSpan(), Asks = Asks.AsSpan() };

    /// <summary>Whether this change comes right behind a state of the book.</summary>
    /// <param name="updateId">The counter of that state.</param>
    /// <param name="isSnapshot">Whether the state is a snapshot, which may lie within a message of changes.</param>
    public bool Follows(long updateId, bool isSnapshot) => Rows.Follows(updateId, isSnapshot);

    /// <summary>Whether a snapshot with this counter has the change already.</summary>
    public bool IsIn(long snapshotId) => Rows.IsIn(snapshotId);
}

/// <summary>Which changes a message gathers.</summary>
/// <param name="FirstUpdateId">The counter of its first change.</param>
/// <param name="PreviousUpdateId">The counter at the end of the previous message.</param>
public readonly record struct BookSpan(long FirstUpdateId, long PreviousUpdateId);
