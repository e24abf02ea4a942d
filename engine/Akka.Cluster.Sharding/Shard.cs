using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;

namespace Akka.Cluster.Sharding;

/// <summary>
/// Owns the entities of one shard: starts them with their first message, passivates them, keeps what comes meanwhile.
/// </summary>
/// <remarks>
/// An entity is Running -> Passivating (told to stop; messages wait) -> gone, or Running again if messages waited;
/// a remembered one that stops by itself is Away for a while, then Running again.
/// Child of the region, one per shard. Not persisted: entities start with their next message.
/// </remarks>
internal sealed class Shard : UntypedActor, IWithTimers
{
    /// <summary>
    /// A message in the middle of an interval counts for the whole: after three ticks two full intervals are over.
    /// </summary>
    private const int IdleTicks = 3;

    private readonly string _typeName;
    private readonly string _shardId;
    private readonly Func<string, Props> _entityProps;
    private readonly ClusterShardingSettings _settings;
    private readonly object _handOffStopMessage;
    private readonly ILoggingAdapter _log = Context.GetLogger();

    private readonly Dictionary<string, EntityState> _entities = new(StringComparer.Ordinal);
    private readonly Dictionary<IActorRef, EntityState> _byRef = [];
    private int _waitingCount;
    private long _tick;
    private bool _isHandingOff;

    public Shard(
        string typeName,
        string shardId,
        Func<string, Props> entityProps,
        ClusterShardingSettings settings,
        object handOffStopMessage)
    {
        _typeName = typeName;
        _shardId = shardId;
        _entityProps = entityProps;
        _settings = settings;
        _handOffStopMessage = handOffStopMessage;
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart()
    {
        if (_settings.PassivatesIdle)
        {
            Timers.StartPeriodicTimer(nameof(Tick), Tick.Instance, _settings.PassivateIdleEntityAfter / 2);
        }
    }

