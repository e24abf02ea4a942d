namespace Akka.Persistence.Journal;

/// <summary>
/// Asks a SQL journal for one page of events. With a persistence id the bounds are sequence numbers, otherwise the
/// numbers of the journal's own order.
/// </summary>
/// <param name="PersistenceId">Null for all.</param>
/// <param name="Tag">Null for all.</param>
/// <param name="After">Exclusive.</param>
/// <param name="To">Inclusive.</param>
/// <param name="Max">At most so many.</param>
/// <param name="IsLive">
/// True when the same will be asked again later, so that what cannot be read safely yet may be left for then.
/// </param>
internal sealed record QueryEvents(string? PersistenceId, string? Tag, long After, long To, int Max, bool IsLive)
    : IJournalRequest;

/// <summary>A page of events.</summary>
/// <param name="Events">In order; an event may have become none or several by its adapter.</param>
/// <param name="LastRead">Everything up to this number was looked at; the number asked for when nothing is new.</param>
/// <param name="Highest">The highest number that can be read, whether it fits or not.</param>
internal sealed record QueriedEvents(IReadOnlyList<QueriedEvent> Events, long LastRead, long Highest);

/// <summary>One event, with its number in the journal's order and its tags.</summary>
internal sealed record QueriedEvent(long Ordering, IPersistentRepresentation Event, string[] Tags);

/// <summary>Asks a SQL journal for all persistence ids; answered with an array of strings.</summary>
internal sealed record QueryPersistenceIds : IJournalRequest;

/// <summary>Says that a query failed.</summary>
internal sealed record QueryFailed(Exception Cause);
