using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe;
using Akka.Configuration;
using Akka.Event;
using Akka.Routing;
using Akka.TestKit;

namespace Akka.Cluster.Tests;

/// <summary>What is said about publishing, and how one of a group is chosen.</summary>
public class PubSubSettingsSpecs : ClusterSpec
{
    private static DistributedPubSubSettings Read(string hocon = "") => DistributedPubSubSettings.Create(
        ConfigurationFactory.ParseString(hocon)
            .WithFallback(DistributedPubSub.DefaultConfig().GetConfig("akka.cluster.pub-sub")));

    [Fact]
    public void Defaults_are_the_documented_ones()
    {
        var settings = DistributedPubSubSettings.Create(Sys);
        Assert.Null(settings.Role);
        Assert.IsAssignableFrom<RoutingLogic>(settings.RoutingLogic);
        Assert.Equal(TimeSpan.FromSeconds(1), settings.GossipInterval);
        Assert.Equal(TimeSpan.FromSeconds(120), settings.RemovedTimeToLive);
        Assert.Equal(3000, settings.MaxDeltaElements);
        Assert.True(settings.SendToDeadLettersWhenNoSubscribers);
    }

    [Fact]
    public void The_routing_logic_is_the_one_named()
    {
        Assert.IsType<RoundRobinRoutingLogic>(Read("routing-logic = round-robin").RoutingLogic);
        Assert.IsType<BroadcastRoutingLogic>(Read("routing-logic = broadcast").RoutingLogic);
        Assert.Throws<ArgumentException>(() => Read("routing-logic = consistent-hashing"));
        Assert.Throws<ArgumentException>(() => Read("routing-logic = astrology"));
    }

    [Fact]
    public void Each_change_keeps_the_rest()
    {
        var second = TimeSpan.FromSeconds(1);
        var logic = new BroadcastRoutingLogic();
        var settings = new DistributedPubSubSettings("a", new RoundRobinRoutingLogic(), second, second, 1, true)
            .WithRole("b").WithRoutingLogic(logic).WithGossipInterval(2 * second).WithRemovedTimeToLive(3 * second)
            .WithMaxDeltaElements(4).WithSendToDeadLettersWhenNoSubscribers(false);
        Assert.Equal(("b", 4, false),
            (settings.Role, settings.MaxDeltaElements, settings.SendToDeadLettersWhenNoSubscribers));
        Assert.Equal((2 * second, 3 * second), (settings.GossipInterval, settings.RemovedTimeToLive));
        Assert.Same(logic, settings.RoutingLogic);
        Assert.Null(settings.WithRole(null).Role);
    }

    private IActorRef Mediator(DistributedPubSubSettings settings) =>
        Sys.ActorOf(DistributedPubSubMediator.Props(settings));

    private TestProbe Subscriber(IActorRef mediator, string group)
    {
        var probe = CreateTestProbe();
        mediator.Tell(new Subscribe("jobs", probe.Ref, group), probe.Ref);
        probe.ExpectMsg<SubscribeAck>();
        return probe;
    }

    [Fact]
    public void Round_robin_takes_turns_in_a_group()
    {
        var mediator = Mediator(Read("routing-logic = round-robin"));
        var (a, b) = (Subscriber(mediator, "g"), Subscriber(mediator, "g"));
        for (var i = 0; i < 4; i++)
        {
            mediator.Tell(new Publish("jobs", i, sendOneMessageToEachGroup: true), TestActor);
        }

        Assert.Equal([0, 2], a.ReceiveN(2).Cast<int>());
        Assert.Equal([1, 3], b.ReceiveN(2).Cast<int>());
    }

    [Fact]
    public void Broadcast_reaches_all_of_a_group()
    {
        var mediator = Mediator(Read("routing-logic = broadcast"));
        var (a, b) = (Subscriber(mediator, "g"), Subscriber(mediator, "g"));
        mediator.Tell(new Publish("jobs", "x", sendOneMessageToEachGroup: true), TestActor);
        a.ExpectMsg("x");
        Assert.Equal(TestActor, a.LastSender);
        b.ExpectMsg("x");
    }

    [Fact]
    public void Nothing_becomes_a_dead_letter_when_that_is_switched_off()
    {
        var mediator = Mediator(Read("send-to-dead-letters-when-no-subscribers = off"));
        var dead = CreateTestProbe();
        Sys.EventStream.Subscribe(dead.Ref, typeof(DeadLetter));
        mediator.Tell(new Publish("nobody", "x"), TestActor);
        mediator.Tell(new Publish("nobody", "x", sendOneMessageToEachGroup: true), TestActor);
        mediator.Tell(GetTopics.Instance, TestActor);
        ExpectMsg<CurrentTopics>();
        Sys.DeadLetters.Tell("last", TestActor);
        Assert.Equal("last", dead.ExpectMsg<DeadLetter>().Message);
    }
}
