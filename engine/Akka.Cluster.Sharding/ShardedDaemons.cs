using System.Globalization;
using Akka.Actor;

namespace Akka.Cluster.Sharding;

/// <summary>Every daemon has a shard of its own, so that they spread evenly.</summary>
internal sealed class DaemonExtractor : IMessageExtractor
{
    public static readonly DaemonExtractor Instance = new();

    private DaemonExtractor()
    {
    }

    public string? EntityId(object message) => (message as ShardingEnvelope)?.EntityId;

    public object? EntityMessage(object message) => (message as ShardingEnvelope)?.Message;

    public string? ShardId(string entityId, object? messageHint = null) => entityId;
}

/// <summary>Asks every daemon to run, at once and then again and again: those that run are not disturbed.</summary>
internal sealed class DaemonKeepAlive : UntypedActor, IWithTimers
{
    private readonly IActorRef _region;
    private readonly int _count;
    private readonly TimeSpan _interval;

    public DaemonKeepAlive(IActorRef region, int count, TimeSpan interval)
    {
        _region = region;
        _count = count;
        _interval = interval;
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart()
    {
        Context.Watch(_region);
        Timers.StartPeriodicTimer(nameof(Ask), Ask.Instance, TimeSpan.Zero, _interval);
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Ask:
                for (var i = 0; i < _count; i++)
                {
                    _region.Tell(new ShardRegion.StartEntity(i.ToString(CultureInfo.InvariantCulture)));
                }

                break;
            case Terminated:
                Context.Stop(Self);
                break;
            case ShardRegion.StartEntityAck:
                break; // It runs.
            default:
                Unhandled(message);
                break;
        }
    }

    private sealed class Ask
    {
        public static readonly Ask Instance = new();

        private Ask()
        {
        }
    }
}

/// <summary>Passes messages on to one daemon after the other.</summary>
internal sealed class DaemonRouter : UntypedActor
{
    private readonly IActorRef _region;
    private readonly string[] _ids;
    private int _next;

    public DaemonRouter(IActorRef region, int count)
    {
        _region = region;
        _ids = [.. Enumerable.Range(0, count).Select(i => i.ToString(CultureInfo.InvariantCulture))];
    }

    protected override void OnReceive(object message)
    {
        _region.Forward(new ShardingEnvelope(_ids[_next], message));
        _next = (_next + 1) % _ids.Length;
    }
}
