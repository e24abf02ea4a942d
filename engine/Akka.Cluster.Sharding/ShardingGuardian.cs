using Akka.Actor;

namespace Akka.Cluster.Sharding;

/// <summary>Parent of all regions and proxies, at /system/sharding.</summary>
internal sealed class ShardingGuardian : UntypedActor
{
    private readonly Action<IActorRef> _onStopped;

    public ShardingGuardian(Action<IActorRef> onStopped) => _onStopped = onStopped;

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case StartChild start:
                var name = Uri.EscapeDataString(start.Name);
                var known = Context.Child(name);
                Sender.Tell(new Started(known.IsNobody() ? Context.Watch(Context.ActorOf(start.Props, name)) : known));
                break;
            case Terminated dead:
                _onStopped(dead.ActorRef);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    internal sealed record StartChild(string Name, Props Props);

    internal sealed record Started(IActorRef Child);
}
