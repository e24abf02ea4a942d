using Akka.Actor;

namespace Akka.Persistence;

/// <summary>
/// The one implementation of <see cref="IPersistentRepresentation"/>; immutable, but for the time, which the journal
/// that stores it sets.
/// </summary>
internal sealed record Persistent : IPersistentRepresentation
{
    /// <summary>Creates a representation; what is left out is empty.</summary>
    public Persistent(
        object payload,
        long sequenceNr = 0L,
        string? persistenceId = null,
        string? manifest = null,
        bool isDeleted = false,
        IActorRef? sender = null,
        string? writerGuid = null,
        long timestamp = 0L)
    {
        Payload = payload;
        SequenceNr = sequenceNr;
        PersistenceId = persistenceId ?? Undefined;
        Manifest = manifest ?? Undefined;
        IsDeleted = isDeleted;
        Sender = sender ?? ActorRefs.NoSender;
        WriterGuid = writerGuid ?? Undefined;
        Timestamp = timestamp;
    }

    /// <summary>Stands for a text that is not known.</summary>
    public static string Undefined => string.Empty;

    /// <inheritdoc/>
    public object Payload { get; private init; }

    /// <inheritdoc/>
    public long SequenceNr { get; private init; }

    /// <inheritdoc/>
    public string PersistenceId { get; private init; }

    /// <inheritdoc/>
    public string Manifest { get; private init; }

    /// <inheritdoc/>
    public bool IsDeleted { get; private init; }

    /// <inheritdoc/>
    public IActorRef Sender { get; private init; }

    /// <inheritdoc/>
    public string WriterGuid { get; private init; }

    /// <inheritdoc/>
    public long Timestamp { get; private set; }

    /// <summary>Sets the time without a copy; for the journal, before anybody else can see the stored event.</summary>
    public Persistent Stamp(long timestamp)
    {
        Timestamp = timestamp;
        return this;
    }

    /// <inheritdoc/>
    public IPersistentRepresentation WithPayload(object payload) => this with { Payload = payload };

    /// <inheritdoc/>
    public IPersistentRepresentation WithManifest(string manifest) => this with { Manifest = manifest };

    /// <inheritdoc/>
    public IPersistentRepresentation WithTimestamp(long timestamp) => this with { Timestamp = timestamp };

    /// <inheritdoc/>
    public IPersistentRepresentation Update(
        long sequenceNr, string persistenceId, bool isDeleted, IActorRef sender, string writerGuid) => this with
        {
            SequenceNr = sequenceNr,
            PersistenceId = persistenceId,
            IsDeleted = isDeleted,
            Sender = sender,
            WriterGuid = writerGuid,
        };
}
