namespace WhaleStack.Messages.Market;

/// <summary>
/// A <see cref="BookUpdate"/> whose levels lie in memory of somebody else: to be read at once, never kept.
/// </summary>
/// <param name="venueTime">The venue's time of the message, UTC.</param>
/// <param name="isSnapshot">True when the levels replace the book.</param>
/// <param name="updateId">The venue's counter at the end of the message.</param>
/// <param name="span">Which changes the message gathers; null where the counter is one more than the last.</param>
public readonly ref struct BookRows(DateTimeOffset venueTime, bool isSnapshot, long updateId, BookSpan? span)
{
    /// <summary>The venue's time of the message, UTC.</summary>
    public DateTimeOffset VenueTime { get; } = venueTime;

    /// <summary>True when the levels replace the book.</summary>
    public bool IsSnapshot { get; } = isSnapshot;

    /// <summary>The venue's counter at the end of the message.</summary>
    public long UpdateId { get; } = updateId;

    /// <inheritdoc cref="BookUpdate.Span"/>
    public BookSpan? Span { get; } = span;

    /// <summary>Levels of the buy side.</summary>
    public ReadOnlySpan<BookLevel> Bids { get; init; }

    /// <summary>Levels of the sell side.</summary>
    public ReadOnlySpan<BookLevel> Asks { get; init; }

    /// <inheritdoc cref="BookUpdate.Follows"/>
    public bool Follows(long updateId, bool isSnapshot) => Span is { } span
        ? span.PreviousUpdateId == updateId
            || (isSnapshot && span.FirstUpdateId <= updateId && updateId <= UpdateId)
        : UpdateId == updateId + 1;

    /// <inheritdoc cref="BookUpdate.IsIn"/>
    public bool IsIn(long snapshotId) => Span is not null && UpdateId < snapshotId;

    /// <summary>The same as a message that may be kept.</summary>
    public BookUpdate ToUpdate() => new(VenueTime, IsSnapshot, UpdateId, [.. Bids], [.. Asks], Span);
}
