namespace Akka.Persistence.Journal;

/// <summary>Events in memory, by persistence id.</summary>
public interface IMemoryMessages
{
    /// <summary>Adds an event.</summary>
    IDictionary<string, LinkedList<IPersistentRepresentation>> Add(IPersistentRepresentation persistent);

    /// <summary>Replaces an event.</summary>
    IDictionary<string, LinkedList<IPersistentRepresentation>> Update(
        string pid, long seqNr, Func<IPersistentRepresentation, IPersistentRepresentation> updater);

    /// <summary>Removes an event.</summary>
    IDictionary<string, LinkedList<IPersistentRepresentation>> Delete(string pid, long seqNr);

    /// <summary>Reads events inside bounds, both inclusive, in order.</summary>
    IEnumerable<IPersistentRepresentation> Read(string pid, long fromSeqNr, long toSeqNr, long max);

    /// <summary>The highest sequence number ever added for an id; 0 when there is none.</summary>
    long HighestSequenceNr(string pid);
}
