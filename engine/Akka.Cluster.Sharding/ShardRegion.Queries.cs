using System.Collections.Immutable;
using Akka.Actor;
using Akka.Util;

namespace Akka.Cluster.Sharding;

/// <content>Answers to questions about what the region holds.</content>
public sealed partial class ShardRegion
{
    private void OnQuery(IShardRegionQuery query)
    {
        var timeout = _settings.ShardRegionQueryTimeout;
        switch (query)
        {
            case GetShardRegionState:
                AskShards(timeout).PipeTo(Sender, Self);
                break;
            case GetShardRegionStats:
                CountEntities(timeout).PipeTo(Sender, Self);
                break;
            case GetClusterShardingStats whole:
                CountAll(whole.Timeout).PipeTo(Sender, Self);
                break;
            case GetCurrentRegions:
                Sender.Tell(new CurrentRegions(_isUp ? [_cluster.SelfAddress] : ImmutableHashSet<Address>.Empty));
                break;
            case GetEntityLocation location:
                Locate(location).PipeTo(Sender, Self);
                break;
            default:
                Unhandled(query);
                break;
        }
    }

    private async Task<CurrentShardRegionState> AskShards(TimeSpan timeout)
    {
        var failed = new List<string>();
        var states = new List<ShardState>();
        var questions = _shards
            .Select(shard => (shard.Key, Answer: shard.Value.Ask<ShardState>(Shard.GetState.Instance, timeout)))
            .ToList();
        foreach (var (shardId, answer) in questions)
        {
            try
            {
                states.Add(await answer.ConfigureAwait(false));
            }
            catch (Exception error) when (error is AskTimeoutException or OperationCanceledException)
            {
                failed.Add(shardId);
            }
        }

        return new CurrentShardRegionState(
            states.ToImmutableHashSet(), failed.ToImmutableHashSet(StringComparer.Ordinal));
    }

    private async Task<ShardRegionStats> CountEntities(TimeSpan timeout)
    {
        var state = await AskShards(timeout).ConfigureAwait(false);
        return new ShardRegionStats(
            state.Shards.ToImmutableDictionary(shard => shard.ShardId, shard => shard.EntityIds.Count), state.Failed);
    }

    private async Task<ClusterShardingStats> CountAll(TimeSpan timeout)
    {
        var address = _cluster.SelfAddress;
        var stats = await CountEntities(timeout).ConfigureAwait(false);
        return new ClusterShardingStats(ImmutableDictionary<Address, ShardRegionStats>.Empty.Add(address, stats));
    }

    private async Task<EntityLocation> Locate(GetEntityLocation query)
    {
        var shardId = _extractor.ShardId(query.EntityId);
        if (shardId is null || !_shards.TryGetValue(shardId, out var shard))
        {
            return new EntityLocation(query.EntityId, shardId, null, Option<IActorRef>.None);
        }

        var address = _cluster.SelfAddress;
        var found = await shard
            .Ask<Shard.Entity>(new Shard.GetEntity(query.EntityId), query.Timeout)
            .ConfigureAwait(false);
        return new EntityLocation(query.EntityId, shardId, address, Option<IActorRef>.Create(found.Ref));
    }
}
