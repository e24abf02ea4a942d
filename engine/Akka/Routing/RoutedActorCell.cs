using Akka.Actor;
using Akka.Dispatch;

namespace Akka.Routing;

/// <summary>
/// The inside of a router. A message is routed by the thread that sends it, without a stop in the router's mailbox,
/// which takes the management messages alone. The routees are replaced as a whole, and only by the router's actor.
/// </summary>
internal sealed class RoutedActorCell : ActorCell
{
    /// <summary>
    /// How long a removed routee goes on: senders that still hold the routees as they were have sent by then.
    /// </summary>
    private static readonly TimeSpan StopDelay = TimeSpan.FromMilliseconds(100);

    private readonly Props _routeeProps;
    private volatile Router _router;

    public RoutedActorCell(
        ActorSystemImpl system,
        IInternalActorRef self,
        Props routerProps,
        MessageDispatcher dispatcher,
        Props routeeProps,
        IInternalActorRef supervisor)
        : base(system, self, routerProps, dispatcher, supervisor)
    {
        _routeeProps = routeeProps;
        RouterConfig = routerProps.RouterConfig;
        var router = RouterConfig.CreateRouter(system);
        _router = router.GetType() == typeof(Router)
            ? new Router(router.RoutingLogic, [.. router.Routees]) { DeadLetters = system.DeadLetters }
            : router;
    }

    public RouterConfig RouterConfig { get; }

    public Router Router => _router;

    public override void SendMessage(IActorRef sender, object message)
    {
        if (RouterConfig.IsManagementMessage(message) || IsTerminated)
        {
            base.SendMessage(sender, message);
        }
        else
        {
            _router.Route(message, sender);
        }
    }

    public override void SendMessage(Envelope message) => SendMessage(message.Sender, message.Message);

    public override void Start()
    {
        // The first routees are there before anybody has the reference, so no message finds the router empty.
        try
        {
            AddFirstRoutees();
        }
        catch
        {
            base.Start();
            Stop();
            throw;
        }

        base.Start();
    }

    public void AddRoutees(IReadOnlyList<Routee> routees)
    {
        foreach (var routee in routees)
        {
            if (routee is ActorRefRoutee { Actor: var actor })
            {
                Watch(actor);
            }
        }

        _router = _router.WithRoutees([.. _router.Routees, .. routees]);
    }

    public void AddNewRoutees(Pool pool, int count) =>
        AddRoutees([.. Enumerable.Range(0, count).Select(_ => pool.NewRoutee(_routeeProps, this))]);

    public void RemoveRoutees(IReadOnlyCollection<Routee> routees, bool stopChildren)
    {
        var removed = routees.ToHashSet();
        _router = _router.WithRoutees([.. _router.Routees.Where(r => !removed.Contains(r))]);
        foreach (var routee in removed)
        {
            if (routee is ActorRefRoutee { Actor: var actor })
            {
                Unwatch(actor);
                if (stopChildren && GetSingleChild(actor.Path.Name).Equals(actor))
                {
                    System.Scheduler.ScheduleTellOnce(StopDelay, actor, PoisonPill.Instance, Self);
                }
            }
        }
    }

    private void AddFirstRoutees()
    {
        switch (RouterConfig)
        {
            case Pool pool:
                AddNewRoutees(pool, pool.GetNrOfInstances(System));
                break;
            case Group group:
                AddRoutees([.. group.GetPaths(System).Select(path => Group.RouteeFor(path, this))]);
                break;
            default:
                break;
        }
    }
}
