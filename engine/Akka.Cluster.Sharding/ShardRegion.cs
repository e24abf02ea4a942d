using Akka.Actor;
using Akka.Event;

namespace Akka.Cluster.Sharding;

/// <summary>
/// The way to the entities of one type: finds the shard of each message and starts the shards this node owns.
/// </summary>
/// <remarks>
/// States: Waiting (node not up, everything is kept) -> Routing (a shard's messages are kept until its home is known
/// and owned) -> Stopping. One per type and node, at /system/sharding/{type}. Not persisted: homes and owners are asked
/// for again.
/// Messages from one sender to one entity keep their order, since all of them take the same way and wait in one queue.
/// </remarks>
public sealed partial class ShardRegion : ActorBase, IWithTimers
{
    private readonly string _typeName;
    private readonly Func<string, Props> _entityProps;
    private readonly ClusterShardingSettings _settings;
    private readonly IMessageExtractor _extractor;
    private readonly object _handOffStopMessage;
    private readonly IActorRef _coordinator;
    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly ILoggingAdapter _log = Context.GetLogger();

    private readonly Dictionary<string, IActorRef> _shards = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Queue<Kept>> _kept = new(StringComparer.Ordinal);
    private readonly HashSet<string> _handingOff = new(StringComparer.Ordinal);
    private int _keptCount;
    private bool _isUp;
    private bool _isStopping;

