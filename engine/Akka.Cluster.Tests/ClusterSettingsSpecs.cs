using Akka.Actor;
using Akka.Configuration;
using Akka.Util;

namespace Akka.Cluster.Tests;

/// <summary>What the configuration says, by default and when changed.</summary>
public class ClusterSettingsSpecs
{
    private static ClusterSettings Read(string hocon = "") => new(
        ConfigurationFactory.ParseString(hocon).WithFallback(Cluster.DefaultConfig()), "test");

    [Fact]
    public void Defaults_are_the_documented_ones()
    {
        var settings = Read();
        Assert.True(settings.LogInfo);
        Assert.False(settings.LogInfoVerbose);
        Assert.Empty(settings.Roles);
        Assert.Empty(settings.SeedNodes);
        Assert.Equal(TimeSpan.FromSeconds(5), settings.SeedNodeTimeout);
        Assert.Equal(TimeSpan.FromSeconds(10), settings.RetryUnsuccessfulJoinAfter);
        Assert.Null(settings.ShutdownAfterUnsuccessfulJoinSeedNodes);
        Assert.True(settings.RunCoordinatedShutdownWhenDown);
        Assert.True(settings.AllowWeaklyUpMembers);
        Assert.Equal(TimeSpan.FromSeconds(7), settings.WeaklyUpAfter);
        Assert.Equal("Akka.Cluster.SBR.SplitBrainResolverProvider", settings.DowningProviderType.FullName);
        Assert.Equal(1, settings.MinNrOfMembers);
        Assert.Empty(settings.MinNrOfMembersOfRole);
        Assert.Equal("akka.actor.internal-dispatcher", settings.UseDispatcher);
    }

    [Fact]
    public void Defaults_of_what_nodes_say_to_each_other_are_the_documented_ones()
    {
        var settings = Read();
        var second = TimeSpan.FromSeconds(1);
        Assert.Equal(second, settings.PeriodicTasksInitialDelay);
        Assert.Equal(second, settings.GossipInterval);
        Assert.Equal(2 * second, settings.GossipTimeToLive);
        Assert.Equal(second, settings.LeaderActionsInterval);
        Assert.Equal(second, settings.UnreachableNodesReaperInterval);
        Assert.Null(settings.PublishStatsInterval);
        Assert.Equal(0.8, settings.GossipDifferentViewProbability);
        Assert.Equal(400, settings.ReduceGossipDifferentViewProbability);
        Assert.Equal(TimeSpan.FromMilliseconds(33), settings.SchedulerTickDuration);
        Assert.Equal(512, settings.SchedulerTicksPerWheel);
        Assert.False(settings.VerboseHeartbeatLogging || settings.VerboseGossipReceivedLogging);
        Assert.False(settings.UseLegacyHeartbeatMessage);
        Assert.Equal(second, settings.HeartbeatInterval);
        Assert.Equal(second, settings.HeartbeatExpectedResponseAfter);
        Assert.Equal(9, settings.MonitoredByNrOfMembers);
        Assert.Equal("Akka.Remote.PhiAccrualFailureDetector, Akka.Remote", settings.FailureDetectorImplementationClass);
        Assert.Equal(8.0, settings.FailureDetectorConfig.GetDouble("threshold"));
        Assert.Equal(TimeSpan.FromSeconds(3), settings.FailureDetectorConfig.GetTimeSpan("acceptable-heartbeat-pause"));
    }

    [Fact]
    public void Everything_can_be_changed()
    {
        var settings = Read(
            """
            akka.cluster {
              seed-nodes = ["akka.tcp://test@a:1", "akka.tcp://test@b:2"]
              roles = [x, y]
              role.x.min-nr-of-members = 2
              min-nr-of-members = 3
              retry-unsuccessful-join-after = off
              shutdown-after-unsuccessful-join-seed-nodes = 20s
              allow-weakly-up-members = off
              publish-stats-interval = 10s
              app-version = "1.2.3"
              use-dispatcher = mine
              downing-provider-class = ""
            }
            """);
        Assert.Equal(["a", "b"], settings.SeedNodes.Select(node => node.Host));
        Assert.Equal(["x", "y"], settings.Roles.Order());
        Assert.Equal(2, settings.MinNrOfMembersOfRole["x"]);
        Assert.Equal(3, settings.MinNrOfMembers);
        Assert.Null(settings.RetryUnsuccessfulJoinAfter);
        Assert.Equal(TimeSpan.FromSeconds(20), settings.ShutdownAfterUnsuccessfulJoinSeedNodes);
        Assert.False(settings.AllowWeaklyUpMembers);
        Assert.Equal(TimeSpan.Zero, settings.WeaklyUpAfter);
        Assert.Equal(TimeSpan.FromSeconds(10), settings.PublishStatsInterval);
        Assert.Equal(AppVersion.Create("1.2.3"), settings.AppVersion);
        Assert.Equal("mine", settings.UseDispatcher);
        Assert.Equal(typeof(NoDowning), settings.DowningProviderType);
    }

    [Fact]
    public void A_provider_that_does_not_exist_and_a_missing_section_are_named()
    {
        var unknown = Assert.Throws<ConfigurationException>(
            () => Read("akka.cluster.downing-provider-class = \"No.Such, Thing\""));
        Assert.Contains("No.Such", unknown.Message, StringComparison.Ordinal);
        Assert.Throws<ConfigurationException>(() => new ClusterSettings(Config.Empty, "test"));
    }
}

/// <summary>A downing provider of one's own.</summary>
public class DowningProviderSpecs : ClusterSpec
{
    public DowningProviderSpecs()
        : base($"akka.cluster.downing-provider-class = \"{typeof(Own).AssemblyQualifiedName}\"")
    {
    }

    [Fact]
    public async Task It_is_made_with_the_cluster_and_its_actor_runs_below_it()
    {
        var provider = Assert.IsType<Own>(Cluster.DowningProvider);
        Assert.Same(Cluster, provider.Cluster);
        await JoinSelf(); // The actor that starts it has started once it answers.
        var found = await Sys.ActorSelection("/system/cluster/downingProvider").ResolveOne(Patience);
        Assert.Equal("downingProvider", found.Path.Name);
    }

    public sealed class Own(ActorSystem system, Cluster cluster) : IDowningProvider
    {
        public ActorSystem System { get; } = system;

        public Cluster Cluster { get; } = cluster;

        public TimeSpan DownRemovalMargin => TimeSpan.Zero;

        public Props DowningActorProps => Props.Create(() => new Echo(ActorRefs.Nobody));
    }
}

/// <summary>A downing provider that cannot make its actor.</summary>
public class FailingDowningProviderSpecs : ClusterSpec
{
    public FailingDowningProviderSpecs()
        : base($"akka.cluster.downing-provider-class = \"{typeof(Broken).AssemblyQualifiedName}\"")
    {
    }

    [Fact]
    public async Task It_takes_the_cluster_with_it()
    {
        await Assert.ThrowsAsync<ClusterJoinFailedException>(JoinSelf);
        await AwaitConditionAsync(() => Task.FromResult(Cluster.IsTerminated), Patience);
    }

    public sealed class Broken(ActorSystem system) : IDowningProvider
    {
        public TimeSpan DownRemovalMargin => TimeSpan.Zero;

        public Props DowningActorProps => throw new InvalidOperationException($"Told to fail in {system.Name}.");
    }
}
