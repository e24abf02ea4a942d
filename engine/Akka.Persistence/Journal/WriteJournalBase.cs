using System.Collections.Immutable;
using Akka.Actor;

namespace Akka.Persistence.Journal;

/// <summary>What all journals that write have in common.</summary>
public abstract class WriteJournalBase : ActorBase
{
    /// <summary>Takes the atomic writes out of a request, ready to be stored: senders are not kept.</summary>
    protected IEnumerable<AtomicWrite> PreparePersistentBatch(IEnumerable<IPersistentEnvelope> resequenceables)
    {
        ArgumentNullException.ThrowIfNull(resequenceables);
        return resequenceables.OfType<AtomicWrite>().Select(Prepare).ToArray();
    }

    /// <summary>Gives an event the form in which it is stored.</summary>
#pragma warning disable CA1822 // An instance member in Akka.NET.
    protected IPersistentRepresentation AdaptToJournal(IPersistentRepresentation representation) => representation;
#pragma warning restore CA1822

    private AtomicWrite Prepare(AtomicWrite write) => new(write.Events
        .Select(p => AdaptToJournal(
            p.Update(p.SequenceNr, p.PersistenceId, p.IsDeleted, ActorRefs.NoSender, p.WriterGuid)))
        .ToImmutableArray());
}
