using Akka.Actor;

namespace Akka.Cluster.Sharding;

/// <content>Starting a type of entities.</content>
public partial class ClusterSharding
{
    /// <summary>Starts a type of entities; on a node without the role in the settings, a proxy of it.</summary>
    /// <remarks>A type that runs here already is left as it is. Blocks until the region is there.</remarks>
    /// <returns>The way to the entities.</returns>
    public IActorRef Start(
        string typeName, Props entityProps, ClusterShardingSettings settings, IMessageExtractor messageExtractor) =>
        Start(typeName, _ => entityProps, settings, messageExtractor);

    /// <summary>The same, each entity with props for its id.</summary>
    /// <inheritdoc cref="Start(string, Props, ClusterShardingSettings, IMessageExtractor)"/>
    public IActorRef Start(
        string typeName,
        Func<string, Props> entityPropsFactory,
        ClusterShardingSettings settings,
        IMessageExtractor messageExtractor) =>
        StartAsync(typeName, entityPropsFactory, settings, messageExtractor).GetAwaiter().GetResult();

    /// <summary>
    /// The same, with a strategy that says where shards go, and a message upon which an entity must stop itself when
    /// its shard goes or it was idle for too long.
    /// </summary>
    /// <inheritdoc cref="Start(string, Props, ClusterShardingSettings, IMessageExtractor)"/>
    public IActorRef Start(
        string typeName,
        Props entityProps,
        ClusterShardingSettings settings,
        IMessageExtractor messageExtractor,
        IShardAllocationStrategy allocationStrategy,
        object handOffStopMessage) =>
        Start(typeName, _ => entityProps, settings, messageExtractor, allocationStrategy, handOffStopMessage);

    /// <summary>
    /// The same, with a strategy that says where shards go, and a message upon which an entity must stop itself when
    /// its shard goes or it was idle for too long.
    /// </summary>
    /// <inheritdoc cref="Start(string, Props, ClusterShardingSettings, IMessageExtractor)"/>
    public IActorRef Start(
        string typeName,
        Func<string, Props> entityPropsFactory,
        ClusterShardingSettings settings,
        IMessageExtractor messageExtractor,
        IShardAllocationStrategy allocationStrategy,
        object handOffStopMessage) =>
        StartAsync(typeName, entityPropsFactory, settings, messageExtractor, allocationStrategy, handOffStopMessage)
            .GetAwaiter().GetResult();

    /// <inheritdoc cref="Start(string, Props, ClusterShardingSettings, IMessageExtractor)"/>
    public Task<IActorRef> StartAsync(
        string typeName, Props entityProps, ClusterShardingSettings settings, IMessageExtractor messageExtractor) =>
        StartAsync(typeName, _ => entityProps, settings, messageExtractor);

    /// <inheritdoc cref="Start(string, Func{string, Props}, ClusterShardingSettings, IMessageExtractor)"/>
    public Task<IActorRef> StartAsync(
        string typeName,
        Func<string, Props> entityPropsFactory,
        ClusterShardingSettings settings,
        IMessageExtractor messageExtractor) =>
        StartAsync(
            typeName,
            entityPropsFactory,
            settings,
            messageExtractor,
            DefaultShardAllocationStrategy(settings),
            PoisonPill.Instance);

    /// <inheritdoc
    /// cref="Start(string, Props, ClusterShardingSettings, IMessageExtractor, IShardAllocationStrategy, object)"/>
    public Task<IActorRef> StartAsync(
        string typeName,
        Props entityProps,
        ClusterShardingSettings settings,
        IMessageExtractor messageExtractor,
        IShardAllocationStrategy allocationStrategy,
        object handOffStopMessage) =>
        StartAsync(typeName, _ => entityProps, settings, messageExtractor, allocationStrategy, handOffStopMessage);

    /// <inheritdoc
    /// cref="Start(string, Props, ClusterShardingSettings, IMessageExtractor, IShardAllocationStrategy, object)"/>
    public Task<IActorRef> StartAsync(
        string typeName,
        Func<string, Props> entityPropsFactory,
        ClusterShardingSettings settings,
        IMessageExtractor messageExtractor,
        IShardAllocationStrategy allocationStrategy,
        object handOffStopMessage)
    {
        ArgumentException.ThrowIfNullOrEmpty(typeName);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(messageExtractor);
        ArgumentNullException.ThrowIfNull(allocationStrategy);
        ArgumentNullException.ThrowIfNull(handOffStopMessage);
        if (settings.Role is { } role && !_cluster.SelfRoles.Contains(role))
        {
            return StartProxyAsync(typeName, role, messageExtractor);
        }

        if (_regions.TryGetValue(typeName, out var running))
        {
            return Task.FromResult(running);
        }

        Start(allocationStrategy);
        var coordinator = Props.Create(() => new ShardCoordinator(
            typeName, settings.TuningParameters, allocationStrategy));
        return StartChild(_regions, typeName, new ShardingGuardian.StartRegion(
            typeName,
            WithDispatcher(coordinator),
            home => WithDispatcher(Props.Create(() => new ShardRegion(
                typeName, entityPropsFactory, settings, messageExtractor, handOffStopMessage, home)))));
    }

    private void Start(IShardAllocationStrategy strategy)
    {
        switch (strategy)
        {
            case IStartableAllocationStrategy startable:
                startable.Start();
                break;
            case IActorSystemDependentAllocationStrategy dependent:
                dependent.Start(_system);
                break;
        }
    }
}
