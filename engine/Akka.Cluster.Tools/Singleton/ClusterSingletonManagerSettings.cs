using Akka.Actor;
using Akka.Configuration;

namespace Akka.Cluster.Tools.Singleton;

/// <summary>What <c>akka.cluster.singleton</c> in the configuration says. Immutable.</summary>
public sealed class ClusterSingletonManagerSettings : INoSerializationVerificationNeeded
{
    /// <summary>Creates the settings.</summary>
    /// <param name="singletonName">The name of the child of the manager that is the singleton.</param>
    /// <param name="role">The role of the nodes that may run it; null or empty means every node.</param>
    /// <param name="removalMargin">
    /// How long after a member was taken out nobody takes over from it; zero means what the downing provider says.
    /// </param>
    /// <param name="handOverRetryInterval">How often a node that is not the owner asks whether it may be now.</param>
    /// <param name="considerAppVersion">Whether nodes with a newer version of the application go first.</param>
    /// <exception cref="ArgumentException">The name is empty, or a time is negative, or the interval zero.</exception>
    public ClusterSingletonManagerSettings(
        string singletonName,
        string? role,
        TimeSpan removalMargin,
        TimeSpan handOverRetryInterval,
        bool considerAppVersion)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(singletonName);
        ArgumentOutOfRangeException.ThrowIfLessThan(removalMargin, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(handOverRetryInterval, TimeSpan.Zero);
        SingletonName = singletonName;
        Role = string.IsNullOrEmpty(role) ? null : role;
        RemovalMargin = removalMargin;
        HandOverRetryInterval = handOverRetryInterval;
        ConsiderAppVersion = considerAppVersion;
    }

    /// <summary>The name of the child of the manager that is the singleton.</summary>
    public string SingletonName { get; }

    /// <summary>The role of the nodes that may run it; null means every node.</summary>
    public string? Role { get; }

    /// <summary>
    /// How long after a member was taken out nobody takes over from it; zero means what the downing provider says.
    /// </summary>
    public TimeSpan RemovalMargin { get; }

    /// <summary>How often a node that is not the owner asks whether it may be now.</summary>
    public TimeSpan HandOverRetryInterval { get; }

    /// <summary>Whether nodes with a newer version of the application go first.</summary>
    internal bool ConsiderAppVersion { get; }

    /// <summary>The settings of the system.</summary>
    public static ClusterSingletonManagerSettings Create(ActorSystem system)
    {
        ArgumentNullException.ThrowIfNull(system);
        system.Settings.InjectTopLevelFallback(ClusterSingletonManager.DefaultConfig());
        return Create(system.Settings.Config.GetConfig("akka.cluster.singleton"));
    }

    /// <summary>The settings of the section.</summary>
    /// <exception cref="ConfigurationException">The section is missing, or asks for a lease.</exception>
    public static ClusterSingletonManagerSettings Create(Config config)
    {
        if (config.IsNullOrEmpty())
        {
            throw ConfigurationException.NullOrEmptyConfig<ClusterSingletonManagerSettings>("akka.cluster.singleton");
        }

        Leases.Refuse(config, "akka.cluster.singleton");
        return new ClusterSingletonManagerSettings(
            config.GetString("singleton-name", "singleton"),
            config.GetString("role"),
            TimeSpan.Zero,
            config.GetTimeSpan("hand-over-retry-interval", TimeSpan.FromSeconds(1)),
            config.GetBoolean("consider-app-version", false));
    }

    /// <summary>The same with another name.</summary>
    public ClusterSingletonManagerSettings WithSingletonName(string singletonName) =>
        new(singletonName, Role, RemovalMargin, HandOverRetryInterval, ConsiderAppVersion);

    /// <summary>The same with another role.</summary>
    public ClusterSingletonManagerSettings WithRole(string? role) =>
        new(SingletonName, role, RemovalMargin, HandOverRetryInterval, ConsiderAppVersion);

    /// <summary>The same with another margin.</summary>
    public ClusterSingletonManagerSettings WithRemovalMargin(TimeSpan removalMargin) =>
        new(SingletonName, Role, removalMargin, HandOverRetryInterval, ConsiderAppVersion);

    /// <summary>The same with another interval.</summary>
    public ClusterSingletonManagerSettings WithHandOverRetryInterval(TimeSpan handOverRetryInterval) =>
        new(SingletonName, Role, RemovalMargin, handOverRetryInterval, ConsiderAppVersion);
}
