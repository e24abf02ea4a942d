using Akka.Actor;

namespace Akka.Serialization;

/// <summary>Passes byte arrays through.</summary>
public class ByteArraySerializer : Serializer
{
    /// <summary>Creates the serializer for the system.</summary>
    public ByteArraySerializer(ExtendedActorSystem system)
        : base(system)
    {
    }

    /// <inheritdoc/>
    public override bool IncludeManifest => false;

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">The object is not a byte array.</exception>
    public override byte[] ToBinary(object? obj) => obj switch
    {
        null => null!,
        byte[] bytes => bytes,
        _ => throw new NotSupportedException("The object to convert is not a byte array."),
    };

    /// <inheritdoc/>
    public override object FromBinary(byte[] bytes, Type? type) => bytes;
}
