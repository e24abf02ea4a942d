using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;

namespace Akka.Routing;

/// <summary>A router that makes its routees: they are its children, and it ends with the last of them.</summary>
public abstract class Pool : RouterConfig, IEquatable<Pool>
{
    /// <summary>Reads <c>nr-of-instances</c>, and whether there is a <c>pool-dispatcher</c>.</summary>
    /// <exception cref="ConfigurationException">The number is none, or below zero.</exception>
    private protected Pool(Config config)
        : this(
            RouterSettings.Count(config, "nr-of-instances"),
            DefaultSupervisorStrategy,
            Dispatchers.DefaultDispatcherId,
            config.HasPath("pool-dispatcher"))
    {
        RouterSettings.RefuseResizer(config);
    }

    /// <summary>Holds its arguments; null is the default of each.</summary>
    private protected Pool(
        int nrOfInstances, SupervisorStrategy? supervisorStrategy, string? routerDispatcher, bool usePoolDispatcher)
        : base(routerDispatcher)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(nrOfInstances);
        NrOfInstances = nrOfInstances;
        SupervisorStrategy = supervisorStrategy ?? DefaultSupervisorStrategy;
        UsePoolDispatcher = usePoolDispatcher;
    }

    /// <summary>Escalates every failure of a routee to the supervisor of the router.</summary>
    public static SupervisorStrategy DefaultSupervisorStrategy { get; } =
        new OneForOneStrategy(static _ => Directive.Escalate);

    /// <summary>How many routees there are at first.</summary>
    public int NrOfInstances { get; }

    /// <inheritdoc/>
    public override bool StopRouterWhenAllRouteesRemoved => true;

    /// <summary>The strategy for routees that fail.</summary>
    public virtual SupervisorStrategy SupervisorStrategy { get; }

    /// <summary>Whether the routees run on the <c>pool-dispatcher</c> of the router's deployment.</summary>
    public virtual bool UsePoolDispatcher { get; }

    /// <inheritdoc/>
    public override ActorBase CreateRouterActor() => new RouterPoolActor();

    /// <summary>How many routees there are at first in that system.</summary>
    public abstract int GetNrOfInstances(ActorSystem system);

    /// <summary>The recipe of a router whose routees are made from the given recipe.</summary>
    public Props Props(Props routeeProps) => routeeProps.WithRouter(this);

    /// <inheritdoc/>
    public bool Equals(Pool? other) =>
        base.Equals(other)
        && NrOfInstances == other.NrOfInstances
        && UsePoolDispatcher == other.UsePoolDispatcher
        && Equals(SupervisorStrategy, other.SupervisorStrategy);

    /// <inheritdoc/>
    public override bool Equals(RouterConfig? other) => Equals(other as Pool);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Pool);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), NrOfInstances, UsePoolDispatcher);

    /// <summary>A new routee of the pool; called for the first ones and for each one more.</summary>
    internal Routee NewRoutee(Props routeeProps, IActorContext context) =>
        new ActorRefRoutee(context.ActorOf(WithPoolDispatcher(routeeProps, context.Self.Path)));

    internal Props WithPoolDispatcher(Props routeeProps, ActorPath path) =>
        UsePoolDispatcher && routeeProps.Dispatcher == Dispatchers.DefaultDispatcherId
            ? routeeProps.WithDispatcher(
                $"akka.actor.deployment./{string.Join('/', path.Elements.Skip(1))}.pool-dispatcher")
            : routeeProps;

    /// <summary>The strategy of the other pool, where this one has only the default; null to keep it.</summary>
    private protected SupervisorStrategy? StrategyOf(RouterConfig other) =>
        other is Pool pool
        && ReferenceEquals(SupervisorStrategy, DefaultSupervisorStrategy)
        && !ReferenceEquals(pool.SupervisorStrategy, DefaultSupervisorStrategy)
            ? pool.SupervisorStrategy
            : null;

    /// <summary>The dispatcher of the other pool, where this one has only the default; null to keep it.</summary>
    private protected string? DispatcherOf(RouterConfig other) =>
        other is Pool pool
        && RouterDispatcher == Dispatchers.DefaultDispatcherId
        && pool.RouterDispatcher != Dispatchers.DefaultDispatcherId
            ? pool.RouterDispatcher
            : null;
}
