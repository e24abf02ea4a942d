using System.Globalization;

namespace Akka.Cluster.Sharding;

/// <summary>Spreads entities evenly over a fixed number of shards by a stable hash of their id.</summary>
public abstract class HashCodeMessageExtractor : IMessageExtractor
{
    /// <summary>The number of shards; it must be the same everywhere and always.</summary>
    public readonly int MaxNumberOfShards;

    /// <summary>Creates the extractor; ten shards for each planned node is a good number.</summary>
    protected HashCodeMessageExtractor(int maxNumberOfShards)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxNumberOfShards, 1);
        MaxNumberOfShards = maxNumberOfShards;
    }

    /// <summary>An extractor made of functions.</summary>
    public static HashCodeMessageExtractor Create(
        int maxNumberOfShards,
        Func<object, string?> entityIdExtractor,
        Func<object, object?>? messageExtractor = null) =>
        new Simple(maxNumberOfShards, entityIdExtractor, messageExtractor ?? (message => message));

    /// <inheritdoc/>
    public abstract string? EntityId(object message);

    /// <inheritdoc/>
    public virtual object? EntityMessage(object message) => message;

    /// <inheritdoc/>
    public virtual string? ShardId(string entityId, object? messageHint = null) =>
        (Math.Abs((long)StringHash.Of(entityId)) % MaxNumberOfShards).ToString(CultureInfo.InvariantCulture);

    private sealed class Simple(int shards, Func<object, string?> entityId, Func<object, object?> message)
        : HashCodeMessageExtractor(shards)
    {
        public override string? EntityId(object message) => entityId(message);

        public override object? EntityMessage(object source) => message(source);
    }
}
