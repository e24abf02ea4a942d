namespace WhaleStack.Domain.Traders;

/// <summary>Where an event will stand in the journal: what client order ids are derived from.</summary>
/// <param name="Incarnation">Random id of the journal, stored when it was made.</param>
/// <param name="PersistenceId">The actor's persistence id.</param>
/// <param name="SequenceNr">Sequence number of the event, from 1.</param>
public sealed record JournalPosition(string Incarnation, string PersistenceId, long SequenceNr);
