using System.Collections.Immutable;
using Akka.Actor;
using Akka.Persistence.Serialization;

namespace Akka.Persistence;

/// <summary>Events of one persistent actor that are stored all together or not at all.</summary>
public sealed class AtomicWrite : IPersistentEnvelope, IMessage
{
    private readonly IImmutableList<IPersistentRepresentation> _events;

    /// <summary>Wraps one event.</summary>
    public AtomicWrite(IPersistentRepresentation @event)
        : this(ImmutableArray.Create(@event))
    {
    }

    /// <summary>Wraps several events, which must belong to one persistence id.</summary>
    public AtomicWrite(IImmutableList<IPersistentRepresentation> payload)
    {
        ArgumentNullException.ThrowIfNull(payload);
        if (payload.Count == 0)
        {
            throw new ArgumentException("Payload of AtomicWrite must not be empty.", nameof(payload));
        }

        var first = payload[0];
        foreach (var persistent in payload)
        {
            if (persistent.PersistenceId != first.PersistenceId)
            {
                throw new ArgumentException(
                    "AtomicWrite must contain messages for the same persistenceId, " +
                    "yet different persistenceIds found: " +
                    string.Join(",", payload.Select(p => p.PersistenceId).Distinct(StringComparer.Ordinal)),
                    nameof(payload));
            }
        }

        _events = payload;
        PersistenceId = first.PersistenceId;
        LowestSequenceNr = first.SequenceNr;
        HighestSequenceNr = payload[payload.Count - 1].SequenceNr;
    }

    /// <summary>The events: an immutable list of <see cref="IPersistentRepresentation"/>.</summary>
    public object Payload => _events;

    /// <summary>Always no sender; the events know theirs.</summary>
    public IActorRef Sender => ActorRefs.NoSender;

    /// <summary>How many events.</summary>
    public int Size => _events.Count;

    /// <summary>The persistent actor's id.</summary>
    public string PersistenceId { get; }

    /// <summary>The first sequence number.</summary>
    public long LowestSequenceNr { get; }

    /// <summary>The last sequence number.</summary>
    public long HighestSequenceNr { get; }

    internal IImmutableList<IPersistentRepresentation> Events => _events;
}

/// <summary>A deferred message: it takes its turn in the journal's answers and is not stored.</summary>
internal sealed class NonPersistentMessage(object payload, IActorRef sender) : IPersistentEnvelope
{
    public object Payload { get; } = payload;

    public IActorRef Sender { get; } = sender;

    public int Size => 1;
}
