using System.Globalization;
using System.Runtime.Serialization;
using Akka.Actor;

namespace Akka.Persistence;

/// <summary>Turns events and snapshots into columns and back, through the system's serializers.</summary>
internal sealed class PayloadCodec(ExtendedActorSystem system, string? defaultSerializer)
{
    /// <summary>Fails with a message that names the payload when no serializer can write it.</summary>
    public Encoded Encode(object payload, PayloadName name)
    {
        try
        {
            var serializer = system.Serialization.FindSerializerFor(payload, defaultSerializer);
            var manifest = Akka.Serialization.Serialization.ManifestFor(serializer, payload);
            var bytes = Akka.Serialization.Serialization.WithTransport(system, () => serializer.ToBinary(payload));
            return new Encoded(serializer.Identifier, manifest, bytes);
        }
        catch (Exception cause)
        {
            throw new SerializationException(
                $"Cannot serialize {name} of type [{payload?.GetType()}]: {cause.Message}", cause);
        }
    }

    /// <summary>Fails with a message that names the payload when it cannot be read.</summary>
    public object Decode(Encoded encoded, PayloadName name)
    {
        try
        {
            return encoded.SerializerId is { } id
                ? system.Serialization.Deserialize(encoded.Payload, id, encoded.Manifest)
                : throw new SerializationException("it was stored without the identifier of a serializer");
        }
        catch (Exception cause)
        {
            throw new SerializationException(
                $"Cannot read {name} (serializer [{encoded.SerializerId}], manifest [{encoded.Manifest}], " +
                $"{encoded.Payload.Length} bytes): {cause.Message}",
                cause);
        }
    }
}

/// <summary>Whose payload it is, for messages; made into a text only when there is something to say.</summary>
internal readonly record struct PayloadName(string Kind, string PersistenceId, long SequenceNr)
{
    public static PayloadName OfEvent(string persistenceId, long sequenceNr) => new("event", persistenceId, sequenceNr);

    public static PayloadName OfSnapshot(SnapshotMetadata metadata) =>
        new("snapshot", metadata.PersistenceId, metadata.SequenceNr);

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"the {Kind} of persistence id [{PersistenceId}] at sequence number [{SequenceNr}]");
}

/// <summary>A payload as it stands in a row.</summary>
internal readonly record struct Encoded(int? SerializerId, string Manifest, byte[] Payload);
