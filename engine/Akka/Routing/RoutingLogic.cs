using Akka.Actor;

namespace Akka.Routing;

/// <summary>
/// Picks the routee of a message. It is called on the thread of whoever sends, so by many threads at once.
/// </summary>
public abstract class RoutingLogic : INoSerializationVerificationNeeded
{
    /// <summary>The routee for the message; <see cref="Routee.NoRoutee"/> when there is none.</summary>
    public abstract Routee Select(object message, Routee[] routees);
}

/// <summary>Picks one routee after the other. With several senders at once the turns are a best effort.</summary>
public sealed class RoundRobinRoutingLogic : RoutingLogic
{
    private int _next;

    /// <summary>Begins with the first routee.</summary>
    public RoundRobinRoutingLogic()
        : this(-1)
    {
    }

    /// <summary>Begins with the routee after the given index.</summary>
    public RoundRobinRoutingLogic(int next)
    {
        _next = next;
    }

    /// <inheritdoc/>
    public override Routee Select(object message, Routee[] routees)
    {
        if (routees is null or { Length: 0 })
        {
            return Routee.NoRoutee;
        }

        // Read as unsigned: the count runs over its end into a valid index, not into a negative one.
        return routees[(int)((uint)Interlocked.Increment(ref _next) % (uint)routees.Length)];
    }
}

/// <summary>Picks all routees.</summary>
public sealed class BroadcastRoutingLogic : RoutingLogic
{
    /// <inheritdoc/>
    public override Routee Select(object message, Routee[] routees) =>
        routees is null or { Length: 0 } ? Routee.NoRoutee : new SeveralRoutees(routees);
}
