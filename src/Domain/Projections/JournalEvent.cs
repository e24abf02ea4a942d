namespace WhaleStack.Domain.Projections;

/// <summary>One row of the journal, as a projection reads it.</summary>
/// <param name="Ordering">Its place in the journal; grows, with holes.</param>
/// <param name="PersistenceId">Who journalled it, such as <c>portfolio-main</c>.</param>
/// <param name="SequenceNr">Which of that actor's events it is, from 1.</param>
/// <param name="Manifest">Its lasting name, such as <c>portfolio.fill-booked.1</c>.</param>
/// <param name="WrittenAt">When it was given to the journal, UTC; not the event's own time.</param>
/// <param name="Event">The event.</param>
/// <param name="Json">The event as it is stored, UTF-8.</param>
public sealed record JournalEvent(
    long Ordering,
    string PersistenceId,
    long SequenceNr,
    string Manifest,
    DateTimeOffset WrittenAt,
    object Event,
    ReadOnlyMemory<byte> Json);
