using System.Collections.Immutable;
using Akka.Actor;

namespace Akka.Cluster.Sharding;

/// <summary>What both strategies by number of shards share: who is the emptiest, and when to wait.</summary>
internal abstract class LeastShards : IActorSystemDependentAllocationStrategy
{
    private protected static readonly Task<IImmutableSet<string>> Nothing =
        Task.FromResult<IImmutableSet<string>>(ImmutableHashSet<string>.Empty);

    private Cluster? _cluster;

    public void Start(ActorSystem system) => _cluster = Cluster.Get(system);

    public Task<IActorRef> AllocateShard(
        IActorRef requester,
        string shardId,
        IImmutableDictionary<IActorRef, IImmutableList<string>> currentShardAllocations) =>
        Task.FromResult(EmptiestFirst(currentShardAllocations)[0].Key);

    public abstract Task<IImmutableSet<string>> Rebalance(
        IImmutableDictionary<IActorRef, IImmutableList<string>> currentShardAllocations,
        IImmutableSet<string> rebalanceInProgress);

    /// <summary>
    /// Regions with few shards first, but those on nodes about to go last, and before them those with an old version.
    /// </summary>
    private protected List<KeyValuePair<IActorRef, IImmutableList<string>>> EmptiestFirst(
        IImmutableDictionary<IActorRef, IImmutableList<string>> allocations)
    {
        var members = _cluster?.State.Members.ToDictionary(member => member.Address) ?? [];
        var newest = members.Values.Select(member => member.AppVersion).Max();
        return allocations
            .Select(region => (Region: region, Node: members.GetValueOrDefault(AddressOf(region.Key))))
            .OrderBy(entry => entry.Node?.Status is MemberStatus.Leaving or MemberStatus.Exiting or MemberStatus.Down)
            .ThenBy(entry => entry.Node is not null && !Equals(entry.Node.AppVersion, newest))
            .ThenBy(entry => entry.Region.Value.Count)
            .Select(entry => entry.Region)
            .ToList();
    }

    /// <summary>No moving while versions are mixed or nodes come and go: what moved would soon move again.</summary>
    private protected bool IsGoodTime() =>
        _cluster?.State is not { } state
        || (!state.HasMoreThanOneAppVersion && state.Members.All(member => member.Status != MemberStatus.Joining));

    private Address AddressOf(IActorRef region) =>
        string.IsNullOrEmpty(region.Path.Address.Host) && _cluster is not null
            ? _cluster.SelfAddress
            : region.Path.Address;
}

/// <summary>The newer way: straight to an even spread, so many shards in one round.</summary>
internal sealed class LeastShardsByLimit(int absoluteLimit, double relativeLimit) : LeastShards
{
    public override Task<IImmutableSet<string>> Rebalance(
        IImmutableDictionary<IActorRef, IImmutableList<string>> currentShardAllocations,
        IImmutableSet<string> rebalanceInProgress)
    {
        var shards = currentShardAllocations.Values.Sum(region => region.Count);
        if (rebalanceInProgress.Count > 0 || shards == 0 || !IsGoodTime())
        {
            return Nothing; // One round after the other.
        }

        var regions = EmptiestFirst(currentShardAllocations).ConvertAll(region => region.Value);
        var even = (shards + regions.Count - 1) / regions.Count;
        var moving = regions.SelectMany(region => region.Take(Math.Max(0, region.Count - even))).ToList();
        if (moving.Count == 0)
        {
            // Nobody has too many, but somebody may have too few: as many full regions give one each.
            var missing = regions.Sum(region => Math.Max(0, even - 1 - region.Count));
            moving = regions.Where(region => region.Count == even).Take(missing).Select(region => region[0]).ToList();
        }

        var limit = Math.Max(1, Math.Min((int)(relativeLimit * shards), absoluteLimit));
        return Task.FromResult<IImmutableSet<string>>(moving.Take(limit).ToImmutableHashSet(StringComparer.Ordinal));
    }
}

/// <summary>The older way: from the fullest to the emptiest, when they differ by more than a threshold.</summary>
internal sealed class LeastShardsByThreshold(int threshold, int maxSimultaneousRebalance) : LeastShards
{
    public override Task<IImmutableSet<string>> Rebalance(
        IImmutableDictionary<IActorRef, IImmutableList<string>> currentShardAllocations,
        IImmutableSet<string> rebalanceInProgress)
    {
        var room = maxSimultaneousRebalance - rebalanceInProgress.Count;
        if (room <= 0 || currentShardAllocations.Count == 0 || !IsGoodTime())
        {
            return Nothing;
        }

        var staying = EmptiestFirst(currentShardAllocations)
            .ConvertAll(region => region.Value.Where(shard => !rebalanceInProgress.Contains(shard)).ToList());
        var fullest = staying.MaxBy(region => region.Count)!;
        var difference = fullest.Count - EmptiestFirst(currentShardAllocations)[0].Value.Count;
        if (difference <= threshold)
        {
            return Nothing;
        }

        var count = Math.Min(Math.Min(difference - threshold, threshold), room);
        return Task.FromResult<IImmutableSet<string>>(
            fullest.Order(StringComparer.Ordinal).Take(count).ToImmutableHashSet(StringComparer.Ordinal));
    }
}
