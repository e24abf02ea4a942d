using Akka.Actor;

namespace Akka.Routing;

/// <summary>One place that a router sends to. This class itself drops what it is sent.</summary>
public class Routee
{
    /// <summary>Stands for no routee; what a logic selects when it has nowhere to send to.</summary>
    public static readonly Routee NoRoutee = new NoRoutee();

    /// <summary>The routee of an actor.</summary>
    public static Routee FromActorRef(IActorRef actorRef) => new ActorRefRoutee(actorRef);

    /// <summary>Sends a message; any thread may call it.</summary>
    public virtual void Send(object message, IActorRef? sender)
    {
    }

    /// <summary>Sends a message and gives the answer; null here, where nobody answers.</summary>
    public virtual Task<object>? Ask(object message, TimeSpan? timeout) => null;
}

/// <summary>A routee that is one actor; the router watches it.</summary>
public class ActorRefRoutee : Routee
{
    /// <summary>Holds the actor.</summary>
    public ActorRefRoutee(IActorRef actor)
    {
        Actor = actor;
    }

    /// <summary>The actor.</summary>
    public IActorRef Actor { get; }

    /// <inheritdoc/>
    public override void Send(object message, IActorRef? sender) => Actor.Tell(message, sender);

    /// <inheritdoc/>
    public override Task<object> Ask(object message, TimeSpan? timeout) => Actor.Ask(message, timeout);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ActorRefRoutee other && Actor.Equals(other.Actor);

    /// <inheritdoc/>
    public override int GetHashCode() => Actor.GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => Actor.ToString()!;
}

/// <summary>A routee that is whatever is found at a path when a message is sent; it is not watched.</summary>
public class ActorSelectionRoutee : Routee
{
    /// <summary>Holds the selection.</summary>
    public ActorSelectionRoutee(ActorSelection actor)
    {
        Selection = actor;
    }

    /// <summary>The selection.</summary>
    public ActorSelection Selection { get; }

    /// <inheritdoc/>
    public override void Send(object message, IActorRef? sender) => Selection.Tell(message, sender);

    /// <inheritdoc/>
    public override Task<object> Ask(object message, TimeSpan? timeout) => Selection.Ask(message, timeout);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ActorSelectionRoutee other && Selection.Equals(other.Selection);

    /// <inheritdoc/>
    public override int GetHashCode() => Selection.GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => Selection.ToString()!;
}

/// <summary>Several routees that are all sent the same message.</summary>
public class SeveralRoutees : Routee
{
    private readonly Routee[] _routees;

    /// <summary>Holds the routees; the array must not change afterwards.</summary>
    public SeveralRoutees(Routee[] routees)
    {
        _routees = routees;
    }

    /// <inheritdoc/>
    public override void Send(object message, IActorRef? sender)
    {
        foreach (var routee in _routees)
        {
            routee.Send(message, sender);
        }
    }
}

/// <summary>The type of <see cref="Routee.NoRoutee"/>.</summary>
internal sealed class NoRoutee : Routee;
