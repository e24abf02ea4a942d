using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe;
using Akka.Cluster.Tools.PublishSubscribe.Internal;
using Akka.Event;
using Akka.TestKit;

namespace Akka.Cluster.Tests;

/// <summary>Topics, groups and paths.</summary>
public class PubSubSpecs : ClusterSpec
{
    private IActorRef Mediator => DistributedPubSub.Get(Sys).Mediator;

    private TestProbe Subscriber(string topic, string? group = null)
    {
        var probe = CreateTestProbe();
        var subscribe = new Subscribe(topic, probe.Ref, group);
        Mediator.Tell(subscribe, probe.Ref);
        Assert.Equal(subscribe, probe.ExpectMsg<SubscribeAck>().Subscribe);
        return probe;
    }

    private int Count(string topic)
    {
        Mediator.Tell(new CountSubscribers(topic), TestActor);
        return ExpectMsg<int>();
    }

    [Fact]
    public void The_mediator_lives_under_its_name() =>
        Assert.Equal("/system/distributedPubSubMediator", Mediator.Path.ToStringWithoutAddress());

    [Fact]
    public void Everyone_who_hears_the_topic_gets_it_once_from_the_original_sender()
    {
        var (a, b, other) = (Subscriber("news"), Subscriber("news"), Subscriber("else"));
        Mediator.Tell(new Subscribe("news", a.Ref), a.Ref);
        a.ExpectMsg<SubscribeAck>();
        Mediator.Tell(new Publish("news", "hello"), TestActor);
        a.ExpectMsg("hello");
        Assert.Equal(TestActor, a.LastSender);
        b.ExpectMsg("hello");
        a.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        other.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public void Messages_from_one_sender_keep_their_order()
    {
        var probe = Subscriber("news");
        for (var i = 0; i < 1000; i++)
        {
            Mediator.Tell(new Publish("news", i), TestActor);
        }

        Assert.Equal(Enumerable.Range(0, 1000), probe.ReceiveN(1000).Cast<int>());
    }

    [Fact]
    public void Each_group_gets_one_message_and_others_none()
    {
        var (a1, a2) = (Subscriber("jobs", "a"), Subscriber("jobs", "a"));
        var (b, alone) = (Subscriber("jobs", "b"), Subscriber("jobs"));
        for (var i = 0; i < 20; i++)
        {
            Mediator.Tell(new Publish("jobs", i, sendOneMessageToEachGroup: true), TestActor);
        }

        Assert.Equal(Enumerable.Range(0, 20), b.ReceiveN(20).Cast<int>());
        Mediator.Tell(new Publish("jobs", "for the others"), TestActor);
        alone.ExpectMsg("for the others");
        b.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        var shared = Received(a1).Concat(Received(a2)).Cast<int>();
        Assert.Equal(Enumerable.Range(0, 20), shared.Order());
    }

    /// <summary>What has arrived by now; the mediator has long told everyone when this is asked.</summary>
    private static List<object?> Received(TestProbe probe)
    {
        var received = new List<object?>();
        while (probe.HasMessages)
        {
            received.Add(probe.ReceiveOne(TimeSpan.Zero));
        }

        return received;
    }

    [Fact]
    public void Who_unsubscribes_hears_nothing_more()
    {
        var probe = Subscriber("news");
        var group = Subscriber("news", "g");
        Assert.Equal(2, Count("news"));
        var unsubscribe = new Unsubscribe("news", probe.Ref);
        Mediator.Tell(unsubscribe, probe.Ref);
        Assert.Equal(unsubscribe, probe.ExpectMsg<UnsubscribeAck>().Unsubscribe);
        Mediator.Tell(new Publish("news", "hello"), TestActor);
        probe.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        Assert.Equal(1, Count("news"));
        Mediator.Tell(new Unsubscribe("news", group.Ref, "g"), group.Ref);
        group.ExpectMsg<UnsubscribeAck>();
        Mediator.Tell(GetTopics.Instance, TestActor);
        Assert.Empty(ExpectMsg<CurrentTopics>().Topics);
    }

    [Fact]
    public void The_dead_are_forgotten()
    {
        var probe = Subscriber("news");
        Mediator.Tell(new Put(probe.Ref));
        Mediator.Tell(GetTopics.Instance, TestActor);
        Assert.Equal(["news"], ExpectMsg<CurrentTopics>().Topics);
        Sys.Stop(probe.Ref);
        AwaitAssert(() => Assert.Equal(0, Count("news")), Patience);
        ExpectDeadLetter(new Publish("news", "x"));
        ExpectDeadLetter(new Send(probe.Ref.Path.ToStringWithoutAddress(), "y"));
    }

    [Fact]
    public void What_nobody_wants_becomes_a_dead_letter()
    {
        ExpectDeadLetter(new Publish("nobody", "a"));
        ExpectDeadLetter(new Send("/user/nobody", "b"));
        ExpectDeadLetter(new SendToAll("/user/nobody", "c"));
    }

    [Fact]
    public void Actors_known_by_path_are_reached_until_taken_back()
    {
        var probe = CreateTestProbe();
        var path = probe.Ref.Path.ToStringWithoutAddress();
        Mediator.Tell(new Put(probe.Ref));
        Mediator.Tell(new Send(path, "one", localAffinity: true), TestActor);
        probe.ExpectMsg("one");
        Assert.Equal(TestActor, probe.LastSender);
        Mediator.Tell(new SendToAll(path, "all"), TestActor);
        probe.ExpectMsg("all");
        ExpectDeadLetter(new SendToAll(path, "others", excludeSelf: true));
        Mediator.Tell(new Remove(path));
        ExpectDeadLetter(new Send(path, "two"));
    }

    private void ExpectDeadLetter(IWrappedMessage message)
    {
        var dead = CreateTestProbe();
        Sys.EventStream.Subscribe(dead.Ref, typeof(DeadLetter));
        Mediator.Tell(message, TestActor);
        dead.FishForMessage<DeadLetter>(letter => Equals(letter.Message, message.Message));
        Sys.EventStream.Unsubscribe(dead.Ref);
    }
}
