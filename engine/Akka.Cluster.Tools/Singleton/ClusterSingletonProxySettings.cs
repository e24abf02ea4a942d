using Akka.Actor;
using Akka.Configuration;

namespace Akka.Cluster.Tools.Singleton;

/// <summary>What <c>akka.cluster.singleton-proxy</c> in the configuration says.</summary>
public sealed class ClusterSingletonProxySettings : INoSerializationVerificationNeeded
{
    private const int BufferSizeMax = 10_000;

    /// <summary>Creates the settings.</summary>
    /// <param name="singletonName">The name of the child of the manager that is the singleton.</param>
    /// <param name="role">The role of the nodes that may run it; null or empty means every node.</param>
    /// <param name="singletonIdentificationInterval">How often to look for a singleton that is not known.</param>
    /// <param name="bufferSize">How many messages to keep meanwhile: 0 to 10000.</param>
    /// <param name="considerAppVersion">Whether nodes with a newer version of the application go first.</param>
    /// <exception cref="ArgumentException">The name is empty, or a number out of its range.</exception>
    public ClusterSingletonProxySettings(
        string singletonName,
        string? role,
        TimeSpan singletonIdentificationInterval,
        int bufferSize,
        bool considerAppVersion)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(singletonName);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(singletonIdentificationInterval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfNegative(bufferSize);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bufferSize, BufferSizeMax);
        SingletonName = singletonName;
        Role = string.IsNullOrEmpty(role) ? null : role;
        SingletonIdentificationInterval = singletonIdentificationInterval;
        BufferSize = bufferSize;
        ConsiderAppVersion = considerAppVersion;
    }

    /// <summary>The name of the child of the manager that is the singleton.</summary>
    public string SingletonName { get; }

    /// <summary>The role of the nodes that may run it; null means every node.</summary>
    public string? Role { get; }

    /// <summary>How often the proxy looks for a singleton it does not know.</summary>
    public TimeSpan SingletonIdentificationInterval { get; }

    /// <summary>How many messages are kept while the singleton is not known; the oldest go first.</summary>
    public int BufferSize { get; }

    /// <summary>Whether nodes with a newer version of the application go first.</summary>
    public bool ConsiderAppVersion { get; }

    /// <summary>The settings of the system.</summary>
    public static ClusterSingletonProxySettings Create(ActorSystem system)
    {
        ArgumentNullException.ThrowIfNull(system);
        system.Settings.InjectTopLevelFallback(ClusterSingletonProxy.DefaultConfig());
        var config = system.Settings.Config;
        return Create(
            config.GetConfig("akka.cluster.singleton-proxy"),
            config.GetBoolean("akka.cluster.singleton.consider-app-version", false));
    }

    /// <summary>The settings of the section.</summary>
    /// <exception cref="ConfigurationException">The section is missing.</exception>
    public static ClusterSingletonProxySettings Create(Config config, bool considerAppVersion) =>
        config.IsNullOrEmpty()
            ? throw ConfigurationException.NullOrEmptyConfig<ClusterSingletonProxySettings>(
                "akka.cluster.singleton-proxy")
            : new(
                config.GetString("singleton-name", "singleton"),
                config.GetString("role"),
                config.GetTimeSpan("singleton-identification-interval", TimeSpan.FromSeconds(1)),
                config.GetInt("buffer-size", 1000),
                considerAppVersion);

    /// <summary>The same with another name.</summary>
    public ClusterSingletonProxySettings WithSingletonName(string singletonName) =>
        new(singletonName, Role, SingletonIdentificationInterval, BufferSize, ConsiderAppVersion);

    /// <summary>The same with another role.</summary>
    public ClusterSingletonProxySettings WithRole(string? role) =>
        new(SingletonName, role, SingletonIdentificationInterval, BufferSize, ConsiderAppVersion);

    /// <summary>The same with another interval.</summary>
    public ClusterSingletonProxySettings WithSingletonIdentificationInterval(
        TimeSpan singletonIdentificationInterval) =>
        new(SingletonName, Role, singletonIdentificationInterval, BufferSize, ConsiderAppVersion);

    /// <summary>The same with room for another number of messages.</summary>
    public ClusterSingletonProxySettings WithBufferSize(int bufferSize) =>
        new(SingletonName, Role, SingletonIdentificationInterval, bufferSize, ConsiderAppVersion);
}
