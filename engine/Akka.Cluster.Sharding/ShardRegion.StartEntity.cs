namespace Akka.Cluster.Sharding;

/// <content>Starting an entity by itself.</content>
public sealed partial class ShardRegion
{
    /// <summary>Starts the entity without giving it a message; the sender is told when it runs.</summary>
    public sealed class StartEntity : IClusterShardingSerializable, IEquatable<StartEntity>
    {
        /// <summary>The entity.</summary>
        public readonly string EntityId;

        /// <summary>Creates the command.</summary>
        public StartEntity(string entityId) => EntityId = entityId;

        /// <inheritdoc/>
        public bool Equals(StartEntity? other) => other is not null && EntityId == other.EntityId;

        /// <inheritdoc/>
        public override bool Equals(object? obj) => Equals(obj as StartEntity);

        /// <inheritdoc/>
        public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(EntityId);
    }

    /// <summary>The entity runs.</summary>
    internal sealed record StartEntityAck(string EntityId, string ShardId) : IClusterShardingSerializable;
}
