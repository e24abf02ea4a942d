using System.Globalization;
using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Event;

namespace Akka.Routing;

/// <summary>
/// Picks the routee by a key of the message: what the mapping says, else what the message says itself. Messages of the
/// same key meet the same routee as long as it is there.
/// </summary>
/// <remarks>
/// A key that is a text or bytes is used as it is; a number, a date or a <see cref="Guid"/> by its invariant text;
/// anything else by its serializer, and where it has none by its hash code, which holds in this process only.
/// A message without a key is a warning and becomes a dead letter.
/// </remarks>
public sealed class ConsistentHashingRoutingLogic : RoutingLogic
{
    private readonly ActorSystem _system;
    private readonly Address _address;
    private readonly int _virtualNodesFactor;
    private readonly ConsistentHashMapping? _mapping;
    private volatile Ring? _ring;

    /// <summary>Without a mapping, with as many virtual nodes as the system's configuration says.</summary>
    public ConsistentHashingRoutingLogic(ActorSystem system)
        : this(system, 0, null)
    {
    }

    /// <summary>Holds its arguments; a factor of 0 is the one of the system's configuration.</summary>
    public ConsistentHashingRoutingLogic(
        ActorSystem system, int virtualNodesFactor, ConsistentHashMapping? hashMapping)
    {
        ArgumentNullException.ThrowIfNull(system);
        _system = system;
        _address = ((ExtendedActorSystem)system).Provider.DefaultAddress;
        _virtualNodesFactor = virtualNodesFactor == 0 ? system.Settings.DefaultVirtualNodesFactor : virtualNodesFactor;
        _mapping = hashMapping;
    }

    /// <summary>The same with a mapping.</summary>
    public ConsistentHashingRoutingLogic WithHashMapping(ConsistentHashMapping mapping) =>
        new(_system, _virtualNodesFactor, mapping);

    /// <inheritdoc/>
    public override Routee Select(object message, Routee[] routees)
    {
        if (routees is null or { Length: 0 } || message is null)
        {
            return Routee.NoRoutee;
        }

        try
        {
            var key = _mapping?.Invoke(message) ?? (message as IConsistentHashable)?.ConsistentHashKey;
            if (key is not null)
            {
                return RingOf(routees).NodeFor(BytesOf(key)).Routee;
            }

            Warn(null, $"A message of type [{message.GetType().Name}] has no key: no hashMapping gives one, it "
                + $"is no [{nameof(IConsistentHashable)}] and not in a [{nameof(ConsistentHashableEnvelope)}].");
        }
        catch (Exception e)
        {
            // The key comes from code of the messages; it must not fail whoever sends one.
            Warn(e, $"A message of type [{message.GetType().Name}] was not routed: {e.Message}");
        }

        return Routee.NoRoutee;
    }

    // Two threads may both make the ring of new routees; they make the same one.
    private ConsistentHash<Node> RingOf(Routee[] routees)
    {
        if (_ring is not { } ring || !ReferenceEquals(ring.Routees, routees))
        {
            var nodes = routees.Select(routee => new Node(routee, _address));
            _ring = ring = new Ring(routees, ConsistentHash.Create(nodes, _virtualNodesFactor));
        }

        return ring.Hash;
    }

    private byte[] BytesOf(object key) => key switch
    {
        byte[] bytes => bytes,
        string text => global::System.Text.Encoding.UTF8.GetBytes(text),
        IConvertible or Guid or DateTimeOffset or TimeSpan => BytesOf(
            Convert.ToString(key, CultureInfo.InvariantCulture) ?? string.Empty),
        _ => Serialized(key),
    };

    private byte[] Serialized(object key)
    {
        Akka.Serialization.Serializer serializer;
        try
        {
            serializer = _system.Serialization.FindSerializerFor(key);
        }
        catch (SerializationException)
        {
            return BitConverter.GetBytes(key.GetHashCode());
        }

        return serializer.ToBinary(key);
    }

    private void Warn(Exception? cause, string text) =>
        _system.EventStream.Publish(new Warning(cause!, GetType().Name, GetType(), text));

    private sealed record Ring(Routee[] Routees, ConsistentHash<Node> Hash);

    /// <summary>A routee by its full path, so that all processes see the same ring.</summary>
    private sealed class Node(Routee routee, Address address)
    {
        private readonly string _name = routee switch
        {
            ActorRefRoutee { Actor: var actor } => actor.Path.ToStringWithAddress(address),
            ActorSelectionRoutee { Selection: var selection } =>
                selection.Anchor.Path.ToStringWithAddress(address) + selection.PathString,
            _ => routee.ToString()!,
        };

        public Routee Routee { get; } = routee;

        public override string ToString() => _name;
    }
}
