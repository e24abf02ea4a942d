using Akka.Actor;

namespace Akka.Routing;

/// <summary>Handles the management messages of a router; the routed ones do not come here.</summary>
internal class RouterActor : UntypedActor
{
    private const string ControllerName = "routingLogicController";

    private readonly IActorRef? _controller;

    public RouterActor()
    {
        Routed = Context as RoutedActorCell ?? throw new ActorInitializationException(
            $"A router actor can only be used in a routed reference, not in {Context.GetType()}");
        if (Routed.RouterConfig.RoutingLogicController(Routed.Router.RoutingLogic) is { } props)
        {
            // After a restart of the router it is still there.
            var known = Context.Child(ControllerName);
            _controller = known.IsNobody()
                ? Context.ActorOf(props.WithDispatcher(Context.Props.Dispatcher), ControllerName)
                : known;
        }
    }

    protected RoutedActorCell Routed { get; }

    /// <summary>The routees outlive a restart: they are restarted with the router.</summary>
    protected override void PreRestart(Exception reason, object message)
    {
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case GetRoutees:
                Sender.Tell(new Routees(Routed.Router.Routees), Self);
                break;
            case AddRoutee add:
                Routed.AddRoutees([add.Routee]);
                break;
            case RemoveRoutee remove:
                Routed.RemoveRoutees([remove.Routee], stopChildren: true);
                StopWithoutRoutees();
                break;
            case Terminated terminated:
                Routed.RemoveRoutees([new ActorRefRoutee(terminated.ActorRef)], stopChildren: false);
                StopWithoutRoutees();
                break;
            default:
                _controller?.Forward(message);
                break;
        }
    }

    private void StopWithoutRoutees()
    {
        if (Routed.Router.Count == 0 && Routed.RouterConfig.StopRouterWhenAllRouteesRemoved)
        {
            Context.Stop(Self);
        }
    }
}

/// <summary>Adds to that the supervision and the size of a pool.</summary>
internal sealed class RouterPoolActor : RouterActor
{
    private Pool Pool => (Pool)Routed.RouterConfig;

    protected override SupervisorStrategy SupervisorStrategy() => Pool.SupervisorStrategy;

    protected override void OnReceive(object message)
    {
        if (message is AdjustPoolSize { Change: var change })
        {
            if (change > 0)
            {
                Routed.AddNewRoutees(Pool, change);
            }
            else if (change < 0)
            {
                // Also for the least of all numbers, whose opposite does not exist.
                var kept = (int)Math.Max(0L, Routed.Router.Count + (long)change);
                Routed.RemoveRoutees([.. Routed.Router.Routees.Skip(kept)], stopChildren: true);
            }
        }
        else
        {
            base.OnReceive(message);
        }
    }
}
