using Akka.Actor;

namespace Akka.Cluster.Tools.Singleton;

/// <summary>
/// Starts singletons by name, manager and proxy at once, at <c>/system/singletonManager{name}</c> and
/// <c>/system/singletonProxy{name}</c>. May be called on any thread.
/// </summary>
public class ClusterSingleton : IExtension
{
    private readonly ExtendedActorSystem _system;
    private readonly Cluster _cluster;
    private readonly Dictionary<string, IActorRef> _proxies = new(StringComparer.Ordinal);
    private readonly HashSet<string> _managers = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    /// <summary>Creates the extension; nothing runs until a singleton is started.</summary>
    public ClusterSingleton(ExtendedActorSystem system)
    {
        ArgumentNullException.ThrowIfNull(system);
        _system = system;
        _cluster = Cluster.Get(system);
    }

    /// <summary>The singletons of the system.</summary>
    public static ClusterSingleton Get(ActorSystem system) =>
        system.WithExtension<ClusterSingleton, ClusterSingletonProvider>();

    /// <summary>
    /// Starts the manager, where this node has the role, and a proxy, each unless one of this name runs here already.
    /// </summary>
    /// <returns>The proxy.</returns>
    public IActorRef Init(SingletonActor singleton)
    {
        ArgumentNullException.ThrowIfNull(singleton);
        var settings = singleton.Settings.HasValue
            ? singleton.Settings.Value
            : ClusterSingletonSettings.Create(_system);
        var managerName = $"singletonManager{singleton.Name}";
        lock (_lock)
        {
            if ((settings.Role is not { } role || _cluster.SelfRoles.Contains(role)) && _managers.Add(singleton.Name))
            {
                var stopMessage = singleton.StopMessage.HasValue ? singleton.StopMessage.Value : PoisonPill.Instance;
                _system.SystemActorOf(
                    ClusterSingletonManager.Props(
                        singleton.Props, stopMessage, settings.ToManagerSettings(singleton.Name)),
                    managerName);
            }

            if (!_proxies.TryGetValue(singleton.Name, out var proxy))
            {
                var props = ClusterSingletonProxy.Props(
                    $"/system/{managerName}", settings.ToProxySettings(singleton.Name));
                proxy = _system.SystemActorOf(props, $"singletonProxy{singleton.Name}");
                _proxies[singleton.Name] = proxy;
            }

            return proxy;
        }
    }
}

/// <summary>Makes the <see cref="ClusterSingleton"/> of a system.</summary>
public class ClusterSingletonProvider : ExtensionIdProvider<ClusterSingleton>
{
    /// <inheritdoc/>
    public override ClusterSingleton CreateExtension(ExtendedActorSystem system) => new(system);
}
