using Akka.Actor;
using Akka.Cluster.Tools;
using Akka.Cluster.Tools.Singleton;
using Akka.Configuration;

namespace Akka.Cluster.Sharding;

/// <summary>Where sharding keeps the places of shards.</summary>
public enum StateStoreMode
{
    Persistence,
    DData,
    Custom,
}

/// <summary>Where sharding keeps which entities are remembered.</summary>
public enum RememberEntitiesStore
{
    DData,
    Eventsourced,
    Custom,
}

/// <summary>What <c>akka.cluster.sharding</c> in the configuration says. Immutable.</summary>
public sealed partial class ClusterShardingSettings : INoSerializationVerificationNeeded
{
    private static readonly TimeSpan DefaultQueryTimeout = TimeSpan.FromSeconds(3);

    /// <summary>The role of the nodes that run entities; null means every node.</summary>
    public readonly string? Role;

    /// <summary>Whether an entity that stops without passivation is started again by itself.</summary>
    public readonly bool RememberEntities;

    /// <summary>The journal for the places of shards. Accepted for compatibility: here ownership decides.</summary>
    public readonly string JournalPluginId;

    /// <summary>The snapshot store for them. Accepted for compatibility: here ownership decides.</summary>
    public readonly string SnapshotPluginId;

    /// <summary>Where the places of shards are kept. Accepted for compatibility: here ownership decides.</summary>
    public readonly StateStoreMode StateStoreMode;

    /// <summary>Where remembered entities are kept. Accepted for compatibility: they are kept in memory.</summary>
    public readonly RememberEntitiesStore RememberEntitiesStore;

    /// <summary>How long a question about the state of a region may take.</summary>
    public readonly TimeSpan ShardRegionQueryTimeout;

    /// <summary>After how long without message an entity is passivated; zero means never.</summary>
    public readonly TimeSpan PassivateIdleEntityAfter;

    /// <summary>The finer numbers.</summary>
    public readonly TuningParameters TuningParameters;

    /// <summary>The settings of the singleton that coordinates. A single node coordinates itself.</summary>
    public readonly ClusterSingletonManagerSettings CoordinatorSingletonSettings;

    /// <summary>Creates the settings; each part is described at the field of its name.</summary>
    public ClusterShardingSettings(
        string? role,
        bool rememberEntities,
        string journalPluginId,
        string snapshotPluginId,
        TimeSpan passivateIdleEntityAfter,
        StateStoreMode stateStoreMode,
        TuningParameters tuningParameters,
        ClusterSingletonManagerSettings coordinatorSingletonSettings)
        : this(
            role,
            rememberEntities,
            journalPluginId,
            snapshotPluginId,
            passivateIdleEntityAfter,
            stateStoreMode,
            RememberEntitiesStore.DData,
            DefaultQueryTimeout,
            tuningParameters,
            coordinatorSingletonSettings)
    {
    }

    private ClusterShardingSettings(
        string? role,
        bool rememberEntities,
        string journalPluginId,
        string snapshotPluginId,
        TimeSpan passivateIdleEntityAfter,
        StateStoreMode stateStoreMode,
        RememberEntitiesStore rememberEntitiesStore,
        TimeSpan shardRegionQueryTimeout,
        TuningParameters tuningParameters,
        ClusterSingletonManagerSettings coordinatorSingletonSettings)
    {
        ArgumentNullException.ThrowIfNull(tuningParameters);
        ArgumentNullException.ThrowIfNull(coordinatorSingletonSettings);
        Role = string.IsNullOrEmpty(role) ? null : role;
        RememberEntities = rememberEntities;
        JournalPluginId = journalPluginId;
        SnapshotPluginId = snapshotPluginId;
        PassivateIdleEntityAfter = passivateIdleEntityAfter;
        StateStoreMode = stateStoreMode;
        RememberEntitiesStore = rememberEntitiesStore;
        ShardRegionQueryTimeout = shardRegionQueryTimeout;
        TuningParameters = tuningParameters;
        CoordinatorSingletonSettings = coordinatorSingletonSettings;
    }

    /// <summary>Whether entities may become idle and go.</summary>
    internal bool PassivatesIdle => PassivateIdleEntityAfter > TimeSpan.Zero && !RememberEntities;

    /// <summary>The settings of the system.</summary>
    public static ClusterShardingSettings Create(ActorSystem system)
    {
        ArgumentNullException.ThrowIfNull(system);
        system.Settings.InjectTopLevelFallback(ClusterSharding.DefaultConfig());
        system.Settings.InjectTopLevelFallback(ClusterSingletonManager.DefaultConfig());
        return Create(system, "akka.cluster.sharding");
    }

    /// <summary>The settings in two sections: that of sharding and that of the singleton that coordinates.</summary>
    /// <exception cref="ConfigurationException">
    /// A section is missing, asks for a lease, or names a store that there is not.
    /// </exception>
    public static ClusterShardingSettings Create(Config config, Config singletonConfig)
    {
        if (config.IsNullOrEmpty())
        {
            throw ConfigurationException.NullOrEmptyConfig<ClusterShardingSettings>("akka.cluster.sharding");
        }

        Leases.Refuse(config, "akka.cluster.sharding");
        return new ClusterShardingSettings(
            config.GetString("role"),
            config.GetBoolean("remember-entities"),
            config.GetString("journal-plugin-id", string.Empty),
            config.GetString("snapshot-plugin-id", string.Empty),
            config.GetString("passivate-idle-entity-after", "off").ToLowerInvariant() is "off" or "false" or "no"
                ? TimeSpan.Zero
                : config.GetTimeSpan("passivate-idle-entity-after"),
            OneOf<StateStoreMode>(config, "state-store-mode", "persistence, ddata or custom"),
            OneOf<RememberEntitiesStore>(config, "remember-entities-store", "ddata, eventsourced or custom"),
            config.GetTimeSpan("shard-region-query-timeout", DefaultQueryTimeout),
            new TuningParameters(config),
            ClusterSingletonManagerSettings.Create(singletonConfig));
    }

    /// <summary>The settings in a section of the system's configuration, defaults already there.</summary>
    internal static ClusterShardingSettings Create(ActorSystem system, string path)
    {
        var all = system.Settings.Config;
        var config = all.GetConfig(path);
        return Create(config, all.GetConfig(config.GetString("coordinator-singleton", "akka.cluster.singleton")));
    }

    private static T OneOf<T>(Config config, string path, string expected)
        where T : struct, Enum
    {
        var text = config.GetString(path, default(T).ToString());
        return Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value)
            ? value
            : throw new ConfigurationException($"Unknown {path} [{text}]: expected {expected}.");
    }
}
