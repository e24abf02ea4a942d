using Akka.Streams.Dsl;

namespace Akka.Persistence.Query;

/// <summary>Marks a read journal; what it can be asked is told by the other interfaces that it has.</summary>
public interface IReadJournal
{
}

/// <summary>Makes a read journal. Its constructor takes an <c>ExtendedActorSystem</c> and a <c>Config</c>.</summary>
public interface IReadJournalProvider
{
    /// <summary>The read journal.</summary>
    IReadJournal GetReadJournal();
}

/// <summary>Live events of one id.</summary>
public interface IEventsByPersistenceIdQuery : IReadJournal
{
    /// <summary>
    /// The events from a sequence number to another, both inclusive, in order; waits for those that are not there yet.
    /// </summary>
    Source<EventEnvelope, NotUsed> EventsByPersistenceId(
        string persistenceId, long fromSequenceNr, long toSequenceNr);
}

/// <summary>Stored events of one id.</summary>
public interface ICurrentEventsByPersistenceIdQuery : IReadJournal
{
    /// <summary>
    /// The events from a sequence number to another, both inclusive, in order, as far as they are stored.
    /// </summary>
    Source<EventEnvelope, NotUsed> CurrentEventsByPersistenceId(
        string persistenceId, long fromSequenceNr, long toSequenceNr);
}

/// <summary>Live events with a tag.</summary>
public interface IEventsByTagQuery : IReadJournal
{
    /// <summary>The events behind an offset, in the order of the journal, and all to come.</summary>
    Source<EventEnvelope, NotUsed> EventsByTag(string tag, Offset offset);
}

/// <summary>Stored events with a tag.</summary>
public interface ICurrentEventsByTagQuery : IReadJournal
{
    /// <summary>The events behind an offset that are stored, in the order of the journal.</summary>
    Source<EventEnvelope, NotUsed> CurrentEventsByTag(string tag, Offset offset);
}

/// <summary>Live events of all ids.</summary>
public interface IAllEventsQuery : IReadJournal
{
    /// <summary>The events behind an offset, in the order of the journal, and all to come.</summary>
    Source<EventEnvelope, NotUsed> AllEvents(Offset offset);
}

/// <summary>Stored events of all ids.</summary>
public interface ICurrentAllEventsQuery : IReadJournal
{
    /// <summary>The events behind an offset that are stored, in the order of the journal.</summary>
    Source<EventEnvelope, NotUsed> CurrentAllEvents(Offset offset);
}

/// <summary>Live ids.</summary>
public interface IPersistenceIdsQuery : IReadJournal
{
    /// <summary>All ids, each once, and all to come.</summary>
    Source<string, NotUsed> PersistenceIds();
}

/// <summary>Stored ids.</summary>
public interface ICurrentPersistenceIdsQuery : IReadJournal
{
    /// <summary>All ids that are stored, each once.</summary>
    Source<string, NotUsed> CurrentPersistenceIds();
}
