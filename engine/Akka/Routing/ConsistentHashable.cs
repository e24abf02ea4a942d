using Akka.Actor;

namespace Akka.Routing;

/// <summary>A message that says itself by which key it is routed.</summary>
public interface IConsistentHashable
{
    /// <summary>The key: a text, bytes, or anything whose equal values are to meet the same routee.</summary>
    object ConsistentHashKey { get; }
}

/// <summary>Says by which key a message is routed; null when it cannot tell.</summary>
/// <remarks>Called on the threads of those who send.</remarks>
public delegate object? ConsistentHashMapping(object msg);

/// <summary>A message inside an envelope with its key; the routee receives the message alone.</summary>
public sealed class ConsistentHashableEnvelope : RouterEnvelope, IConsistentHashable, IWrappedMessage
{
    /// <summary>Holds its arguments.</summary>
    public ConsistentHashableEnvelope(object message, object hashKey)
        : base(message)
    {
        HashKey = hashKey;
    }

    /// <summary>The key.</summary>
    public object HashKey { get; }

    /// <inheritdoc/>
    public object ConsistentHashKey => HashKey;
}
