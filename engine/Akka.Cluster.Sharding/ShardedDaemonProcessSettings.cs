using Akka.Actor;
using Akka.Cluster.Tools.Singleton;
using Akka.Configuration;

namespace Akka.Cluster.Sharding;

/// <summary>What <c>akka.cluster.sharded-daemon-process</c> in the configuration says. Immutable.</summary>
public sealed class ShardedDaemonProcessSettings
{
    /// <summary>How often each daemon is asked to run.</summary>
    public readonly TimeSpan KeepAliveInterval;

    /// <summary>The settings of the sharding below; null means those of the configuration.</summary>
    public readonly ClusterShardingSettings? ShardingSettings;

    /// <summary>The role of the nodes that run daemons; null means what the sharding settings say.</summary>
    public readonly string? Role;

    private ShardedDaemonProcessSettings(
        TimeSpan keepAliveInterval, ClusterShardingSettings? shardingSettings, string? role)
    {
        KeepAliveInterval = keepAliveInterval;
        ShardingSettings = shardingSettings;
        Role = role;
    }

    /// <summary>The settings of the system.</summary>
    public static ShardedDaemonProcessSettings Create(ActorSystem system)
    {
        ArgumentNullException.ThrowIfNull(system);
        system.Settings.InjectTopLevelFallback(ClusterSharding.DefaultConfig());
        system.Settings.InjectTopLevelFallback(ClusterSingletonManager.DefaultConfig());
        return FromConfig(system.Settings.Config.GetConfig("akka.cluster.sharded-daemon-process"));
    }

    /// <summary>The settings of the section.</summary>
    /// <exception cref="ConfigurationException">The section is missing.</exception>
    public static ShardedDaemonProcessSettings FromConfig(Config config) =>
        config.IsNullOrEmpty()
            ? throw ConfigurationException.NullOrEmptyConfig<ShardedDaemonProcessSettings>(
                "akka.cluster.sharded-daemon-process")
            : new(config.GetTimeSpan("keep-alive-interval"), null, null);

    /// <summary>The same with another interval.</summary>
    public ShardedDaemonProcessSettings WithKeepAliveInterval(TimeSpan keepAliveInterval) =>
        new(keepAliveInterval, ShardingSettings, Role);

    /// <summary>
    /// The same with other settings of the sharding below. Neither remembering nor passivation applies to daemons.
    /// </summary>
    public ShardedDaemonProcessSettings WithShardingSettings(ClusterShardingSettings shardingSettings) =>
        new(KeepAliveInterval, shardingSettings, Role);

    /// <summary>The same with another role.</summary>
    public ShardedDaemonProcessSettings WithRole(string role) => new(KeepAliveInterval, ShardingSettings, role);
}
