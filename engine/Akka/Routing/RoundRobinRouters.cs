using Akka.Actor;
using Akka.Configuration;

namespace Akka.Routing;

/// <summary>A pool whose routees take turns.</summary>
public sealed class RoundRobinPool : Pool
{
    /// <summary>A pool of so many routees.</summary>
    public RoundRobinPool(int nrOfInstances)
        : this(nrOfInstances, null, null, false)
    {
    }

    /// <summary>Reads <c>nr-of-instances</c>.</summary>
    public RoundRobinPool(Config config)
        : base(config)
    {
    }

    private RoundRobinPool(int count, SupervisorStrategy? strategy, string? dispatcher, bool usePoolDispatcher)
        : base(count, strategy, dispatcher, usePoolDispatcher)
    {
    }

    /// <inheritdoc/>
    public override Router CreateRouter(ActorSystem system) => new(new RoundRobinRoutingLogic());

    /// <inheritdoc/>
    public override int GetNrOfInstances(ActorSystem system) => NrOfInstances;

    /// <summary>The same with a strategy for routees that fail.</summary>
    public RoundRobinPool WithSupervisorStrategy(SupervisorStrategy strategy) =>
        new(NrOfInstances, strategy, RouterDispatcher, UsePoolDispatcher);

    /// <summary>The same with the router itself on a dispatcher.</summary>
    public RoundRobinPool WithDispatcher(string dispatcher) =>
        new(NrOfInstances, SupervisorStrategy, dispatcher, UsePoolDispatcher);

    /// <inheritdoc/>
    public override RouterConfig WithFallback(RouterConfig routerConfig) => new RoundRobinPool(
        NrOfInstances,
        StrategyOf(routerConfig) ?? SupervisorStrategy,
        DispatcherOf(routerConfig) ?? RouterDispatcher,
        UsePoolDispatcher);
}

/// <summary>A group whose routees take turns.</summary>
public sealed class RoundRobinGroup : Group
{
    /// <summary>Reads <c>routees.paths</c>.</summary>
    public RoundRobinGroup(Config config)
        : base(RouterSettings.Paths(config), null)
    {
    }

    /// <summary>A group of the actors at the paths.</summary>
    public RoundRobinGroup(params string[] paths)
        : base(paths, null)
    {
    }

    /// <summary>A group of the actors at the paths.</summary>
    public RoundRobinGroup(IEnumerable<string> paths)
        : base(paths, null)
    {
    }

    /// <summary>A group of the actors at the paths, with the router itself on a dispatcher.</summary>
    public RoundRobinGroup(IEnumerable<string> paths, string routerDispatcher)
        : base(paths, routerDispatcher)
    {
    }

    /// <inheritdoc/>
    public override Router CreateRouter(ActorSystem system) => new(new RoundRobinRoutingLogic());

    /// <inheritdoc/>
    public override IEnumerable<string> GetPaths(ActorSystem system) => InternalPaths;

    /// <summary>The same with the router itself on a dispatcher.</summary>
    public Group WithDispatcher(string dispatcherId) => new RoundRobinGroup(InternalPaths, dispatcherId);
}
