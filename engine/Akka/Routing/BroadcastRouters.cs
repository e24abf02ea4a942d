using Akka.Actor;
using Akka.Configuration;

namespace Akka.Routing;

/// <summary>A pool whose routees all receive every message.</summary>
public sealed class BroadcastPool : Pool
{
    /// <summary>A pool of so many routees.</summary>
    public BroadcastPool(int nrOfInstances)
        : this(nrOfInstances, null, null, false)
    {
    }

    /// <summary>Reads <c>nr-of-instances</c>.</summary>
    public BroadcastPool(Config config)
        : base(config)
    {
    }

    private BroadcastPool(int count, SupervisorStrategy? strategy, string? dispatcher, bool usePoolDispatcher)
        : base(count, strategy, dispatcher, usePoolDispatcher)
    {
    }

    /// <inheritdoc/>
    public override Router CreateRouter(ActorSystem system) => new(new BroadcastRoutingLogic());

    /// <inheritdoc/>
    public override int GetNrOfInstances(ActorSystem system) => NrOfInstances;

    /// <summary>The same with a strategy for routees that fail.</summary>
    public BroadcastPool WithSupervisorStrategy(SupervisorStrategy strategy) =>
        new(NrOfInstances, strategy, RouterDispatcher, UsePoolDispatcher);

    /// <summary>The same with the router itself on a dispatcher.</summary>
    public BroadcastPool WithDispatcher(string dispatcher) =>
        new(NrOfInstances, SupervisorStrategy, dispatcher, UsePoolDispatcher);

    /// <inheritdoc/>
    public override RouterConfig WithFallback(RouterConfig routerConfig) => new BroadcastPool(
        NrOfInstances,
        StrategyOf(routerConfig) ?? SupervisorStrategy,
        DispatcherOf(routerConfig) ?? RouterDispatcher,
        UsePoolDispatcher);
}

/// <summary>A group whose routees all receive every message.</summary>
public sealed class BroadcastGroup : Group
{
    /// <summary>Reads <c>routees.paths</c>.</summary>
    public BroadcastGroup(Config config)
        : base(RouterSettings.Paths(config), null)
    {
    }

    /// <summary>A group of the actors at the paths.</summary>
    public BroadcastGroup(params string[] paths)
        : base(paths, null)
    {
    }

    /// <summary>A group of the actors at the paths.</summary>
    public BroadcastGroup(IEnumerable<string> paths)
        : base(paths, null)
    {
    }

    /// <summary>A group of the actors at the paths, with the router itself on a dispatcher.</summary>
    public BroadcastGroup(IEnumerable<string> paths, string routerDispatcher)
        : base(paths, routerDispatcher)
    {
    }

    /// <inheritdoc/>
    public override Router CreateRouter(ActorSystem system) => new(new BroadcastRoutingLogic());

    /// <inheritdoc/>
    public override IEnumerable<string> GetPaths(ActorSystem system) => InternalPaths;

    /// <summary>The same with the router itself on a dispatcher.</summary>
    public Group WithDispatcher(string dispatcher) => new BroadcastGroup(InternalPaths, dispatcher);
}
