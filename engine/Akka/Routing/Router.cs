using Akka.Actor;

namespace Akka.Routing;

/// <summary>
/// A logic and the routees it picks from. It does not change, so any thread may route; an actor may use one of its own.
/// </summary>
public class Router
{
    private readonly Routee[] _routees;

    /// <summary>Makes a router.</summary>
    public Router(RoutingLogic logic, params Routee[] routees)
    {
        RoutingLogic = logic;
        _routees = routees ?? [];
    }

    /// <summary>The routees.</summary>
    public IEnumerable<Routee> Routees => _routees;

    /// <summary>Picks the routee of a message.</summary>
    public RoutingLogic RoutingLogic { get; }

    internal int Count => _routees.Length;

    /// <summary>Where a message goes that has no routee and no sender to tell by; null drops it.</summary>
    internal IActorRef? DeadLetters { get; init; }

    /// <summary>
    /// Sends a message to the routee that the logic picks, or to all when it is a <see cref="Broadcast"/>. Without a
    /// routee it becomes a dead letter.
    /// </summary>
    public virtual void Route(object message, IActorRef? sender)
    {
        var routee = message is Broadcast
            ? _routees.Length == 0 ? Routee.NoRoutee : new SeveralRoutees(_routees)
            : RoutingLogic.Select(message, _routees) ?? Routee.NoRoutee;
        Send(routee, message, sender);
    }

    /// <summary>A router with other routees.</summary>
    public virtual Router WithRoutees(params Routee[] routees) =>
        new(RoutingLogic, routees) { DeadLetters = DeadLetters };

    /// <summary>A router with one routee more.</summary>
    public virtual Router AddRoutee(Routee routee) => WithRoutees([.. _routees, routee]);

    /// <summary>A router with one routee more.</summary>
    public Router AddRoutee(IActorRef routee) => AddRoutee(new ActorRefRoutee(routee));

    /// <summary>A router with one routee more.</summary>
    public Router AddRoutee(ActorSelection routee) => AddRoutee(new ActorSelectionRoutee(routee));

    /// <summary>A router without a routee.</summary>
    public virtual Router RemoveRoutee(Routee routee) => WithRoutees([.. _routees.Where(r => !r.Equals(routee))]);

    /// <summary>A router without a routee.</summary>
    public Router RemoveRoutee(IActorRef routee) => RemoveRoutee(new ActorRefRoutee(routee));

    /// <summary>A router without a routee.</summary>
    public Router RemoveRoutee(ActorSelection routee) => RemoveRoutee(new ActorSelectionRoutee(routee));

    /// <summary>Sends a message to a routee.</summary>
    protected virtual void Send(Routee routee, object message, IActorRef? sender)
    {
        if (ReferenceEquals(routee, Routee.NoRoutee))
        {
            var deadLetters = DeadLetters ?? (sender as IInternalActorRef)?.Provider.DeadLetters;
            deadLetters?.Tell(UnWrap(message), sender);
        }
        else
        {
            routee.Send(UnWrap(message), sender);
        }
    }

    /// <summary>What the routees receive of a message.</summary>
    protected object UnWrap(object message) => message is RouterEnvelope envelope ? envelope.Message : message;
}
