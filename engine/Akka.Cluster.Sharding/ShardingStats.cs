using System.Collections.Immutable;
using Akka.Actor;

namespace Akka.Cluster.Sharding;

/// <summary>
/// Asks a region for its shards and their entities; the answer is <see cref="CurrentShardRegionState"/>.
/// </summary>
public sealed class GetShardRegionState : IShardRegionQuery, IClusterShardingSerializable
{
    /// <summary>The only instance.</summary>
    public static readonly GetShardRegionState Instance = new();

    private GetShardRegionState()
    {
    }
}

/// <summary>The shards of a region, and those that did not answer in time.</summary>
public sealed class CurrentShardRegionState : IClusterShardingSerializable, IEquatable<CurrentShardRegionState>
{
    /// <summary>The shards.</summary>
    public readonly IImmutableSet<ShardState> Shards;

    /// <summary>The shards that did not answer.</summary>
    public readonly IImmutableSet<string> Failed;

    /// <summary>Creates the reply.</summary>
    public CurrentShardRegionState(IImmutableSet<ShardState> shards, IImmutableSet<string> failed)
    {
        Shards = shards;
        Failed = failed;
    }

    /// <inheritdoc/>
    public bool Equals(CurrentShardRegionState? other) =>
        other is not null && Shards.SetEquals(other.Shards) && Failed.SetEquals(other.Failed);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as CurrentShardRegionState);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Shards.Count, Failed.Count);
}

/// <summary>A shard and its entities.</summary>
public sealed class ShardState : IClusterShardingSerializable, IEquatable<ShardState>
{
    /// <summary>The shard.</summary>
    public readonly string ShardId;

    /// <summary>The entities that run in it.</summary>
    public readonly IImmutableSet<string> EntityIds;

    /// <summary>Creates the state.</summary>
    public ShardState(string shardId, IImmutableSet<string> entityIds)
    {
        ShardId = shardId;
        EntityIds = entityIds;
    }

    /// <inheritdoc/>
    public bool Equals(ShardState? other) =>
        other is not null && ShardId == other.ShardId && EntityIds.SetEquals(other.EntityIds);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ShardState);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(ShardId, EntityIds.Count);
}

/// <summary>Asks a region how many entities its shards have; the answer is <see cref="ShardRegionStats"/>.</summary>
public sealed class GetShardRegionStats : IShardRegionQuery, IClusterShardingSerializable
{
    /// <summary>The only instance.</summary>
    public static readonly GetShardRegionStats Instance = new();

    private GetShardRegionStats()
    {
    }
}

/// <summary>The number of entities by shard, and the shards that did not answer in time.</summary>
public sealed class ShardRegionStats : IClusterShardingSerializable, IEquatable<ShardRegionStats>
{
    /// <summary>The number of entities by shard.</summary>
    public readonly IImmutableDictionary<string, int> Stats;

    /// <summary>The shards that did not answer.</summary>
    public readonly IImmutableSet<string> Failed;

    /// <summary>Creates the reply.</summary>
    public ShardRegionStats(IImmutableDictionary<string, int> stats, IImmutableSet<string> failed)
    {
        Stats = stats;
        Failed = failed;
    }

    /// <inheritdoc/>
    public bool Equals(ShardRegionStats? other) =>
        other is not null
        && Failed.SetEquals(other.Failed)
        && Stats.Count == other.Stats.Count
        && !Stats.Except(other.Stats).Any();

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ShardRegionStats);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Stats.Count, Failed.Count);
}

/// <summary>Asks for the numbers of all regions of a type; the answer is <see cref="ClusterShardingStats"/>.</summary>
public sealed class GetClusterShardingStats
    : IShardRegionQuery, IClusterShardingSerializable, IEquatable<GetClusterShardingStats>
{
    /// <summary>How long the answer may take.</summary>
    public readonly TimeSpan Timeout;

    /// <summary>Creates the query.</summary>
    public GetClusterShardingStats(TimeSpan timeout) => Timeout = timeout;

    /// <inheritdoc/>
    public bool Equals(GetClusterShardingStats? other) => other is not null && Timeout == other.Timeout;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as GetClusterShardingStats);

    /// <inheritdoc/>
    public override int GetHashCode() => Timeout.GetHashCode();
}

/// <summary>The numbers of all regions of a type by node.</summary>
public sealed class ClusterShardingStats : IClusterShardingSerializable, IEquatable<ClusterShardingStats>
{
    /// <summary>The numbers by node.</summary>
    public readonly IImmutableDictionary<Address, ShardRegionStats> Regions;

    /// <summary>Creates the reply.</summary>
    public ClusterShardingStats(IImmutableDictionary<Address, ShardRegionStats> regions) => Regions = regions;

    /// <inheritdoc/>
    public bool Equals(ClusterShardingStats? other) =>
        other is not null && Regions.Count == other.Regions.Count && !Regions.Except(other.Regions).Any();

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ClusterShardingStats);

    /// <inheritdoc/>
    public override int GetHashCode() => Regions.Count;
}
