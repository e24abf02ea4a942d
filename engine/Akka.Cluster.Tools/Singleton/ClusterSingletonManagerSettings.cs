using Akka.Actor;
using Akka.Configuration;

namespace Akka.Cluster.Tools.Singleton;

/// <summary>What <c>akka.cluster.singleton</c> in the configuration says.</summary>
public sealed class ClusterSingletonManagerSettings : INoSerializationVerificationNeeded
{
    private ClusterSingletonManagerSettings(string singletonName, string? role, TimeSpan handOverRetryInterval)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(singletonName);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(handOverRetryInterval, TimeSpan.Zero);
        SingletonName = singletonName;
        Role = string.IsNullOrEmpty(role) ? null : role;
        HandOverRetryInterval = handOverRetryInterval;
    }

    /// <summary>The name of the child of the manager that is the singleton.</summary>
    public string SingletonName { get; }

    /// <summary>The role of the nodes that may run it; null means every node.</summary>
    public string? Role { get; }

    /// <summary>How often a node that is not the owner asks whether it may be now.</summary>
    public TimeSpan HandOverRetryInterval { get; }

    /// <summary>The settings of the system.</summary>
    public static ClusterSingletonManagerSettings Create(ActorSystem system)
    {
        ArgumentNullException.ThrowIfNull(system);
        system.Settings.InjectTopLevelFallback(ClusterSingletonManager.DefaultConfig());
        return Create(system.Settings.Config.GetConfig("akka.cluster.singleton"));
    }

    /// <summary>The settings of the section.</summary>
    public static ClusterSingletonManagerSettings Create(Config config) =>
        config.IsNullOrEmpty()
            ? throw ConfigurationException.NullOrEmptyConfig<ClusterSingletonManagerSettings>("akka.cluster.singleton")
            : new(
                config.GetString("singleton-name", "singleton"),
                config.GetString("role"),
                config.GetTimeSpan("hand-over-retry-interval", TimeSpan.FromSeconds(1)));

    /// <summary>The same with another name.</summary>
    public ClusterSingletonManagerSettings WithSingletonName(string singletonName) =>
        new(singletonName, Role, HandOverRetryInterval);

    /// <summary>The same with another role.</summary>
    public ClusterSingletonManagerSettings WithRole(string? role) => new(SingletonName, role, HandOverRetryInterval);

    /// <summary>The same with another interval.</summary>
    public ClusterSingletonManagerSettings WithHandOverRetryInterval(TimeSpan handOverRetryInterval) =>
        new(SingletonName, Role, handOverRetryInterval);
}
