namespace Akka.Persistence.Rows;

/// <summary>An event as it stands in a row of a SQL journal.</summary>
/// <param name="PersistenceId">Whose.</param>
/// <param name="SequenceNr">Its number among the events of that id.</param>
/// <param name="CreatedAt">When it was given to the journal: ticks of 100 ns (UTC).</param>
/// <param name="Encoded">The event.</param>
/// <param name="Tags">Its tags, as <see cref="Journal.TagColumn"/> writes them; null when there are none.</param>
internal readonly record struct EventRow(
    string PersistenceId, long SequenceNr, long CreatedAt, Encoded Encoded, string? Tags);
