using System.Collections.Immutable;
using WhaleStack.Domain.Projections;

namespace WhaleStack.Storage.Projections;

/// <summary>Some events of the journal, in its order.</summary>
/// <param name="Events">The events.</param>
/// <param name="Position">
/// Up to where the journal has been looked through: whoever has taken the events goes on behind it.
/// </param>
/// <param name="IsFull">Whether the batch ended because it was full, so that there may be more.</param>
/// <param name="Unreadable">What is wrong with the event behind the last one; null where nothing is.</param>
public sealed record JournalBatch(
    ImmutableArray<JournalEvent> Events, long Position, bool IsFull, string? Unreadable);
