using Akka.Actor;
using Akka.Event;

namespace Akka.Tests.Event;

public class EventStreamSpecs : Akka.TestKit.Xunit2.TestKit
{
    [Fact]
    public void A_subscriber_to_a_type_gets_everything_below_it()
    {
        var stream = Sys.EventStream;
        Assert.True(stream.Subscribe(TestActor, typeof(Animal)));
        Assert.False(stream.Subscribe(TestActor, typeof(Dog)));
        stream.Publish(new Dog());
        ExpectMsg<Dog>();
        stream.Publish(new Animal());
        ExpectMsg<Animal>();
        stream.Publish("no animal");
        ExpectNoMsg(30);
        Assert.True(stream.Unsubscribe(TestActor, typeof(Animal)));
        stream.Publish(new Dog());
        ExpectNoMsg(30);
    }

    [Fact]
    public void A_subscriber_to_an_interface_gets_what_implements_it()
    {
        Sys.EventStream.Subscribe<IBarks>(TestActor);
        Sys.EventStream.Publish(new Animal());
        Sys.EventStream.Publish(new Dog());
        ExpectMsg<Dog>();
        Assert.True(Sys.EventStream.Unsubscribe(TestActor));
        Assert.False(Sys.EventStream.Unsubscribe(TestActor));
    }

    [Fact]
    public void A_subscriber_that_ends_is_removed()
    {
        var actor = Sys.ActorOf(Props.Empty);
        Sys.EventStream.Subscribe(actor, typeof(Animal));
        Watch(actor);
        Sys.Stop(actor);
        ExpectTerminated(actor);
        AwaitCondition(() => !Sys.EventStream.IsSubscribedToAny(actor));
    }

    [Fact]
    public void Only_enabled_levels_are_published()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(LogEvent));
        var log = Logging.GetLogger(Sys, "source");
        Assert.False(log.IsDebugEnabled);
        log.Debug("quiet");
        log.Info("count {0} of {1}", 1, 2);
        var entry = ExpectMsg<Info>(i => i.LogSource.StartsWith("source", StringComparison.Ordinal));
        Assert.Equal("count 1 of 2", entry.Message.ToString());
        Sys.EventStream.SetLogLevel(LogLevel.DebugLevel);
        log.Debug(new InvalidOperationException("why"), "loud {0}", "!");
        Assert.Equal("why", FishForMessage<Debug>(d => d.Message.ToString() == "loud !").Cause!.Message);
    }

    private class Animal
    {
    }

    private interface IBarks
    {
    }

    private sealed class Dog : Animal, IBarks
    {
    }
}
