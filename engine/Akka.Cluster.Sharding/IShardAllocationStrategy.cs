using System.Collections.Immutable;
using Akka.Actor;

namespace Akka.Cluster.Sharding;

/// <summary>Decides which region runs a shard, and which shards should move.</summary>
/// <remarks>
/// Asked by the coordinator of a type, for one shard once at a time; the tasks may end on any thread. A task that fails
/// is logged, and the question asked again later.
/// </remarks>
public interface IShardAllocationStrategy : INoSerializationVerificationNeeded
{
    /// <summary>Where a shard goes that runs nowhere.</summary>
    /// <param name="requester">The region that has the first message for it.</param>
    /// <param name="shardId">The shard.</param>
    /// <param name="currentShardAllocations">All regions that can run shards, with those they run.</param>
    /// <returns>One of these regions.</returns>
    Task<IActorRef> AllocateShard(
        IActorRef requester,
        string shardId,
        IImmutableDictionary<IActorRef, IImmutableList<string>> currentShardAllocations);

    /// <summary>Which shards stop where they are, to go elsewhere with their next message.</summary>
    /// <param name="currentShardAllocations">All regions that can run shards, with those they run.</param>
    /// <param name="rebalanceInProgress">The shards that are moving already.</param>
    Task<IImmutableSet<string>> Rebalance(
        IImmutableDictionary<IActorRef, IImmutableList<string>> currentShardAllocations,
        IImmutableSet<string> rebalanceInProgress);
}

/// <summary>A strategy that wants to be started, once, before it is asked.</summary>
public interface IStartableAllocationStrategy : IShardAllocationStrategy
{
    /// <summary>Called before the first question.</summary>
    void Start();
}

/// <summary>A strategy that needs the actor system.</summary>
public interface IActorSystemDependentAllocationStrategy : IShardAllocationStrategy
{
    /// <summary>Called before the first question.</summary>
    void Start(ActorSystem system);
}

/// <summary>The strategies that are there.</summary>
public static class ShardAllocationStrategy
{
    /// <summary>
    /// A shard goes to the region with the fewest; each round moves what an even spread needs, within limits.
    /// </summary>
    /// <param name="absoluteLimit">How many shards move in one round.</param>
    /// <param name="relativeLimit">Which share of all shards moves in one round: 0 to 1; at least one moves.</param>
    public static IShardAllocationStrategy LeastShardAllocationStrategy(int absoluteLimit, double relativeLimit) =>
        new LeastShardsByLimit(absoluteLimit, relativeLimit);
}
