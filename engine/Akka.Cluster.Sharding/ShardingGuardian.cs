using Akka.Actor;

namespace Akka.Cluster.Sharding;

/// <summary>Parent of all coordinators, regions and proxies, at /system/sharding.</summary>
internal sealed class ShardingGuardian : UntypedActor
{
    private readonly Action<IActorRef> _onStopped;

    public ShardingGuardian(Action<IActorRef> onStopped) => _onStopped = onStopped;

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case StartRegion start:
                var coordinator = ChildOr(start.TypeName + "Coordinator", () => start.CoordinatorProps);
                Sender.Tell(new Started(ChildOr(start.TypeName, () => start.RegionProps(coordinator))));
                break;
            case StartProxy start:
                Sender.Tell(new Started(ChildOr(start.Name, () => start.Props)));
                break;
            case Terminated dead:
                _onStopped(dead.ActorRef);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private static IActorRef ChildOr(string name, Func<Props> props)
    {
        var encoded = Uri.EscapeDataString(name);
        var known = Context.Child(encoded);
        return known.IsNobody() ? Context.Watch(Context.ActorOf(props(), encoded)) : known;
    }

    /// <summary>A coordinator that is there already, from a region that was stopped, is kept.</summary>
    internal sealed record StartRegion(string TypeName, Props CoordinatorProps, Func<IActorRef, Props> RegionProps);

    internal sealed record StartProxy(string Name, Props Props);

    internal sealed record Started(IActorRef Child);
}