    internal ShardRegion(
        string typeName,
        Func<string, Props> entityProps,
        ClusterShardingSettings settings,
        IMessageExtractor extractor,
        object handOffStopMessage,
        IActorRef coordinator)
    {
        _typeName = typeName;
        _entityProps = entityProps;
        _settings = settings;
        _extractor = extractor;
        _handOffStopMessage = handOffStopMessage;
        _coordinator = coordinator;
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override void PreStart()
    {
        var self = Self;
        var shutdown = CoordinatedShutdown.Get(Context.System);
        var patience = shutdown.Timeout(CoordinatedShutdown.PhaseClusterShardingShutdownRegion);
        shutdown.AddTask(CoordinatedShutdown.PhaseClusterShardingShutdownRegion, $"stop-region-{_typeName}", async () =>
        {
            await self.GracefulStop(patience, GracefulShutdown.Instance).ConfigureAwait(false);
            return Done.Instance;
        });
        _cluster.Subscribe(self, ClusterEvent.InitialStateAsEvents, typeof(ClusterEvent.MemberUp));
        Timers.StartPeriodicTimer(nameof(AskAgain), AskAgain.Instance, _settings.TuningParameters.RetryInterval);
    }

    /// <inheritdoc/>
    protected override void PostStop()
    {
        _cluster.Unsubscribe(Self);
        foreach (var shardId in _shards.Keys)
        {
            _ = _cluster.Ownership.ReleaseAsync(ResourceOf(shardId));
        }

        DropKept();
    }

    /// <inheritdoc/>
    protected override bool Receive(object message)
    {
        switch (message)
        {
            case ClusterEvent.MemberUp up:
                OnMemberUp(up.Member);
                break;
            case ShardCoordinator.Home home:
                OnHome(home);
                break;
            case Ownership ownership:
                OnOwnership(ownership);
                break;
            case ShardCoordinator.HandOff handOff:
                OnHandOff(handOff.ShardId);
                break;
            case AskAgain:
                Register();
                AskForHomes();
                break;
            case Terminated dead:
                OnShardStopped(dead.ActorRef);
                break;
            case Status.Failure failure:
                _log.Warning("{0}: could not ask who owns a shard: {1}", _typeName, failure.Cause.Message);
                break;
            case GracefulShutdown:
                OnGracefulShutdown();
                break;
            case IShardRegionQuery query:
                OnQuery(query);
                break;
            default:
                Route(message);
                break;
        }

        return true;
    }

    private void Route(object message)
    {
        var entityId = message switch
        {
            ShardingEnvelope envelope => envelope.EntityId,
            StartEntity start => start.EntityId,
            _ => _extractor.EntityId(message),
        };
        var shardId = string.IsNullOrEmpty(entityId) ? null : _extractor.ShardId(entityId, message);
        if (string.IsNullOrEmpty(entityId) || string.IsNullOrEmpty(shardId))
        {
            _log.Warning(
                "{0}: no entity or shard for message of type [{1}], ignoring it", _typeName, message.GetType());
            Unhandled(message);
            return;
        }

        var content = message switch
        {
            ShardingEnvelope envelope => envelope.Message,
            StartEntity => message,
            _ => _extractor.EntityMessage(message),
        };
        if (content is null)
        {
            Unhandled(message);
        }
        else if (!_isStopping && !_handingOff.Contains(shardId) && _shards.TryGetValue(shardId, out var shard))
        {
            shard.Tell(new Shard.Deliver(entityId, content), Sender);
        }
        else
        {
            Keep(shardId, new Kept(new Shard.Deliver(entityId, content), Sender));
        }
    }

    private void Keep(string shardId, Kept message)
    {
        if (_isStopping || _keptCount >= _settings.TuningParameters.BufferSize)
        {
            _log.Warning("{0}: {1}, dropping message for [{2}]",
                _typeName, _isStopping ? "region is stopping" : "buffer is full", message.Delivery.EntityId);
            Drop(message);
            return;
        }

        if (!_kept.TryGetValue(shardId, out var queue))
        {
            _kept[shardId] = queue = new Queue<Kept>();
            AskForHome(shardId);
        }

        queue.Enqueue(message);
        _keptCount++;
    }

    private void OnMemberUp(Member member)
    {
        if (member.UniqueAddress == _cluster.SelfUniqueAddress)
        {
            _isUp = true;
            Register();
            AskForHomes();
        }
    }

    /// <summary>Also a coordinator that had to begin anew learns in this way what runs where.</summary>
    private void Register()
    {
        if (_isUp && !_isStopping)
        {
            _coordinator.Tell(new ShardCoordinator.Register([.. _shards.Keys]));
        }
    }

    private void AskForHomes()
    {
        foreach (var shardId in _kept.Keys)
        {
            AskForHome(shardId);
        }
    }

    private void AskForHome(string shardId)
    {
        if (_isUp && !_isStopping && !_handingOff.Contains(shardId))
        {
            _coordinator.Tell(new ShardCoordinator.GetHome(shardId));
        }
    }

    private void OnHome(ShardCoordinator.Home home)
    {
        if (home.Region.Equals(Self) && !_isStopping && !_shards.ContainsKey(home.ShardId))
        {
            _cluster.Ownership.ClaimAsync(ResourceOf(home.ShardId)).PipeTo(Self);
        }
    }

    private void OnOwnership(Ownership ownership)
    {
        var shardId = ownership.Resource[ResourceOf(string.Empty).Length..];
        if (ownership.Owner != _cluster.SelfUniqueAddress || _isStopping || _shards.ContainsKey(shardId))
        {
            return;
        }

        var props = Props.Create(() => new Shard(_typeName, shardId, _entityProps, _settings, _handOffStopMessage))
            .WithDispatcher(Context.Props.Dispatcher);
        var shard = Context.Watch(Context.ActorOf(props, Uri.EscapeDataString(shardId)));
        _shards[shardId] = shard;
        if (_kept.Remove(shardId, out var queue))
        {
            _keptCount -= queue.Count;
            foreach (var (delivery, sender) in queue)
            {
                shard.Tell(delivery, sender);
            }
        }
    }

    private void OnShardStopped(IActorRef stopped)
    {
        var shardId = _shards.FirstOrDefault(shard => shard.Value.Equals(stopped)).Key;
        if (shardId is null)
        {
            return;
        }

        _shards.Remove(shardId);
        _handingOff.Remove(shardId);
        _ = _cluster.Ownership.ReleaseAsync(ResourceOf(shardId));
        _coordinator.Tell(new ShardCoordinator.ShardStopped(shardId));
        if (_isStopping && _shards.Count == 0)
        {
            Context.Stop(Self);
        }
        else if (_kept.ContainsKey(shardId))
        {
            AskForHome(shardId);
        }
    }

    /// <summary>The shard goes; what comes for it meanwhile waits until it has a home again.</summary>
    private void OnHandOff(string shardId)
    {
        if (!_shards.TryGetValue(shardId, out var shard))
        {
            _coordinator.Tell(new ShardCoordinator.ShardStopped(shardId));
        }
        else if (_handingOff.Add(shardId))
        {
            shard.Tell(Shard.HandOff.Instance);
        }
    }

    private void OnGracefulShutdown()
    {
        if (_isStopping)
        {
            return;
        }

        _isStopping = true;
        _coordinator.Tell(new ShardCoordinator.RegionLeaves());
        DropKept();
        if (_shards.Count == 0)
        {
            Context.Stop(Self);
            return;
        }

        foreach (var shard in _shards.Values)
        {
            shard.Tell(Shard.HandOff.Instance);
        }
    }

    private void DropKept()
    {
        foreach (var message in _kept.Values.SelectMany(queue => queue))
        {
            Drop(message);
        }

        _kept.Clear();
        _keptCount = 0;
    }

    private void Drop(Kept message) => Context.System.DeadLetters.Tell(
        new DeadLetter(message.Delivery.Content, message.Sender, Self), message.Sender);

    private string ResourceOf(string shardId) => $"shard:{_typeName}/{shardId}";

    private readonly record struct Kept(Shard.Deliver Delivery, IActorRef Sender);

    private sealed class AskAgain : INotInfluenceReceiveTimeout
    {
        public static readonly AskAgain Instance = new();

        private AskAgain()
        {
        }
    }
}
