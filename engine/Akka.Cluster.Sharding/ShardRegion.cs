using Akka.Actor;
using Akka.Event;

namespace Akka.Cluster.Sharding;

/// <summary>
/// The way to the entities of one type: finds the shard of each message and starts the shards this node owns.
/// </summary>
/// <remarks>
/// States: Waiting (node not up, everything is kept) -> Routing (a shard's messages are kept until its owner is known)
/// -> Stopping. One per type and node, at /system/sharding/{type}. Not persisted: ownership is asked for again.
/// Messages from one sender to one entity keep their order, since all of them take the same way and wait in one queue.
/// </remarks>
public sealed partial class ShardRegion : UntypedActor, IWithTimers
{
    private readonly string _typeName;
    private readonly Func<string, Props> _entityProps;
    private readonly ClusterShardingSettings _settings;
    private readonly IMessageExtractor _extractor;
    private readonly object _handOffStopMessage;
    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly ILoggingAdapter _log = Context.GetLogger();

    private readonly Dictionary<string, IActorRef> _shards = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Queue<Kept>> _kept = new(StringComparer.Ordinal);
    private int _keptCount;
    private bool _isUp;
    private bool _isStopping;

    internal ShardRegion(
        string typeName,
        Func<string, Props> entityProps,
        ClusterShardingSettings settings,
        IMessageExtractor extractor,
        object handOffStopMessage)
    {
        _typeName = typeName;
        _entityProps = entityProps;
        _settings = settings;
        _extractor = extractor;
        _handOffStopMessage = handOffStopMessage;
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
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case ClusterEvent.MemberUp up:
                OnMemberUp(up.Member);
                break;
            case Ownership ownership:
                OnOwnership(ownership);
                break;
            case AskAgain:
                AskForOwners();
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
            case HandOffTookTooLong:
                _log.Warning(
                    "{0}: entities did not stop within {1}", _typeName, _settings.TuningParameters.HandOffTimeout);
                Context.Stop(Self);
                break;
            case IShardRegionQuery query:
                OnQuery(query);
                break;
            default:
                Route(message);
                break;
        }
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
        else if (!_isStopping && _shards.TryGetValue(shardId, out var shard))
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
            AskForOwner(shardId);
        }

        queue.Enqueue(message);
        _keptCount++;
    }

    private void OnMemberUp(Member member)
    {
        if (member.UniqueAddress == _cluster.SelfUniqueAddress)
        {
            _isUp = true;
            AskForOwners();
        }
    }

    private void AskForOwners()
    {
        foreach (var shardId in _kept.Keys)
        {
            AskForOwner(shardId);
        }
    }

    private void AskForOwner(string shardId)
    {
        if (_isUp && !_isStopping)
        {
            _cluster.Ownership.ClaimAsync(ResourceOf(shardId)).PipeTo(Self);
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
        _ = _cluster.Ownership.ReleaseAsync(ResourceOf(shardId));
        if (_isStopping && _shards.Count == 0)
        {
            Context.Stop(Self);
        }
    }

    private void OnGracefulShutdown()
    {
        if (_isStopping)
        {
            return;
        }

        _isStopping = true;
        DropKept();
        if (_shards.Count == 0)
        {
            Context.Stop(Self);
            return;
        }

        var patience = _settings.TuningParameters.HandOffTimeout;
        Timers.StartSingleTimer(nameof(HandOffTookTooLong), HandOffTookTooLong.Instance, patience);
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

    /// <summary>Starts the entity without giving it a message.</summary>
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

    private sealed class AskAgain : INotInfluenceReceiveTimeout
    {
        public static readonly AskAgain Instance = new();

        private AskAgain()
        {
        }
    }

    private sealed class HandOffTookTooLong
    {
        public static readonly HandOffTookTooLong Instance = new();

        private HandOffTookTooLong()
        {
        }
    }
}
