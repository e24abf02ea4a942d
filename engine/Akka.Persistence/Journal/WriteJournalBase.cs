using Akka.Actor;

namespace Akka.Persistence.Journal;

/// <summary>What all journals that write have in common: the plugin's event adapters.</summary>
public abstract class WriteJournalBase : ActorBase
{
    private readonly EventAdapters? _adapters;

    /// <summary>Reads the event adapters of the plugin that has the name of this actor.</summary>
    protected WriteJournalBase()
    {
        var adapters = Persistence.Instance.Apply(Context.System).AdaptersFor(Self.Path.Name);
        _adapters = adapters.IsEmpty ? null : adapters;
    }

    /// <summary>
    /// Takes the atomic writes out of a request, ready to be stored: events as their adapters want them, and senders
    /// are not kept.
    /// </summary>
    protected IEnumerable<AtomicWrite> PreparePersistentBatch(IEnumerable<IPersistentEnvelope> resequenceables)
    {
        ArgumentNullException.ThrowIfNull(resequenceables);
        return Prepare(resequenceables as IPersistentEnvelope[] ?? [.. resequenceables]);
    }

    /// <summary>Gives an event the form in which it is stored.</summary>
    protected IPersistentRepresentation AdaptToJournal(IPersistentRepresentation representation)
    {
        ArgumentNullException.ThrowIfNull(representation);
        var payload = representation.Payload;
        var adapter = _adapters?.Get(payload.GetType());
        return adapter is null or IdentityEventAdapter
            ? representation
            : representation.WithPayload(adapter.ToJournal(payload)).WithManifest(adapter.Manifest(payload));
    }

    /// <summary>Gives a stored event the form, or the several forms, in which the persistent actor sees it.</summary>
    internal void AdaptFromJournal(
        IPersistentRepresentation representation, Action<IPersistentRepresentation> onAdapted)
    {
        var adapter = _adapters?.Get(representation.Payload.GetType());
        if (adapter is null or IdentityEventAdapter)
        {
            onAdapted(representation);
            return;
        }

        foreach (var payload in adapter.FromJournal(representation.Payload, representation.Manifest).Events)
        {
            onAdapted(representation.WithPayload(payload));
        }
    }

    /// <summary>The atomic writes of a request, ready to be stored.</summary>
    internal AtomicWrite[] Prepare(IPersistentEnvelope[] request)
    {
        var count = 0;
        foreach (var envelope in request)
        {
            count += envelope is AtomicWrite ? 1 : 0;
        }

        var prepared = new AtomicWrite[count];
        count = 0;
        foreach (var envelope in request)
        {
            if (envelope is AtomicWrite write)
            {
                prepared[count++] = Prepare(write);
            }
        }

        return prepared;
    }

    private AtomicWrite Prepare(AtomicWrite write)
    {
        if (write.Size == 1)
        {
            var one = Prepare(write[0]);
            return ReferenceEquals(one, write[0]) ? write : new AtomicWrite(one);
        }

        var events = new IPersistentRepresentation[write.Size];
        for (var i = 0; i < events.Length; i++)
        {
            events[i] = Prepare(write[i]);
        }

        return new AtomicWrite(events);
    }

    private IPersistentRepresentation Prepare(IPersistentRepresentation p) => AdaptToJournal(
        ReferenceEquals(p.Sender, ActorRefs.NoSender)
            ? p
            : p.Update(p.SequenceNr, p.PersistenceId, p.IsDeleted, ActorRefs.NoSender, p.WriterGuid));
}
