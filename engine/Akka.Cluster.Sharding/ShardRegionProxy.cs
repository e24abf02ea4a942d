using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;

namespace Akka.Cluster.Sharding;

/// <summary>
/// Passes messages on to a region without running entities itself; keeps them while no region is known.
/// </summary>
internal sealed class ShardRegionProxy : UntypedActor, IWithTimers
{
    private readonly string _typeName;
    private readonly Func<IActorRef?> _findRegion;
    private readonly TuningParameters _tuning;
    private readonly Queue<(object Message, IActorRef Sender)> _kept = new();
    private readonly ILoggingAdapter _log = Context.GetLogger();

    private IActorRef? _region;

    public ShardRegionProxy(string typeName, Func<IActorRef?> findRegion, TuningParameters tuning)
    {
        _typeName = typeName;
        _findRegion = findRegion;
        _tuning = tuning;
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart() =>
        Timers.StartPeriodicTimer(nameof(FindAgain), FindAgain.Instance, TimeSpan.Zero, _tuning.RetryInterval);

    protected override void PostStop()
    {
        while (_kept.TryDequeue(out var kept))
        {
            Drop(kept.Message, kept.Sender);
        }
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case FindAgain:
                Find();
                break;
            case Terminated dead when dead.ActorRef.Equals(_region):
                _region = null;
                break;
            case GracefulShutdown:
                Context.Stop(Self);
                break;
            case GetShardRegionState:
                Sender.Tell(new CurrentShardRegionState(
                    ImmutableHashSet<ShardState>.Empty, ImmutableHashSet<string>.Empty));
                break;
            case GetShardRegionStats:
                Sender.Tell(new ShardRegionStats(
                    ImmutableDictionary<string, int>.Empty, ImmutableHashSet<string>.Empty));
                break;
            default:
                Find();
                Pass(message);
                break;
        }
    }

    private void Find()
    {
        if (_region is not null || _findRegion() is not { } region)
        {
            return;
        }

        _region = Context.Watch(region);
        while (_kept.TryDequeue(out var kept))
        {
            _region.Tell(kept.Message, kept.Sender);
        }
    }

    private void Pass(object message)
    {
        if (_region is not null)
        {
            _region.Tell(message, Sender);
        }
        else if (_kept.Count < _tuning.BufferSize)
        {
            _kept.Enqueue((message, Sender));
        }
        else
        {
            _log.Warning("{0}: buffer is full, dropping message of type [{1}]", _typeName, message.GetType());
            Drop(message, Sender);
        }
    }

    private void Drop(object message, IActorRef sender) =>
        Context.System.DeadLetters.Tell(new DeadLetter(message, sender, Self), sender);

    private sealed class FindAgain : INotInfluenceReceiveTimeout
    {
        public static readonly FindAgain Instance = new();

        private FindAgain()
        {
        }
    }
}
