using Akka.Actor;
using Akka.Serialization;
using WhaleStack.Messages.Serialization;

namespace WhaleStack.Storage.Journal;

/// <summary>Writes our events and snapshots into the journal as JSON, under their lasting names.</summary>
/// <remarks>Registered in <c>hocon/reference.conf</c>. Its number and the names stand in every row: they never
/// change.</remarks>
public sealed class MessageSerializer : SerializerWithStringManifest
{
    /// <summary>The number beside everything it wrote.</summary>
    public const int FixedIdentifier = 2001;

    /// <summary>Made by the actor system.</summary>
    public MessageSerializer(ExtendedActorSystem system)
        : base(system)
    {
    }

    /// <inheritdoc/>
    public override int Identifier => FixedIdentifier;

    /// <inheritdoc/>
    public override string Manifest(object o)
    {
        ArgumentNullException.ThrowIfNull(o);
        return MessageManifests.NameOf(o.GetType());
    }

    /// <inheritdoc/>
    public override byte[] ToBinary(object obj) => MessageJson.Serialize(obj);

    /// <inheritdoc/>
    /// <exception cref="MessageFormatException">The manifest is unknown, or the bytes are not that message.</exception>
    public override object FromBinary(byte[] bytes, string manifest) => MessageJson.Deserialize(manifest, bytes);
}
