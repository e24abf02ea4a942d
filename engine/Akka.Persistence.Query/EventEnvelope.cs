namespace Akka.Persistence.Query;

/// <summary>An event as a query gives it, with its place.</summary>
public sealed class EventEnvelope : IEquatable<EventEnvelope>
{
    /// <summary>Creates the envelope.</summary>
    public EventEnvelope(
        Offset offset, string persistenceId, long sequenceNr, object @event, long timestamp, string[] tags)
    {
        Offset = offset;
        PersistenceId = persistenceId;
        SequenceNr = sequenceNr;
        Event = @event;
        Timestamp = timestamp;
        Tags = tags;
    }

    /// <summary>Where a query must start to go on behind this event.</summary>
    public Offset Offset { get; }

    /// <summary>Who persisted it.</summary>
    public string PersistenceId { get; }

    /// <summary>Its number among the events of that id.</summary>
    public long SequenceNr { get; }

    /// <summary>The event.</summary>
    public object Event { get; }

    /// <summary>When it was stored: ticks of 100 ns (UTC).</summary>
    public long Timestamp { get; }

    /// <summary>Its tags.</summary>
    public string[] Tags { get; }

    /// <summary>Compares all but the time and the tags.</summary>
    public bool Equals(EventEnvelope? other) => other is not null && Equals(Offset, other.Offset) &&
        PersistenceId == other.PersistenceId && SequenceNr == other.SequenceNr && Equals(Event, other.Event);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as EventEnvelope);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Offset, PersistenceId, SequenceNr, Event);

    /// <inheritdoc/>
    public override string ToString() =>
        $"EventEnvelope(persistenceId:{PersistenceId}, seqNr:{SequenceNr}, offset:{Offset}, event:{Event})";
}
