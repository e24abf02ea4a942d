using Akka.Actor;
using Akka.Configuration;

namespace Akka.Routing;

/// <summary>Says that an actor is the router that <c>akka.actor.deployment</c> describes for its path.</summary>
public class FromConfig : Pool
{
    /// <summary>Makes the instance.</summary>
    protected FromConfig()
        : this(null)
    {
    }

    private FromConfig(string? routerDispatcher)
        : base(0, null, routerDispatcher, false)
    {
    }

    /// <summary>The instance to use.</summary>
    public static FromConfig Instance { get; } = new();

    /// <inheritdoc/>
    public override Router CreateRouter(ActorSystem system) =>
        throw new NotSupportedException("FromConfig stands for a router; it makes none");

    /// <inheritdoc/>
    public override ActorBase CreateRouterActor() =>
        throw new NotSupportedException("FromConfig stands for a router; it makes none");

    /// <inheritdoc/>
    public override int GetNrOfInstances(ActorSystem system) => 0;

    /// <summary>The recipe of a router without routees of its own making, so of a group.</summary>
    public Props Props() => Actor.Props.Empty.WithRouter(this);

    /// <inheritdoc/>
    /// <exception cref="ConfigurationException">Always: the configuration has no router for the path.</exception>
    public override void VerifyConfig(ActorPath path) => throw new ConfigurationException(
        $"The router [{path}] has no router in its [akka.actor.deployment].");

    /// <summary>The same with the router itself on a dispatcher, unless the configuration names one.</summary>
    public FromConfig WithDispatcher(string dispatcherId) => new(dispatcherId);
}
