using Akka.Actor;
using Akka.Configuration;

namespace Akka.Cluster.Tools.Singleton;

/// <summary>What <c>akka.cluster.singleton-proxy</c> in the configuration says.</summary>
public sealed class ClusterSingletonProxySettings : INoSerializationVerificationNeeded
{
    private const int BufferSizeMax = 10_000;

    private ClusterSingletonProxySettings(
        string singletonName, string? role, TimeSpan identificationInterval, int bufferSize)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(singletonName);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(identificationInterval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfNegative(bufferSize);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bufferSize, BufferSizeMax);
        SingletonName = singletonName;
        Role = string.IsNullOrEmpty(role) ? null : role;
        SingletonIdentificationInterval = identificationInterval;
        BufferSize = bufferSize;
    }

    /// <summary>The name of the child of the manager that is the singleton.</summary>
    public string SingletonName { get; }

    /// <summary>The role of the nodes that may run it; null means every node.</summary>
    public string? Role { get; }

    /// <summary>How often the proxy looks for a singleton it does not know.</summary>
    public TimeSpan SingletonIdentificationInterval { get; }

    /// <summary>How many messages are kept while the singleton is not known; the oldest go first.</summary>
    public int BufferSize { get; }

    /// <summary>The settings of the system.</summary>
    public static ClusterSingletonProxySettings Create(ActorSystem system)
    {
        ArgumentNullException.ThrowIfNull(system);
        system.Settings.InjectTopLevelFallback(ClusterSingletonProxy.DefaultConfig());
        var config = system.Settings.Config.GetConfig("akka.cluster.singleton-proxy");
        return config.IsNullOrEmpty()
            ? throw ConfigurationException.NullOrEmptyConfig<ClusterSingletonProxySettings>(
                "akka.cluster.singleton-proxy")
            : new(
                config.GetString("singleton-name", "singleton"),
                config.GetString("role"),
                config.GetTimeSpan("singleton-identification-interval", TimeSpan.FromSeconds(1)),
                config.GetInt("buffer-size", 1000));
    }

    /// <summary>The same with another name.</summary>
    public ClusterSingletonProxySettings WithSingletonName(string singletonName) =>
        new(singletonName, Role, SingletonIdentificationInterval, BufferSize);

    /// <summary>The same with another role.</summary>
    public ClusterSingletonProxySettings WithRole(string? role) =>
        new(SingletonName, role, SingletonIdentificationInterval, BufferSize);

    /// <summary>The same with another interval.</summary>
    public ClusterSingletonProxySettings WithSingletonIdentificationInterval(
        TimeSpan singletonIdentificationInterval) =>
        new(SingletonName, Role, singletonIdentificationInterval, BufferSize);

    /// <summary>The same with room for another number of messages.</summary>
    public ClusterSingletonProxySettings WithBufferSize(int bufferSize) =>
        new(SingletonName, Role, SingletonIdentificationInterval, bufferSize);
}
