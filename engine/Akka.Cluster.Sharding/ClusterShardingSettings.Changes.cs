using Akka.Cluster.Tools.Singleton;

namespace Akka.Cluster.Sharding;

/// <content>The same settings with one of them exchanged.</content>
public sealed partial class ClusterShardingSettings
{
    /// <summary>The same, with another role.</summary>
    public ClusterShardingSettings WithRole(string? role) => Copy(role ?? string.Empty);

    /// <summary>The same, remembering entities or not.</summary>
    public ClusterShardingSettings WithRememberEntities(bool rememberEntities) =>
        Copy(rememberEntities: rememberEntities);

    /// <summary>The same, with another journal.</summary>
    public ClusterShardingSettings WithJournalPluginId(string journalPluginId) =>
        Copy(journalPluginId: journalPluginId);

    /// <summary>The same, with another snapshot store.</summary>
    public ClusterShardingSettings WithSnapshotPluginId(string snapshotPluginId) =>
        Copy(snapshotPluginId: snapshotPluginId);

    /// <summary>The same, with another time until idle entities go; zero means never.</summary>
    public ClusterShardingSettings WithPassivateIdleAfter(TimeSpan duration) =>
        Copy(passivateIdleEntityAfter: duration);

    /// <summary>The same, with another place for the places of shards.</summary>
    public ClusterShardingSettings WithStateStoreMode(StateStoreMode mode) => Copy(stateStoreMode: mode);

    /// <summary>The same, with other finer numbers.</summary>
    public ClusterShardingSettings WithTuningParameters(TuningParameters tuningParameters) =>
        Copy(tuningParameters: tuningParameters);

    /// <summary>The same, with other settings of the singleton that coordinates.</summary>
    public ClusterShardingSettings WithCoordinatorSingletonSettings(
        ClusterSingletonManagerSettings coordinatorSingletonSettings) =>
        Copy(coordinatorSingletonSettings: coordinatorSingletonSettings);

    private ClusterShardingSettings Copy(
        string? role = null,
        bool? rememberEntities = null,
        string? journalPluginId = null,
        string? snapshotPluginId = null,
        TimeSpan? passivateIdleEntityAfter = null,
        StateStoreMode? stateStoreMode = null,
        TuningParameters? tuningParameters = null,
        ClusterSingletonManagerSettings? coordinatorSingletonSettings = null) =>
        new(
            role ?? Role,
            rememberEntities ?? RememberEntities,
            journalPluginId ?? JournalPluginId,
            snapshotPluginId ?? SnapshotPluginId,
            passivateIdleEntityAfter ?? PassivateIdleEntityAfter,
            stateStoreMode ?? StateStoreMode,
            RememberEntitiesStore,
            ShardRegionQueryTimeout,
            tuningParameters ?? TuningParameters,
            coordinatorSingletonSettings ?? CoordinatorSingletonSettings);
}
