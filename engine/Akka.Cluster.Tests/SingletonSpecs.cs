using Akka.Actor;
using Akka.Cluster.Tools.Singleton;
using Akka.Event;

namespace Akka.Cluster.Tests;

/// <summary>One actor in the whole cluster, and the way to it.</summary>
public class SingletonSpecs : ClusterSpec
{
    private IActorRef StartManager(object? stopMessage = null) => Sys.ActorOf(
        ClusterSingletonManager.Props(
            Props.Create(() => new Echo(TestActor)),
            stopMessage ?? PoisonPill.Instance,
            ClusterSingletonManagerSettings.Create(Sys).WithSingletonName("only")),
        "manager");

    private IActorRef StartProxy(int bufferSize = 1000) => Sys.ActorOf(ClusterSingletonProxy.Props(
        "/user/manager",
        ClusterSingletonProxySettings.Create(Sys)
            .WithSingletonName("only")
            .WithBufferSize(bufferSize)
            .WithSingletonIdentificationInterval(TimeSpan.FromMilliseconds(50))));

    [Fact]
    public async Task The_singleton_starts_when_the_node_is_up()
    {
        StartManager();
        ExpectNoMsg(TimeSpan.FromMilliseconds(100));
        await JoinSelf();
        ExpectMsg("start only");
        Sys.ActorSelection("/user/manager/only").Tell("hello");
        ExpectMsg("only:hello");
    }

    [Fact]
    public async Task The_proxy_keeps_messages_until_the_singleton_is_there_and_keeps_their_order()
    {
        var proxy = StartProxy();
        for (var i = 0; i < 100; i++)
        {
            proxy.Tell(i, TestActor);
        }

        await JoinSelf();
        StartManager();
        ExpectMsg("start only");
        for (var i = 0; i < 100; i++)
        {
            ExpectMsg($"only:{i}");
            Assert.Equal(TestActor, LastSender);
        }
    }

    [Fact]
    public async Task A_full_proxy_drops_the_oldest()
    {
        var dropped = CreateTestProbe();
        Sys.EventStream.Subscribe(dropped.Ref, typeof(DeadLetter));
        var proxy = StartProxy(bufferSize: 2);
        proxy.Tell(1);
        proxy.Tell(2);
        proxy.Tell(3);
        Assert.Equal(1, dropped.FishForMessage<DeadLetter>(_ => true).Message);
        await JoinSelf();
        StartManager();
        ExpectMsg("start only");
        ExpectMsg("only:2");
        ExpectMsg("only:3");
    }

    [Fact]
    public async Task The_proxy_finds_a_new_singleton_after_the_first_one_is_gone()
    {
        await JoinSelf();
        var manager = StartManager();
        var proxy = StartProxy();
        ExpectMsg("start only");
        proxy.Tell("a");
        ExpectMsg("only:a");
        Watch(manager);
        Sys.Stop(manager);
        ExpectMsg("stop only");
        ExpectTerminated(manager);
        AwaitAssert(() => StartManager(), Patience); // The name is free a moment after the actor is gone.
        ExpectMsg("start only");
        AwaitAssert(
            () =>
            {
                proxy.Tell("b"); // The first may still go to the dead one.
                ExpectMsg("only:b", TimeSpan.FromMilliseconds(200));
            },
            Patience);
    }

    [Fact]
    public async Task Leaving_stops_the_singleton_with_its_own_message_before_the_node_is_removed()
    {
        await JoinSelf();
        StartManager("end");
        ExpectMsg("start only");
        Cluster.RegisterOnMemberRemoved(() => TestActor.Tell("removed", ActorRefs.NoSender));
        var left = Cluster.LeaveAsync();
        ExpectMsg("only got its own stop message");
        ExpectMsg("stop only");
        ExpectMsg("removed");
        await left.WaitAsync(Patience);
    }

    [Fact]
    public async Task A_singleton_that_ends_by_itself_is_not_started_again()
    {
        await JoinSelf();
        StartManager();
        ExpectMsg("start only");
        Sys.ActorSelection("/user/manager/only").Tell("end");
        ExpectMsg("only got its own stop message");
        ExpectMsg("stop only");
        ExpectNoMsg(TimeSpan.FromMilliseconds(100));
    }

    [Fact]
    public void A_manager_needs_its_role()
    {
        var settings = ClusterSingletonManagerSettings.Create(Sys).WithRole("other");
        var manager = Sys.ActorOf(ClusterSingletonManager.Props(Props.Create(() => new Echo(TestActor)), settings));
        Watch(manager);
        ExpectTerminated(manager);
    }
}
