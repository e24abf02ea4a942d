using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Akka.Actor;
using Akka.Persistence.Serialization;

namespace Akka.Persistence;

/// <summary>Events of one persistent actor that are stored all together or not at all.</summary>
public sealed class AtomicWrite : IPersistentEnvelope, IMessage
{
    // One event is the usual case and needs no list, unless somebody asks for it.
    private readonly IPersistentRepresentation? _only;
    private readonly IPersistentRepresentation[]? _events;
    private IImmutableList<IPersistentRepresentation>? _list;

    /// <summary>Wraps one event.</summary>
    public AtomicWrite(IPersistentRepresentation @event)
    {
        ArgumentNullException.ThrowIfNull(@event);
        _only = @event;
    }

    /// <summary>Wraps several events, which must belong to one persistence id.</summary>
    public AtomicWrite(IImmutableList<IPersistentRepresentation> payload)
    {
        ArgumentNullException.ThrowIfNull(payload);
        if (payload.Count == 0)
        {
            throw new ArgumentException("Payload of AtomicWrite must not be empty.", nameof(payload));
        }

        _list = payload;
        _events = payload.ToArray();
        foreach (var persistent in _events)
        {
            if (persistent.PersistenceId != PersistenceId)
            {
                throw new ArgumentException(
                    "AtomicWrite must contain messages for the same persistenceId, " +
                    "yet different persistenceIds found: " +
                    string.Join(",", payload.Select(p => p.PersistenceId).Distinct(StringComparer.Ordinal)),
                    nameof(payload));
            }
        }
    }

    /// <summary>Takes over an array of events, at least one, of one persistence id.</summary>
    internal AtomicWrite(IPersistentRepresentation[] events) => _events = events;

    /// <summary>The events: an immutable list of <see cref="IPersistentRepresentation"/>.</summary>
    public object Payload => _list ??= _events is null
        ? ImmutableArray.Create(_only!)
        : ImmutableCollectionsMarshal.AsImmutableArray(_events);

    /// <summary>Always no sender; the events know theirs.</summary>
    public IActorRef Sender => ActorRefs.NoSender;

    /// <summary>How many events.</summary>
    public int Size => _events?.Length ?? 1;

    /// <summary>The persistent actor's id.</summary>
    public string PersistenceId => this[0].PersistenceId;

    /// <summary>The first sequence number.</summary>
    public long LowestSequenceNr => this[0].SequenceNr;

    /// <summary>The last sequence number.</summary>
    public long HighestSequenceNr => this[Size - 1].SequenceNr;

    internal IPersistentRepresentation this[int index] => _events is null ? _only! : _events[index];
}

/// <summary>A deferred message: it takes its turn in the journal's answers and is not stored.</summary>
internal sealed class NonPersistentMessage(object payload, IActorRef sender) : IPersistentEnvelope
{
    public object Payload { get; } = payload;

    public IActorRef Sender { get; } = sender;

    public int Size => 1;
}
