using System.Collections.Concurrent;
using System.Collections.Immutable;
using Akka.Actor;
using Akka.Configuration;

namespace Akka.Cluster.Sharding;

/// <summary>
/// Spreads many entities over the nodes of the cluster and lets anybody reach them by their id, without knowing where
/// they
/// are. An entity starts with its first message.
/// </summary>
public partial class ClusterSharding : IExtension
{
    private readonly ConcurrentDictionary<string, IActorRef> _regions = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, IActorRef> _proxies = new(StringComparer.Ordinal);
    private readonly ExtendedActorSystem _system;
    private readonly Cluster _cluster;
    private readonly Lazy<IActorRef> _guardian;
    private readonly string _dispatcher;

    /// <summary>Creates the extension; nothing runs until a type is started.</summary>
    public ClusterSharding(ExtendedActorSystem system)
    {
        _system = system;
        _cluster = Cluster.Get(system);
        Settings = ClusterShardingSettings.Create(system);
        var config = system.Settings.Config.GetConfig("akka.cluster.sharding");
        _dispatcher = config.GetString("use-dispatcher") is { Length: > 0 } chosen
            ? chosen
            : "akka.actor.internal-dispatcher";
        _guardian = new Lazy<IActorRef>(() => system.SystemActorOf(
            Props.Create(() => new ShardingGuardian(Forget)).WithDispatcher(_dispatcher),
            config.GetString("guardian-name", "sharding")));
    }

    /// <summary>The settings of the system.</summary>
    public ClusterShardingSettings Settings { get; }

    /// <summary>The types that run here.</summary>
    public ImmutableHashSet<string> ShardTypeNames => [.. _regions.Keys];

    /// <summary>The sharding of the system.</summary>
    public static ClusterSharding Get(ActorSystem system) =>
        system.WithExtension<ClusterSharding, ClusterShardingExtensionProvider>();

    /// <summary>The defaults of this package.</summary>
    public static Config DefaultConfig() =>
        ConfigurationFactory.FromResource<ClusterSharding>("Akka.Cluster.Sharding.reference.conf");

    /// <summary>Where shards go unless it is said otherwise: to the region with the fewest.</summary>
#pragma warning disable CA1822 // An instance member in Akka.NET.
    public IShardAllocationStrategy DefaultShardAllocationStrategy(ClusterShardingSettings settings)
#pragma warning restore CA1822
    {
        ArgumentNullException.ThrowIfNull(settings);
        var tuning = settings.TuningParameters;
        return tuning.LeastShardAllocationAbsoluteLimit > 0
            ? new LeastShardsByLimit(
                tuning.LeastShardAllocationAbsoluteLimit, tuning.LeastShardAllocationRelativeLimit)
            : new LeastShardsByThreshold(
                tuning.LeastShardAllocationRebalanceThreshold, tuning.LeastShardAllocationMaxSimultaneousRebalance);
    }

    /// <summary>Starts the way to a type of entities that run on other nodes only.</summary>
    public IActorRef StartProxy(string typeName, string role, IMessageExtractor messageExtractor) =>
        StartProxyAsync(typeName, role, messageExtractor).GetAwaiter().GetResult();

    /// <inheritdoc cref="StartProxy"/>
    public Task<IActorRef> StartProxyAsync(string typeName, string role, IMessageExtractor messageExtractor)
    {
        ArgumentException.ThrowIfNullOrEmpty(typeName);
        ArgumentNullException.ThrowIfNull(messageExtractor);
        var props = Props.Create(() => new ShardRegionProxy(
            typeName, () => _regions.GetValueOrDefault(typeName), Settings.TuningParameters));
        return StartChild(
            _proxies, typeName, new ShardingGuardian.StartProxy(typeName + "Proxy", WithDispatcher(props)));
    }

    /// <summary>The way to the entities of a type started here; or its proxy, if only that was started.</summary>
    /// <exception cref="ArgumentException">The type was not started.</exception>
    public IActorRef ShardRegion(string typeName) =>
        _regions.GetValueOrDefault(typeName)
        ?? _proxies.GetValueOrDefault(typeName)
        ?? throw new ArgumentException($"Shard type [{typeName}] must be started first");

    /// <summary>The proxy of a type.</summary>
    /// <exception cref="ArgumentException">The proxy was not started.</exception>
    public IActorRef ShardRegionProxy(string typeName) =>
        _proxies.GetValueOrDefault(typeName)
        ?? throw new ArgumentException($"Shard type [{typeName}] must be started first");

    private async Task<IActorRef> StartChild(
        ConcurrentDictionary<string, IActorRef> known, string typeName, object start)
    {
        if (known.TryGetValue(typeName, out var running))
        {
            return running;
        }

        var started = await _guardian.Value
            .Ask<ShardingGuardian.Started>(start, _system.Settings.CreationTimeout)
            .ConfigureAwait(false);
        return known.GetOrAdd(typeName, started.Child);
    }

    private Props WithDispatcher(Props props) => props.WithDispatcher(_dispatcher).WithDeploy(Deploy.Local);

    private void Forget(IActorRef stopped)
    {
        foreach (var known in (IEnumerable<ConcurrentDictionary<string, IActorRef>>)[_regions, _proxies])
        {
            foreach (var entry in known.Where(entry => entry.Value.Equals(stopped)))
            {
                known.TryRemove(entry);
            }
        }
    }
}

/// <summary>Makes the <see cref="ClusterSharding"/> of a system.</summary>
public sealed class ClusterShardingExtensionProvider : ExtensionIdProvider<ClusterSharding>
{
    /// <inheritdoc/>
    public override ClusterSharding CreateExtension(ExtendedActorSystem system) => new(system);
}
