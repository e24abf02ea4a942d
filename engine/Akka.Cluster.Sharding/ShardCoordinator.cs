using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;

namespace Akka.Cluster.Sharding;

/// <summary>
/// Knows in which region each shard of one type has its home; asks the allocation strategy where new shards go and
/// which ones should move.
/// </summary>
/// <remarks>
/// A shard is Unknown -> Allocating (the strategy thinks) -> Home -> Moving (its region stops it) -> Unknown. One per
/// type and node, at /system/sharding/{type}Coordinator. Says only where a shard should be: that no two nodes ever run
/// it is the part of <see cref="IOwnership"/>. Not persisted: regions tell a new coordinator what they run.
/// </remarks>
internal sealed class ShardCoordinator : UntypedActor, IWithTimers
{
    private readonly string _typeName;
    private readonly TuningParameters _tuning;
    private readonly IShardAllocationStrategy _strategy;
    private readonly ILoggingAdapter _log = Context.GetLogger();

    private readonly Dictionary<IActorRef, List<string>> _regions = [];
    private readonly Dictionary<string, IActorRef> _homes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<IActorRef>> _allocating = new(StringComparer.Ordinal);
    private readonly HashSet<string> _moving = new(StringComparer.Ordinal);
    private readonly HashSet<IActorRef> _leaving = [];

    public ShardCoordinator(string typeName, TuningParameters tuning, IShardAllocationStrategy strategy)
    {
        _typeName = typeName;
        _tuning = tuning;
        _strategy = strategy;
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart() =>
        Timers.StartPeriodicTimer(nameof(Rebalance), Rebalance.Instance, _tuning.RebalanceInterval);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case GetHome question:
                OnGetHome(question.ShardId);
                break;
            case Allocated answer:
                OnAllocated(answer);
                break;
            case Rebalance:
                AskForRebalance();
                break;
            case RebalanceThese answer:
                OnRebalance(answer.Shards);
                break;
            case ShardStopped stopped:
                OnShardStopped(stopped.ShardId);
                break;
            case RegionLeaves:
                _leaving.Add(Sender);
                break;
            case Register registration:
                OnRegister(registration.Shards);
                break;
            case Terminated dead:
                OnRegionStopped(dead.ActorRef);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void OnRegister(IEnumerable<string> running)
    {
        if (!_regions.TryGetValue(Sender, out var shards))
        {
            _regions[Sender] = shards = [];
            Context.Watch(Sender);
        }

        shards.AddRange(running.Where(shardId => _homes.TryAdd(shardId, Sender)));
    }

    private void OnGetHome(string shardId)
    {
        if (_homes.TryGetValue(shardId, out var home))
        {
            if (!_moving.Contains(shardId))
            {
                Sender.Tell(new Home(shardId, home));
            }
        }
        else if (_allocating.TryGetValue(shardId, out var waiting))
        {
            waiting.Add(Sender);
        }
        else if (Allocations() is { Count: > 0 } allocations)
        {
            _allocating[shardId] = [Sender];
            Ask(() => _strategy.AllocateShard(Sender, shardId, allocations))
                .PipeTo(
                    Self,
                    Self,
                    region => new Allocated(shardId, region, null),
                    failure => new Allocated(shardId, null, failure));
        }
    }

    private void OnAllocated(Allocated answer)
    {
        _allocating.Remove(answer.ShardId, out var waiting);
        if (answer.Region is null || !_regions.TryGetValue(answer.Region, out var shards))
        {
            // The region asks again after a while.
            _log.Error(answer.Failure, "{0}: shard [{1}] was allocated to no region, but to [{2}]",
                _typeName, answer.ShardId, answer.Region);
            return;
        }

        shards.Add(answer.ShardId);
        _homes[answer.ShardId] = answer.Region;
        foreach (var asker in waiting ?? [])
        {
            asker.Tell(new Home(answer.ShardId, answer.Region));
        }
    }

    private void AskForRebalance()
    {
        if (Allocations() is { Count: > 0 } allocations)
        {
            Ask(() => _strategy.Rebalance(allocations, _moving.ToImmutableHashSet(StringComparer.Ordinal)))
                .PipeTo(Self, Self, shards => new RebalanceThese(shards), OnFailure);
        }

        RebalanceThese OnFailure(Exception failure)
        {
            _log.Error(failure, "{0}: the allocation strategy could not say what to move", _typeName);
            return new RebalanceThese(ImmutableHashSet<string>.Empty);
        }
    }

    private void OnRebalance(IImmutableSet<string> shards)
    {
        foreach (var shardId in shards)
        {
            if (_homes.TryGetValue(shardId, out var home) && _moving.Add(shardId))
            {
                _log.Debug("{0}: shard [{1}] leaves [{2}]", _typeName, shardId, home);
                home.Tell(new HandOff(shardId));
            }
        }
    }

    private void OnShardStopped(string shardId)
    {
        if (_homes.TryGetValue(shardId, out var home) && home.Equals(Sender))
        {
            Forget(shardId);
        }
    }

    private void Forget(string shardId)
    {
        _moving.Remove(shardId);
        if (_homes.Remove(shardId, out var home))
        {
            _regions[home].Remove(shardId);
        }
    }

    private void OnRegionStopped(IActorRef region)
    {
        _leaving.Remove(region);
        if (_regions.TryGetValue(region, out var shards))
        {
            shards.ToList().ForEach(Forget);
            _regions.Remove(region);
        }
    }

    private ImmutableDictionary<IActorRef, IImmutableList<string>> Allocations() => _regions
        .Where(region => !_leaving.Contains(region.Key))
        .ToImmutableDictionary(region => region.Key, region => (IImmutableList<string>)region.Value.ToImmutableList());

    /// <summary>A strategy may throw instead of returning a task that fails.</summary>
    private static async Task<T> Ask<T>(Func<Task<T>> question) => await question().ConfigureAwait(false);

    /// <summary>From a region that can run shards, again and again, with those it runs.</summary>
    internal sealed record Register(IReadOnlyCollection<string> Shards);

    internal sealed record GetHome(string ShardId);

    internal sealed record Home(string ShardId, IActorRef Region);

    /// <summary>To a region: stop the shard, then say that it stopped.</summary>
    internal sealed record HandOff(string ShardId);

    internal sealed record ShardStopped(string ShardId);

    /// <summary>From a region that takes no more shards.</summary>
    internal sealed record RegionLeaves;

    private sealed record Allocated(string ShardId, IActorRef? Region, Exception? Failure);

    private sealed record RebalanceThese(IImmutableSet<string> Shards);

    private sealed class Rebalance
    {
        public static readonly Rebalance Instance = new();

        private Rebalance()
        {
        }
    }
}
