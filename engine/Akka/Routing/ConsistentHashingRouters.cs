using Akka.Actor;
using Akka.Configuration;

namespace Akka.Routing;

/// <summary>A pool that sends messages of the same key to the same routee.</summary>
public sealed class ConsistentHashingPool : Pool
{
    private readonly ConsistentHashMapping? _mapping;

    /// <summary>A pool of so many routees; messages say their key themselves.</summary>
    public ConsistentHashingPool(int nrOfInstances)
        : this(nrOfInstances, null, null, false, 0, null)
    {
    }

    /// <summary>A pool of so many routees; the mapping is asked first for the key of a message.</summary>
    public ConsistentHashingPool(int nrOfInstances, ConsistentHashMapping hashMapping)
        : this(nrOfInstances, null, null, false, 0, hashMapping)
    {
    }

    /// <summary>Reads <c>nr-of-instances</c> and <c>virtual-nodes-factor</c>.</summary>
    public ConsistentHashingPool(Config config)
        : base(config)
    {
        VirtualNodesFactor = RouterSettings.Count(config, "virtual-nodes-factor");
    }

    private ConsistentHashingPool(
        int count,
        SupervisorStrategy? strategy,
        string? dispatcher,
        bool usePoolDispatcher,
        int virtualNodesFactor,
        ConsistentHashMapping? mapping)
        : base(count, strategy, dispatcher, usePoolDispatcher)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(virtualNodesFactor);
        VirtualNodesFactor = virtualNodesFactor;
        _mapping = mapping;
    }

    /// <summary>The places of each routee on the ring; 0 is as many as the system's configuration says.</summary>
    public int VirtualNodesFactor { get; }

    /// <inheritdoc/>
    public override Router CreateRouter(ActorSystem system) =>
        new(new ConsistentHashingRoutingLogic(system, VirtualNodesFactor, _mapping));

    /// <inheritdoc/>
    public override int GetNrOfInstances(ActorSystem system) => NrOfInstances;

    /// <summary>The same with so many places on the ring.</summary>
    public ConsistentHashingPool WithVirtualNodesFactor(int vnodes) =>
        new(NrOfInstances, SupervisorStrategy, RouterDispatcher, UsePoolDispatcher, vnodes, _mapping);

    /// <summary>The same with a mapping, which is asked first for the key of a message.</summary>
    public ConsistentHashingPool WithHashMapping(ConsistentHashMapping mapping) =>
        new(NrOfInstances, SupervisorStrategy, RouterDispatcher, UsePoolDispatcher, VirtualNodesFactor, mapping);

    /// <summary>The same with a strategy for routees that fail.</summary>
    public ConsistentHashingPool WithSupervisorStrategy(SupervisorStrategy strategy) =>
        new(NrOfInstances, strategy, RouterDispatcher, UsePoolDispatcher, VirtualNodesFactor, _mapping);

    /// <summary>The same with the router itself on a dispatcher.</summary>
    public ConsistentHashingPool WithDispatcher(string dispatcher) =>
        new(NrOfInstances, SupervisorStrategy, dispatcher, UsePoolDispatcher, VirtualNodesFactor, _mapping);

    /// <inheritdoc/>
    public override RouterConfig WithFallback(RouterConfig routerConfig) => new ConsistentHashingPool(
        NrOfInstances,
        StrategyOf(routerConfig) ?? SupervisorStrategy,
        DispatcherOf(routerConfig) ?? RouterDispatcher,
        UsePoolDispatcher,
        VirtualNodesFactor,
        _mapping ?? (routerConfig as ConsistentHashingPool)?._mapping);
}

/// <summary>A group that sends messages of the same key to the same routee.</summary>
public sealed class ConsistentHashingGroup : Group
{
    private readonly ConsistentHashMapping? _mapping;

    /// <summary>Reads <c>routees.paths</c> and <c>virtual-nodes-factor</c>.</summary>
    public ConsistentHashingGroup(Config config)
        : this(RouterSettings.Paths(config), RouterSettings.Count(config, "virtual-nodes-factor"), null, null)
    {
    }

    /// <summary>A group of the actors at the paths; messages say their key themselves.</summary>
    public ConsistentHashingGroup(params string[] paths)
        : this(paths, 0, null, null)
    {
    }

    /// <summary>A group of the actors at the paths; messages say their key themselves.</summary>
    public ConsistentHashingGroup(IEnumerable<string> paths)
        : this(paths, 0, null, null)
    {
    }

    /// <summary>A group of the actors at the paths; the mapping is asked first for the key of a message.</summary>
    public ConsistentHashingGroup(IEnumerable<string> paths, ConsistentHashMapping hashMapping)
        : this(paths, 0, hashMapping, null)
    {
    }

    /// <summary>Holds its arguments; null as dispatcher is the default one.</summary>
    public ConsistentHashingGroup(
        IEnumerable<string> paths,
        int virtualNodesFactor,
        ConsistentHashMapping? hashMapping,
        string? routerDispatcher)
        : base(paths, routerDispatcher)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(virtualNodesFactor);
        VirtualNodesFactor = virtualNodesFactor;
        _mapping = hashMapping;
    }

    /// <summary>The places of each routee on the ring; 0 is as many as the system's configuration says.</summary>
    public int VirtualNodesFactor { get; }

    /// <inheritdoc/>
    public override Router CreateRouter(ActorSystem system) =>
        new(new ConsistentHashingRoutingLogic(system, VirtualNodesFactor, _mapping));

    /// <inheritdoc/>
    public override IEnumerable<string> GetPaths(ActorSystem system) => InternalPaths;

    /// <summary>The same with so many places on the ring.</summary>
    public ConsistentHashingGroup WithVirtualNodesFactor(int vnodes) =>
        new(InternalPaths, vnodes, _mapping, RouterDispatcher);

    /// <summary>The same with a mapping, which is asked first for the key of a message.</summary>
    public ConsistentHashingGroup WithHashMapping(ConsistentHashMapping mapping) =>
        new(InternalPaths, VirtualNodesFactor, mapping, RouterDispatcher);

    /// <summary>The same with the router itself on a dispatcher.</summary>
    public ConsistentHashingGroup WithDispatcher(string dispatcher) =>
        new(InternalPaths, VirtualNodesFactor, _mapping, dispatcher);

    /// <inheritdoc/>
    public override RouterConfig WithFallback(RouterConfig routerConfig) => new ConsistentHashingGroup(
        InternalPaths,
        VirtualNodesFactor,
        _mapping ?? (routerConfig as ConsistentHashingGroup)?._mapping,
        RouterDispatcher);
}
