using System.Reflection;
using Akka.Cluster.Sharding;
using Akka.Configuration;

namespace Akka.Cluster.Tests;

/// <summary>What the configuration says about sharding, and what can be said instead.</summary>
public class ShardingSettingsSpecs : ClusterSpec
{
    private ClusterShardingSettings Defaults => ClusterShardingSettings.Create(Sys);

    [Fact]
    public void Defaults_are_the_documented_ones()
    {
        var settings = Defaults;
        Assert.Null(settings.Role);
        Assert.False(settings.RememberEntities);
        Assert.Equal(("", ""), (settings.JournalPluginId, settings.SnapshotPluginId));
        Assert.Equal(TimeSpan.FromSeconds(120), settings.PassivateIdleEntityAfter);
        Assert.Equal(StateStoreMode.Persistence, settings.StateStoreMode);
        Assert.Equal(RememberEntitiesStore.DData, settings.RememberEntitiesStore);
        Assert.Equal(TimeSpan.FromSeconds(3), settings.ShardRegionQueryTimeout);
        Assert.Equal("singleton", settings.CoordinatorSingletonSettings.SingletonName);
    }

    [Fact]
    public void The_finer_numbers_are_the_documented_ones()
    {
        var tuning = Defaults.TuningParameters;
        Assert.Equal(
            (5, 2, 60, 10, 10),
            (Seconds(tuning.CoordinatorFailureBackoff), Seconds(tuning.RetryInterval), Seconds(tuning.HandOffTimeout),
                Seconds(tuning.ShardStartTimeout), Seconds(tuning.ShardFailureBackoff)));
        Assert.Equal(
            (10, 10, 2, 5),
            (Seconds(tuning.EntityRestartBackoff), Seconds(tuning.RebalanceInterval),
                Seconds(tuning.WaitingForStateTimeout), Seconds(tuning.UpdatingStateTimeout)));
        Assert.Equal((100_000, 1000, 2), (tuning.BufferSize, tuning.SnapshotAfter, tuning.KeepNrOfBatches));
        Assert.Equal(
            (1, 3, 0, 0.1),
            (tuning.LeastShardAllocationRebalanceThreshold, tuning.LeastShardAllocationMaxSimultaneousRebalance,
                tuning.LeastShardAllocationAbsoluteLimit, tuning.LeastShardAllocationRelativeLimit));
        Assert.Equal("all", tuning.EntityRecoveryStrategy);
        Assert.Equal(TimeSpan.FromMilliseconds(100), tuning.EntityRecoveryConstantRateStrategyFrequency);
        Assert.Equal(5, tuning.EntityRecoveryConstantRateStrategyNumberOfEntities);
        Assert.Equal((3, 5), (tuning.CoordinatorStateWriteMajorityPlus, tuning.CoordinatorStateReadMajorityPlus));
    }

    [Fact]
    public void Every_change_of_the_finer_numbers_changes_that_one_alone()
    {
        var before = Defaults.TuningParameters;
        var fields = typeof(TuningParameters).GetFields(BindingFlags.Public | BindingFlags.Instance);
        Assert.Equal(21, fields.Length);
        foreach (var field in fields)
        {
            object other = field.GetValue(before) switch
            {
                TimeSpan time => time + TimeSpan.FromSeconds(1),
                int number => number + 1,
                double share => share / 2,
                _ => "constant",
            };
            var after = typeof(TuningParameters).GetMethod("With" + field.Name)!.Invoke(before, [other]);
            Assert.All(fields, each =>
                Assert.Equal(each == field ? other : each.GetValue(before), each.GetValue(after)));
        }

        Assert.Throws<ArgumentException>(() => before.WithEntityRecoveryStrategy("perhaps"));
    }

    [Fact]
    public void Every_change_of_the_settings_changes_that_one_alone()
    {
        var before = Defaults;
        var second = TimeSpan.FromSeconds(1);
        var tuning = before.TuningParameters.WithBufferSize(7);
        var singleton = before.CoordinatorSingletonSettings.WithSingletonName("other");
        var after = before.WithRole("r").WithRememberEntities(true).WithJournalPluginId("j").WithSnapshotPluginId("s")
            .WithPassivateIdleAfter(second).WithStateStoreMode(StateStoreMode.DData).WithTuningParameters(tuning)
            .WithCoordinatorSingletonSettings(singleton);
        Assert.Equal(("r", true, "j", "s"),
            (after.Role, after.RememberEntities, after.JournalPluginId, after.SnapshotPluginId));
        Assert.Equal((second, StateStoreMode.DData), (after.PassivateIdleEntityAfter, after.StateStoreMode));
        Assert.Same(tuning, after.TuningParameters);
        Assert.Same(singleton, after.CoordinatorSingletonSettings);
        Assert.Null(after.WithRole(null).Role);
        Assert.Equal("r", before.WithRole("r").WithRememberEntities(true).Role);
        var made = new ClusterShardingSettings(
            "r", true, "j", "s", second, StateStoreMode.Custom, tuning, singleton);
        Assert.Equal((3, RememberEntitiesStore.DData),
            (Seconds(made.ShardRegionQueryTimeout), made.RememberEntitiesStore));
    }

    [Fact]
    public void What_cannot_be_had_is_refused()
    {
        _ = Defaults; // From here on the system's configuration has the defaults of the package.
        var sharding = Sys.Settings.Config.GetConfig("akka.cluster.sharding");
        var singleton = Sys.Settings.Config.GetConfig("akka.cluster.singleton");
        ClusterShardingSettings Read(string hocon) =>
            ClusterShardingSettings.Create(ConfigurationFactory.ParseString(hocon).WithFallback(sharding), singleton);

        Assert.Equal(RememberEntitiesStore.Eventsourced,
            Read("remember-entities-store = eventsourced").RememberEntitiesStore);
        Assert.Equal(TimeSpan.Zero, Read("passivate-idle-entity-after = off").PassivateIdleEntityAfter);
        Assert.Equal(int.MaxValue, Read("coordinator-state.write-majority-plus = all")
            .TuningParameters.CoordinatorStateWriteMajorityPlus);
        Assert.Throws<ConfigurationException>(() => Read("state-store-mode = paper"));
        Assert.Throws<ConfigurationException>(() => Read("use-lease = mine"));
        Assert.Throws<ConfigurationException>(() => ClusterShardingSettings.Create(Config.Empty, singleton));
    }

    private static int Seconds(TimeSpan time) => (int)time.TotalSeconds;
}
