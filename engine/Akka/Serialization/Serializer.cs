using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Util;

namespace Akka.Serialization;

/// <summary>Turns objects into bytes and back. Its number stands beside the bytes, so it must never change.</summary>
public abstract class Serializer
{
    /// <summary>The system the serializer works for.</summary>
    protected readonly ExtendedActorSystem system;

    private readonly Lazy<int> _identifier;

    /// <summary>Creates a serializer for the system.</summary>
    protected Serializer(ExtendedActorSystem system)
    {
        this.system = system;
        _identifier = new Lazy<int>(() => SerializerIdentifierHelper.Of(GetType(), this.system));
    }

    /// <summary>
    /// The number that tells which serializer wrote some bytes; 0 to 40 belong to Akka itself. Unless overridden it
    /// comes
    /// from <c>akka.actor.serialization-identifiers</c>.
    /// </summary>
    public virtual int Identifier => _identifier.Value;

    /// <summary>Whether reading needs the type that was written.</summary>
    public abstract bool IncludeManifest { get; }

    /// <summary>The object as bytes.</summary>
    public abstract byte[] ToBinary(object obj);

    /// <summary>The object as bytes, with references to actors written as seen from the address.</summary>
    public byte[] ToBinaryWithAddress(Address address, object obj) =>
        Serialization.WithTransport(system, address, () => ToBinary(obj));

    /// <summary>The object of the type that the bytes stand for.</summary>
    /// <exception cref="SerializationException">The bytes make no sense.</exception>
    public abstract object FromBinary(byte[] bytes, Type? type);

    /// <summary>The object that the bytes stand for.</summary>
    public T FromBinary<T>(byte[] bytes) => (T)FromBinary(bytes, typeof(T));
}

/// <summary>
/// A serializer that names what it wrote by a short text of its own, so types can be renamed and moved.
/// </summary>
public abstract class SerializerWithStringManifest : Serializer
{
    /// <summary>Creates a serializer for the system.</summary>
    protected SerializerWithStringManifest(ExtendedActorSystem system)
        : base(system)
    {
    }

    /// <inheritdoc/>
    public sealed override bool IncludeManifest => true;

    /// <inheritdoc/>
    public sealed override object FromBinary(byte[] bytes, Type? type) =>
        FromBinary(bytes, type?.TypeQualifiedName() ?? string.Empty);

    /// <summary>The object that the bytes stand for, by the text written beside them.</summary>
    public abstract object FromBinary(byte[] bytes, string manifest);

    /// <summary>The text to write beside the bytes of this object.</summary>
    public abstract string Manifest(object o);
}
