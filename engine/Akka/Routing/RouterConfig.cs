using Akka.Actor;
using Akka.Dispatch;

namespace Akka.Routing;

/// <summary>How a router is made: its logic, its dispatcher, where its routees come from. It does not change.</summary>
public abstract class RouterConfig : IEquatable<RouterConfig>
{
    /// <summary>The router itself runs on the default dispatcher.</summary>
    protected RouterConfig()
        : this(Dispatchers.DefaultDispatcherId)
    {
    }

    /// <summary>The router itself runs on the dispatcher of that id.</summary>
    protected RouterConfig(string? routerDispatcher)
    {
        RouterDispatcher = routerDispatcher ?? Dispatchers.DefaultDispatcherId;
    }

    /// <summary>The id of the dispatcher of the router itself, not of its routees.</summary>
    public virtual string RouterDispatcher { get; }

    /// <summary>Whether the router stops with its last routee.</summary>
    public virtual bool StopRouterWhenAllRouteesRemoved => true;

    /// <summary>Makes the router, still without routees.</summary>
    public abstract Router CreateRouter(ActorSystem system);

    /// <summary>Makes the actor that handles the management messages.</summary>
    public abstract ActorBase CreateRouterActor();

    /// <summary>
    /// True for a message that goes to the router itself instead of a routee: those that the runtime handles, such as
    /// <see cref="PoisonPill"/>, <see cref="Kill"/> and <see cref="Terminated"/>, and the management messages.
    /// </summary>
    public virtual bool IsManagementMessage(object message) =>
        message is IAutoReceivedMessage or RouterManagementMessage;

    /// <summary>The actor that controls the logic from outside; null for none, which is the default.</summary>
    public virtual Props? RoutingLogicController(RoutingLogic routingLogic) => null;

    /// <summary>Throws a <see cref="Configuration.ConfigurationException"/> when no router can be made so.</summary>
    public virtual void VerifyConfig(ActorPath path)
    {
    }

    /// <summary>This configuration, with another for what this one does not say.</summary>
    public virtual RouterConfig WithFallback(RouterConfig routerConfig) => this;

    /// <inheritdoc/>
    public virtual bool Equals(RouterConfig? other) =>
        other is not null && GetType() == other.GetType() && RouterDispatcher == other.RouterDispatcher;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as RouterConfig);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(GetType(), RouterDispatcher);
}

/// <summary>No router: the default of every actor.</summary>
public class NoRouter : RouterConfig
{
    /// <summary>Makes the only instance.</summary>
    protected NoRouter()
    {
    }

    /// <summary>The only instance.</summary>
    public static NoRouter Instance { get; } = new();

    /// <inheritdoc/>
    public override string RouterDispatcher =>
        throw new NotSupportedException("NoRouter has no dispatcher");

    /// <inheritdoc/>
    public override Router CreateRouter(ActorSystem system) =>
        throw new NotSupportedException("NoRouter has no router");

    /// <inheritdoc/>
    public override ActorBase CreateRouterActor() =>
        throw new NotSupportedException("NoRouter makes no router actor");

    /// <summary>The recipe of an actor that is no router.</summary>
    public Props Props(Props routeeProps) => routeeProps.WithRouter(this);

    /// <inheritdoc/>
    public override RouterConfig WithFallback(RouterConfig routerConfig) => routerConfig;

    /// <inheritdoc/>
    public override bool Equals(RouterConfig? other) => other is NoRouter;

    /// <inheritdoc/>
    public override int GetHashCode() => typeof(NoRouter).GetHashCode();
}
