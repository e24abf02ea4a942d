using Akka.Actor;
using Akka.Configuration;

namespace Akka.Cluster.Sharding;

/// <summary>Where sharding keeps the places of shards.</summary>
public enum StateStoreMode
{
    Persistence,
    DData,
    Custom,
}

/// <summary>What <c>akka.cluster.sharding</c> in the configuration says.</summary>
public sealed class ClusterShardingSettings : INoSerializationVerificationNeeded
{
    /// <summary>The role of the nodes that run entities; null means every node.</summary>
    public readonly string? Role;

    /// <summary>Whether an entity that stops without passivation is started again by itself.</summary>
    public readonly bool RememberEntities;

    /// <summary>Where the places of shards are kept. Accepted for compatibility: here ownership decides.</summary>
    public readonly StateStoreMode StateStoreMode;

    /// <summary>How long a question about the state of a region may take.</summary>
    public readonly TimeSpan ShardRegionQueryTimeout;

    /// <summary>After how long without message an entity is passivated; zero means never.</summary>
    public readonly TimeSpan PassivateIdleEntityAfter;

    /// <summary>The finer numbers.</summary>
    public readonly TuningParameters TuningParameters;

    private ClusterShardingSettings(
        string? role,
        bool rememberEntities,
        TimeSpan passivateIdleEntityAfter,
        StateStoreMode stateStoreMode,
        TimeSpan shardRegionQueryTimeout,
        TuningParameters tuningParameters)
    {
        Role = string.IsNullOrEmpty(role) ? null : role;
        RememberEntities = rememberEntities;
        PassivateIdleEntityAfter = passivateIdleEntityAfter;
        StateStoreMode = stateStoreMode;
        ShardRegionQueryTimeout = shardRegionQueryTimeout;
        TuningParameters = tuningParameters;
    }

    /// <summary>Whether entities may become idle and go.</summary>
    internal bool PassivatesIdle => PassivateIdleEntityAfter > TimeSpan.Zero && !RememberEntities;

    /// <summary>The settings of the system.</summary>
    public static ClusterShardingSettings Create(ActorSystem system)
    {
        ArgumentNullException.ThrowIfNull(system);
        system.Settings.InjectTopLevelFallback(ClusterSharding.DefaultConfig());
        return Create(system.Settings.Config.GetConfig("akka.cluster.sharding"));
    }

    /// <summary>The same with another role.</summary>
    public ClusterShardingSettings WithRole(string? role) => new(
        role, RememberEntities, PassivateIdleEntityAfter, StateStoreMode, ShardRegionQueryTimeout, TuningParameters);

    /// <summary>The same, remembering entities or not.</summary>
    public ClusterShardingSettings WithRememberEntities(bool rememberEntities) => new(
        Role, rememberEntities, PassivateIdleEntityAfter, StateStoreMode, ShardRegionQueryTimeout, TuningParameters);

    /// <summary>The same with another time until idle entities go.</summary>
    public ClusterShardingSettings WithPassivateIdleAfter(TimeSpan duration) => new(
        Role, RememberEntities, duration, StateStoreMode, ShardRegionQueryTimeout, TuningParameters);

    /// <summary>The same with another place for the places of shards.</summary>
    public ClusterShardingSettings WithStateStoreMode(StateStoreMode mode) => new(
        Role, RememberEntities, PassivateIdleEntityAfter, mode, ShardRegionQueryTimeout, TuningParameters);

    /// <summary>The same with other finer numbers.</summary>
    public ClusterShardingSettings WithTuningParameters(TuningParameters tuningParameters)
    {
        ArgumentNullException.ThrowIfNull(tuningParameters);
        return new(
            Role,
            RememberEntities,
            PassivateIdleEntityAfter,
            StateStoreMode,
            ShardRegionQueryTimeout,
            tuningParameters);
    }

    private static ClusterShardingSettings Create(Config config)
    {
        if (config.IsNullOrEmpty())
        {
            throw ConfigurationException.NullOrEmptyConfig<ClusterShardingSettings>("akka.cluster.sharding");
        }

        var mode = config.GetString("state-store-mode", "persistence");
        if (!Enum.TryParse<StateStoreMode>(mode, ignoreCase: true, out var stateStoreMode))
        {
            throw new ConfigurationException(
                $"Unknown state-store-mode [{mode}]: expected persistence, ddata or custom.");
        }

        return new ClusterShardingSettings(
            config.GetString("role"),
            config.GetBoolean("remember-entities"),
            config.GetString("passivate-idle-entity-after", "off") is "off" or "false" or "no"
                ? TimeSpan.Zero
                : config.GetTimeSpan("passivate-idle-entity-after"),
            stateStoreMode,
            config.GetTimeSpan("shard-region-query-timeout"),
            new TuningParameters(config));
    }
}
