using Akka.Actor;
using Akka.Cluster.Tools.Singleton;
using Akka.Configuration;

namespace Akka.Cluster.Tests;

/// <summary>What is said about singletons, and the extension that starts manager and proxy at once.</summary>
public class SingletonSettingsSpecs : ClusterSpec
{
    private ClusterSingleton Singletons => ClusterSingleton.Get(Sys);

    [Fact]
    public void Defaults_are_the_documented_ones()
    {
        var manager = ClusterSingletonManagerSettings.Create(Sys);
        Assert.Equal("singleton", manager.SingletonName);
        Assert.Null(manager.Role);
        Assert.Equal(TimeSpan.Zero, manager.RemovalMargin);
        Assert.Equal(TimeSpan.FromSeconds(1), manager.HandOverRetryInterval);
        var proxy = ClusterSingletonProxySettings.Create(Sys);
        Assert.Equal("singleton", proxy.SingletonName);
        Assert.Null(proxy.Role);
        Assert.Equal(TimeSpan.FromSeconds(1), proxy.SingletonIdentificationInterval);
        Assert.Equal(1000, proxy.BufferSize);
        Assert.False(proxy.ConsiderAppVersion);
        var both = ClusterSingletonSettings.Create(Sys);
        Assert.Equal((1000, null, false), (both.BufferSize, both.Role, both.ConsiderAppVersion));
        Assert.Equal(TimeSpan.FromSeconds(1), both.SingletonIdentificationInterval);
        Assert.Equal(TimeSpan.FromSeconds(1), both.HandOverRetryInterval);
        Assert.Equal(15, Sys.Settings.Config.GetInt("akka.cluster.singleton.min-number-of-hand-over-retries"));
    }

    [Fact]
    public void Each_change_keeps_the_rest()
    {
        var second = TimeSpan.FromSeconds(1);
        var manager = new ClusterSingletonManagerSettings("a", "b", second, 2 * second, considerAppVersion: true)
            .WithSingletonName("c").WithRole("d").WithRemovalMargin(3 * second).WithHandOverRetryInterval(4 * second);
        Assert.Equal(("c", "d"), (manager.SingletonName, manager.Role));
        Assert.Equal((3 * second, 4 * second), (manager.RemovalMargin, manager.HandOverRetryInterval));
        var proxy = new ClusterSingletonProxySettings("a", "b", second, 5, considerAppVersion: true)
            .WithSingletonName("c").WithRole("").WithBufferSize(6).WithSingletonIdentificationInterval(2 * second);
        Assert.Equal(("c", null, 6), (proxy.SingletonName, proxy.Role, proxy.BufferSize));
        Assert.Equal((2 * second, true), (proxy.SingletonIdentificationInterval, proxy.ConsiderAppVersion));
        var both = ClusterSingletonSettings.Create(Sys)
            .WithRole("x").WithRemovalMargin(second).WithHandOverRetryInterval(2 * second);
        Assert.Equal(("x", second, 2 * second), (both.Role, both.RemovalMargin, both.HandOverRetryInterval));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(10_001)]
    public void A_buffer_has_limits(int size) =>
        Assert.ThrowsAny<ArgumentException>(() => ClusterSingletonProxySettings.Create(Sys).WithBufferSize(size));

    [Fact]
    public void A_lease_is_refused_rather_than_ignored()
    {
        var config = ConfigurationFactory.ParseString("use-lease = akka.lease.mine");
        Assert.Throws<ConfigurationException>(() => ClusterSingletonManagerSettings.Create(config));
    }

    [Fact]
    public async Task The_extension_starts_manager_and_proxy_once()
    {
        await JoinSelf();
        var actor = SingletonActor.Create(Props.Create(() => new Echo(TestActor)), "mine").WithStopMessage("end");
        var proxy = Singletons.Init(actor);
        ExpectMsg("start mine");
        Assert.Equal(proxy, Singletons.Init(actor));
        Assert.Equal("/system/singletonProxymine", proxy.Path.ToStringWithoutAddress());
        proxy.Tell("where", TestActor);
        ExpectMsg("mine:where");
        Assert.Equal(TestActor, LastSender);
        Sys.ActorSelection("/system/singletonManagermine/mine").Tell("there", TestActor);
        ExpectMsg("mine:there");
        var left = Cluster.LeaveAsync();
        ExpectMsg("mine got its own stop message");
        ExpectMsg("stop mine");
        await left.WaitAsync(Patience);
    }

    [Fact]
    public async Task A_node_without_the_role_gets_only_the_proxy()
    {
        await JoinSelf();
        var settings = ClusterSingletonSettings.Create(Sys).WithRole("other");
        var actor = SingletonActor.Create(Props.Create(() => new Echo(TestActor)), "far").WithSettings(settings);
        Assert.Equal("singletonProxyfar", Singletons.Init(actor).Path.Name);
        var selection = Sys.ActorSelection("/system/singletonManagerfar");
        selection.Tell(new Identify(1), TestActor);
        Assert.Null(ExpectMsg<ActorIdentity>().Subject);
    }
}
