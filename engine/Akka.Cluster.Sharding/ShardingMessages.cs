using System.Collections.Immutable;
using Akka.Actor;
using Akka.Util;

namespace Akka.Cluster.Sharding;

/// <summary>A message with the entity it is for; every region understands it.</summary>
public sealed record ShardingEnvelope : IWrappedMessage, IClusterShardingSerializable
{
    /// <summary>Creates the envelope.</summary>
    public ShardingEnvelope(string entityId, object message)
    {
        EntityId = entityId;
        Message = message;
    }

    /// <summary>The entity.</summary>
    public string EntityId { get; }

    /// <summary>What the entity gets.</summary>
    public object Message { get; }
}

/// <summary>
/// An entity sends this to its parent when it has nothing to do: it gets the stop message back, and must stop itself
/// upon
/// it. Messages that come meanwhile are kept for its successor.
/// </summary>
public sealed class Passivate : IShardRegionCommand
{
    /// <summary>Creates the command.</summary>
    public Passivate(object stopMessage) => StopMessage = stopMessage;

    /// <summary>What the entity wants to be stopped with.</summary>
    public object StopMessage { get; }
}

/// <summary>Stops all entities of a region, then the region.</summary>
public sealed class GracefulShutdown : IShardRegionCommand
{
    /// <summary>The only instance.</summary>
    public static readonly GracefulShutdown Instance = new();

    private GracefulShutdown()
    {
    }
}

/// <summary>Asks which nodes run regions of this type; the answer is <see cref="CurrentRegions"/>.</summary>
public sealed class GetCurrentRegions : IShardRegionQuery, IClusterShardingSerializable
{
    /// <summary>The only instance.</summary>
    public static readonly GetCurrentRegions Instance = new();

    private GetCurrentRegions()
    {
    }
}

/// <summary>The nodes that run regions of a type.</summary>
public sealed class CurrentRegions : IClusterShardingSerializable, IEquatable<CurrentRegions>
{
    /// <summary>The addresses of the nodes.</summary>
    public readonly IImmutableSet<Address> Regions;

    /// <summary>Creates the reply.</summary>
    public CurrentRegions(IImmutableSet<Address> regions) => Regions = regions;

    /// <inheritdoc/>
    public bool Equals(CurrentRegions? other) => other is not null && Regions.SetEquals(other.Regions);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as CurrentRegions);

    /// <inheritdoc/>
    public override int GetHashCode() => Regions.Aggregate(0, (hash, address) => hash ^ address.GetHashCode());
}

/// <summary>Asks where an entity is; the answer is <see cref="EntityLocation"/>.</summary>
public sealed class GetEntityLocation : IShardRegionQuery
{
    /// <summary>Creates the query.</summary>
    public GetEntityLocation(string entityId, TimeSpan timeout)
    {
        EntityId = entityId;
        Timeout = timeout;
    }

    /// <summary>The entity.</summary>
    public string EntityId { get; }

    /// <summary>How long the answer may take.</summary>
    public TimeSpan Timeout { get; }
}

/// <summary>Where an entity is.</summary>
public sealed class EntityLocation
{
    /// <summary>Creates the reply.</summary>
    public EntityLocation(string entityId, string? shardId, Address? shardRegion, Option<IActorRef> entityRef)
    {
        EntityId = entityId;
        ShardId = shardId;
        ShardRegion = shardRegion;
        EntityRef = entityRef;
    }

    /// <summary>The entity.</summary>
    public string EntityId { get; }

    /// <summary>Its shard; null when the extractor knows none.</summary>
    public string? ShardId { get; }

    /// <summary>The node that owns the shard; null when nobody does.</summary>
    public Address? ShardRegion { get; }

    /// <summary>The entity itself, when it runs.</summary>
    public Option<IActorRef> EntityRef { get; }
}
