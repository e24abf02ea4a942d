using Akka.Actor;
using Akka.Configuration;

namespace Akka.Cluster.Tools.Singleton;

/// <summary>What is said about a singleton and its proxies together, for <see cref="ClusterSingleton"/>.</summary>
public class ClusterSingletonSettings : INoSerializationVerificationNeeded
{
    private readonly ClusterSingletonManagerSettings _manager;
    private readonly ClusterSingletonProxySettings _proxy;

    private ClusterSingletonSettings(ClusterSingletonManagerSettings manager, ClusterSingletonProxySettings proxy)
    {
        _manager = manager;
        _proxy = proxy;
    }

    /// <summary>The role of the nodes that may run it; null means every node.</summary>
    public string? Role => _manager.Role;

    /// <summary>How often a proxy looks for a singleton it does not know.</summary>
    public TimeSpan SingletonIdentificationInterval => _proxy.SingletonIdentificationInterval;

    /// <summary>
    /// How long after a member was taken out nobody takes over from it; zero means what the downing provider says.
    /// </summary>
    public TimeSpan RemovalMargin => _manager.RemovalMargin;

    /// <summary>How often a node that is not the owner asks whether it may be now.</summary>
    public TimeSpan HandOverRetryInterval => _manager.HandOverRetryInterval;

    /// <summary>How many messages a proxy keeps while the singleton is not known; the oldest go first.</summary>
    public int BufferSize => _proxy.BufferSize;

    /// <summary>Whether nodes with a newer version of the application go first.</summary>
    public bool ConsiderAppVersion => _manager.ConsiderAppVersion;

    /// <summary>The settings of the system.</summary>
    public static ClusterSingletonSettings Create(ActorSystem system)
    {
        ArgumentNullException.ThrowIfNull(system);
        system.Settings.InjectTopLevelFallback(ClusterSingletonManager.DefaultConfig());
        return Create(system.Settings.Config.GetConfig("akka.cluster"));
    }

    /// <summary>The settings in the sections <c>singleton</c> and <c>singleton-proxy</c> of the given one.</summary>
    /// <exception cref="ConfigurationException">One of them is missing, or asks for a lease.</exception>
    public static ClusterSingletonSettings Create(Config config)
    {
        if (config.IsNullOrEmpty())
        {
            throw ConfigurationException.NullOrEmptyConfig<ClusterSingletonSettings>("akka.cluster");
        }

        var manager = ClusterSingletonManagerSettings.Create(config.GetConfig("singleton"));
        var proxy = ClusterSingletonProxySettings.Create(
            config.GetConfig("singleton-proxy"), manager.ConsiderAppVersion);
        return new ClusterSingletonSettings(manager, proxy);
    }

    /// <summary>The same with another role.</summary>
    public ClusterSingletonSettings WithRole(string? role) => new(_manager.WithRole(role), _proxy.WithRole(role));

    /// <summary>The same with another margin.</summary>
    public ClusterSingletonSettings WithRemovalMargin(TimeSpan removalMargin) =>
        new(_manager.WithRemovalMargin(removalMargin), _proxy);

    /// <summary>The same with another interval.</summary>
    public ClusterSingletonSettings WithHandOverRetryInterval(TimeSpan handOverRetryInterval) =>
        new(_manager.WithHandOverRetryInterval(handOverRetryInterval), _proxy);

    internal ClusterSingletonManagerSettings ToManagerSettings(string singletonName) =>
        _manager.WithSingletonName(singletonName);

    internal ClusterSingletonProxySettings ToProxySettings(string singletonName) =>
        _proxy.WithSingletonName(singletonName).WithRole(Role);
}
