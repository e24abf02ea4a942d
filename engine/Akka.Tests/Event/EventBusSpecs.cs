using Akka.Event;

namespace Akka.Tests.Event;

/// <summary>Subscriptions to classes above and below each other.</summary>
public class EventBusSpecs : Akka.TestKit.Xunit2.TestKit
{
    private EventStream Stream => Sys.EventStream;

    [Fact]
    public void A_class_below_can_be_left_out_and_taken_in_again()
    {
        Assert.True(Stream.Subscribe(TestActor, typeof(B2)));
        Gets(new C());
        Gets(new B2(), "B2");
        Assert.True(Stream.Subscribe(TestActor, typeof(A)));
        Gets(new C(), "C");
        Gets(new B1(), "B1");
        Assert.True(Stream.Unsubscribe(TestActor, typeof(B1)));
        Assert.False(Stream.Unsubscribe(TestActor, typeof(B1)));
        Assert.False(Stream.Unsubscribe(TestActor, typeof(C)));
        Gets(new C());
        Gets(new B1());
        Gets(new B2(), "B2");
        Gets(new A(), "A");
        Assert.True(Stream.Subscribe(TestActor, typeof(C)));
        Gets(new C(), "C");
        Gets(new B1());
        Assert.True(Stream.Subscribe(TestActor, typeof(A)));
        Gets(new B1(), "B1");
        Assert.False(Stream.Subscribe(TestActor, typeof(B1)));
    }

    [Fact]
    public void Interfaces_and_classes_are_channels_of_their_own()
    {
        var (byInterface, byClass) = (CreateTestProbe(), CreateTestProbe());
        Assert.True(Stream.Subscribe(byInterface.Ref, typeof(IMarked)));
        Assert.True(Stream.Subscribe(byClass.Ref, typeof(A)));
        Stream.Publish(new Marked());
        Stream.Publish(new A());
        byInterface.ExpectMsg<Marked>();
        byClass.ExpectMsg<Marked>();
        byClass.ExpectMsg<A>();
        Assert.True(Stream.Unsubscribe(byClass.Ref, typeof(IMarked)) is false);
        Assert.True(Stream.Unsubscribe(byClass.Ref, typeof(Marked)));
        Stream.Publish(new Marked());
        Stream.Publish(new A());
        byInterface.ExpectMsg<Marked>();
        byClass.ExpectMsg<A>();
        Assert.False(byInterface.HasMessages);
    }

    [Fact]
    public void A_subscriber_by_several_ways_gets_each_event_once()
    {
        Stream.Subscribe(TestActor, typeof(IMarked));
        Stream.Subscribe(TestActor, typeof(A));
        Gets(new Marked(), "Marked");
    }

    [Fact]
    public void Nobody_can_be_subscribed()
    {
        Assert.Throws<ArgumentNullException>(() => Stream.Subscribe(null!, typeof(A)));
        Assert.Throws<ArgumentNullException>(() => Stream.Unsubscribe(null!, typeof(A)));
        Assert.Throws<ArgumentNullException>(() => Stream.Unsubscribe(null!));
    }

    [Fact]
    public void A_subscription_leaves_out_what_it_was_told()
    {
        var subscription = new Subscription<string, Type>("me", [typeof(A), typeof(A)]);
        Assert.Equal("me", subscription.Subscriber);
        Assert.Equal([typeof(A)], subscription.Unsubscriptions);
        Assert.Empty(new Subscription<string, Type>("me").Unsubscriptions);
    }

    // Published on this thread, and the test actor runs on it too: what comes is there at once.
    private void Gets(object published, params string[] expected)
    {
        Stream.Publish(published);
        var received = new List<string>();
        while (HasMessages)
        {
            received.Add(ReceiveOne()!.GetType().Name);
        }

        Assert.Equal(expected, received);
    }

    private interface IMarked
    {
    }

    private class A
    {
    }

    private class B1 : A
    {
    }

    private sealed class B2 : A
    {
    }

    private sealed class C : B1
    {
    }

    private sealed class Marked : A, IMarked
    {
    }
}
