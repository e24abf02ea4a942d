namespace Akka.Cluster.Sharding;

/// <summary>Says to which entity a message goes, and in which shard that entity lives.</summary>
public interface IMessageExtractor
{
    /// <summary>The entity the message is for; null when it is for none.</summary>
    string? EntityId(object message);

    /// <summary>What the entity gets: the message itself, or what is inside an envelope.</summary>
    object? EntityMessage(object message);

    /// <summary>The shard of the entity; always the same for the same entity.</summary>
    string? ShardId(string entityId, object? messageHint = null);
}

/// <summary>Asks something of a region.</summary>
public interface IShardRegionQuery
{
}

/// <summary>Tells a region to do something.</summary>
public interface IShardRegionCommand
{
}

/// <summary>A message of sharding itself that may travel between nodes.</summary>
public interface IClusterShardingSerializable
{
}
