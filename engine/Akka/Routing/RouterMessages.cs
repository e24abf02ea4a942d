namespace Akka.Routing;

/// <summary>
/// A message to the router itself. It takes its turn in the router's mailbox, so messages that are routed after it was
/// sent may still find the routees as they were.
/// </summary>
public abstract class RouterManagementMessage
{
}

/// <summary>Asks a router for its routees; it answers with <see cref="Routees"/>.</summary>
public sealed class GetRoutees : RouterManagementMessage
{
    private GetRoutees()
    {
    }

    /// <summary>The only instance.</summary>
    public static GetRoutees Instance { get; } = new();
}

/// <summary>The question to a router by its name.</summary>
public static class RouterMessage
{
    /// <summary>Asks a router for its routees.</summary>
    public static readonly GetRoutees GetRoutees = GetRoutees.Instance;
}

/// <summary>The answer to <see cref="GetRoutees"/>.</summary>
public sealed class Routees
{
    /// <summary>Holds the routees.</summary>
    public Routees(IEnumerable<Routee> routees)
    {
        Members = [.. routees];
    }

    /// <summary>The routees when the router answered.</summary>
    public IEnumerable<Routee> Members { get; }
}

/// <summary>Adds a routee; an <see cref="ActorRefRoutee"/> is watched from then on.</summary>
public sealed class AddRoutee : RouterManagementMessage
{
    /// <summary>Names the routee.</summary>
    public AddRoutee(Routee routee)
    {
        Routee = routee;
    }

    /// <summary>The routee.</summary>
    public Routee Routee { get; }
}

/// <summary>Removes a routee; one that the router has made is stopped.</summary>
public sealed class RemoveRoutee : RouterManagementMessage
{
    /// <summary>Names the routee.</summary>
    public RemoveRoutee(Routee routee)
    {
        Routee = routee;
    }

    /// <summary>The routee.</summary>
    public Routee Routee { get; }
}

/// <summary>
/// Adds routees to a pool, or removes and stops some. A removed one is stopped with a delay, as other threads may be
/// about to send to it; still, a message sent at that moment can be lost.
/// </summary>
public sealed class AdjustPoolSize : RouterManagementMessage
{
    /// <summary>So many routees more, or less.</summary>
    public AdjustPoolSize(int change)
    {
        Change = change;
    }

    /// <summary>How many routees are added; removed when below zero.</summary>
    public int Change { get; }
}

/// <summary>A message to a router with another inside, which is what the routees receive.</summary>
public class RouterEnvelope
{
    /// <summary>Holds the message.</summary>
    public RouterEnvelope(object message)
    {
        Message = message;
    }

    /// <summary>What the routees receive.</summary>
    public object Message { get; }
}

/// <summary>A message that every routee of any router receives.</summary>
public class Broadcast : RouterEnvelope
{
    /// <summary>Holds the message.</summary>
    public Broadcast(object message)
        : base(message)
    {
    }
}
