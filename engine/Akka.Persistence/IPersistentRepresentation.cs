using Akka.Actor;
using Akka.Persistence.Serialization;

namespace Akka.Persistence;

/// <summary>Something that travels in a write request: an atomic write or a message that only passes by.</summary>
public interface IPersistentEnvelope
{
    /// <summary>The content.</summary>
    object Payload { get; }

    /// <summary>Who sent the command that led to it.</summary>
    IActorRef Sender { get; }

    /// <summary>How many messages it holds.</summary>
    int Size { get; }
}

/// <summary>One event and its place in the journal.</summary>
public interface IPersistentRepresentation : IMessage
{
    /// <summary>The event.</summary>
    object Payload { get; }

    /// <summary>A hint for event adapters; empty when there is none.</summary>
    string Manifest { get; }

    /// <summary>The persistent actor's id.</summary>
    string PersistenceId { get; }

    /// <summary>The place in the actor's journal, from 1.</summary>
    long SequenceNr { get; }

    /// <summary>When it was stored, in ticks (UTC); 0 when not known.</summary>
    long Timestamp { get; }

    /// <summary>The incarnation of the actor that wrote it.</summary>
    string WriterGuid { get; }

    /// <summary>Marked as deleted.</summary>
    bool IsDeleted { get; }

    /// <summary>Who sent the command that led to it.</summary>
    IActorRef Sender { get; }

    /// <summary>A copy with another payload.</summary>
    IPersistentRepresentation WithPayload(object payload);

    /// <summary>A copy with another manifest.</summary>
    IPersistentRepresentation WithManifest(string manifest);

    /// <summary>A copy with another timestamp.</summary>
    IPersistentRepresentation WithTimestamp(long timestamp);

    /// <summary>A copy with another place, writer and sender.</summary>
    IPersistentRepresentation Update(
        long sequenceNr, string persistenceId, bool isDeleted, IActorRef sender, string writerGuid);
}