    protected override void PostStop()
    {
        foreach (var entity in _entities.Values)
        {
            DropWaiting(entity);
        }
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Deliver delivery:
                OnDeliver(delivery);
                break;
            case Passivate passivate:
                OnPassivate(passivate);
                break;
            case Terminated dead:
                OnEntityStopped(dead.ActorRef);
                break;
            case Tick:
                OnTick();
                break;
            case ComeBack back:
                OnComeBack(back.EntityId);
                break;
            case HandOff:
                OnHandOff();
                break;
            case HandOffTookTooLong:
                _log.Warning("{0}: entities of shard [{1}] did not stop within {2}",
                    _typeName, _shardId, _settings.TuningParameters.HandOffTimeout);
                Context.Stop(Self);
                break;
            case GetState:
                Sender.Tell(new ShardState(_shardId, _byRef.Values.Select(entity => entity.Id).ToImmutableHashSet()));
                break;
            case GetEntity query:
                Sender.Tell(new Entity(_entities.GetValueOrDefault(query.EntityId)?.Ref));
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void OnDeliver(Deliver delivery)
    {
        if (_isHandingOff)
        {
            Drop(delivery.Content, Sender);
            return;
        }

        if (!_entities.TryGetValue(delivery.EntityId, out var entity))
        {
            _entities[delivery.EntityId] = entity = new EntityState(delivery.EntityId);
            Start(entity);
        }

        entity.LastTick = _tick;
        if (delivery.Content is ShardRegion.StartEntity)
        {
            Sender.Tell(new ShardRegion.StartEntityAck(delivery.EntityId, _shardId));
            return;
        }

        if (entity is { Ref: { } running, IsPassivating: false })
        {
            running.Tell(delivery.Content, Sender);
        }
        else
        {
            Wait(entity, delivery.Content);
        }
    }

    private void Wait(EntityState entity, object message)
    {
        if (_waitingCount >= _settings.TuningParameters.BufferSize)
        {
            _log.Warning("{0}: buffer is full, dropping message for entity [{1}]", _typeName, entity.Id);
            Drop(message, Sender);
            return;
        }

        entity.Waiting.Enqueue((message, Sender));
        _waitingCount++;
    }

    private void Start(EntityState entity)
    {
        entity.IsPassivating = false;
        entity.LastTick = _tick;
        entity.Ref = Context.Watch(Context.ActorOf(_entityProps(entity.Id), Uri.EscapeDataString(entity.Id)));
        _byRef[entity.Ref] = entity;
        _waitingCount -= entity.Waiting.Count;
        while (entity.Waiting.TryDequeue(out var waiting))
        {
            entity.Ref.Tell(waiting.Message, waiting.Sender);
        }
    }

    private void OnPassivate(Passivate passivate)
    {
        if (_byRef.TryGetValue(Sender, out var entity))
        {
            StopEntity(entity, passivate.StopMessage);
        }
        else
        {
            _log.Debug("{0}: unknown entity {1} passivates, ignoring it", _typeName, Sender);
        }
    }

    private static void StopEntity(EntityState entity, object stopMessage)
    {
        if (!entity.IsPassivating)
        {
            entity.IsPassivating = true;
            entity.Ref!.Tell(stopMessage);
        }
    }

    private void OnEntityStopped(IActorRef stopped)
    {
        if (!_byRef.Remove(stopped, out var entity))
        {
            return;
        }

        entity.Ref = null;
        if (_isHandingOff)
        {
            Forget(entity);
            StopWhenEmpty();
        }
        else if (entity.IsPassivating && entity.Waiting.Count > 0)
        {
            Start(entity);
        }
        else if (_settings.RememberEntities && !entity.IsPassivating)
        {
            var backoff = _settings.TuningParameters.EntityRestartBackoff;
            Timers.StartSingleTimer(entity.Id, new ComeBack(entity.Id), backoff);
        }
        else
        {
            Forget(entity);
        }
    }

    private void OnComeBack(string entityId)
    {
        if (_entities.TryGetValue(entityId, out var entity) && entity.Ref is null)
        {
            Start(entity);
        }
    }

    private void OnTick()
    {
        _tick++;
        foreach (var entity in _byRef.Values)
        {
            if (_tick - entity.LastTick >= IdleTicks)
            {
                StopEntity(entity, _handOffStopMessage);
            }
        }
    }

    private void OnHandOff()
    {
        if (_isHandingOff)
        {
            return;
        }

        _isHandingOff = true;
        Timers.CancelAll();
        var patience = _settings.TuningParameters.HandOffTimeout;
        Timers.StartSingleTimer(nameof(HandOffTookTooLong), HandOffTookTooLong.Instance, patience);
        foreach (var entity in _entities.Values.ToList())
        {
            DropWaiting(entity);
            if (entity.Ref is null)
            {
                Forget(entity);
            }
            else
            {
                StopEntity(entity, _handOffStopMessage);
            }
        }

        StopWhenEmpty();
    }

    private void StopWhenEmpty()
    {
        if (_entities.Count == 0)
        {
            Context.Stop(Self);
        }
    }

    private void Forget(EntityState entity)
    {
        DropWaiting(entity);
        _entities.Remove(entity.Id);
    }

    private void DropWaiting(EntityState entity)
    {
        _waitingCount -= entity.Waiting.Count;
        while (entity.Waiting.TryDequeue(out var waiting))
        {
            Drop(waiting.Message, waiting.Sender);
        }
    }

    private void Drop(object message, IActorRef sender) =>
        Context.System.DeadLetters.Tell(new DeadLetter(message, sender, Self), sender);

    internal sealed record Deliver(string EntityId, object Content);

    internal sealed record GetEntity(string EntityId);

    internal sealed record Entity(IActorRef? Ref);

    internal sealed class GetState
    {
        public static readonly GetState Instance = new();

        private GetState()
        {
        }
    }

    internal sealed class HandOff
    {
        public static readonly HandOff Instance = new();

        private HandOff()
        {
        }
    }

    private sealed class EntityState(string id)
    {
        public string Id { get; } = id;

        public Queue<(object Message, IActorRef Sender)> Waiting { get; } = new();

        public IActorRef? Ref { get; set; }

        public bool IsPassivating { get; set; }

        public long LastTick { get; set; }
    }

    private sealed record ComeBack(string EntityId);

    private sealed class HandOffTookTooLong
    {
        public static readonly HandOffTookTooLong Instance = new();

        private HandOffTookTooLong()
        {
        }
    }

    private sealed class Tick : INotInfluenceReceiveTimeout
    {
        public static readonly Tick Instance = new();

        private Tick()
        {
        }
    }
}
