using System.Runtime.Serialization;
using Akka.Actor;

namespace Akka.Persistence;

/// <summary>Turns events and snapshots into columns and back, through the system's serializers.</summary>
internal sealed class PayloadCodec(ExtendedActorSystem system, string? defaultSerializer)
{
    /// <summary>Fails with a message that names <paramref name="what"/> when no serializer can write it.</summary>
    public Encoded Encode(object payload, string what)
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
                $"Cannot serialize {what} of type [{payload?.GetType()}]: {cause.Message}", cause);
        }
    }

    /// <summary>Fails with a message that names <paramref name="what"/> when it cannot be read.</summary>
    public object Decode(Encoded encoded, string what)
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
                $"Cannot read {what} (serializer [{encoded.SerializerId}], manifest [{encoded.Manifest}], " +
                $"{encoded.Payload.Length} bytes): {cause.Message}",
                cause);
        }
    }
}

/// <summary>A payload as it stands in a row.</summary>
internal readonly record struct Encoded(int? SerializerId, string Manifest, byte[] Payload);
