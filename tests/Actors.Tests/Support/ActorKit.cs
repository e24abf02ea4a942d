using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe;
using Akka.Configuration;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using WhaleStack.Actors.Composition;

namespace WhaleStack.Actors.Tests.Support;

/// <summary>
/// One actor under test; every neighbour is a probe, the journal is in memory and outlives the actor.
/// </summary>
public abstract class ActorKit : TestKit
{
    protected static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(150);

    private static readonly Config ForTests = ConfigurationFactory.ParseString("""
        akka.loglevel = WARNING
        akka.stdout-loglevel = OFF
        akka.loggers = ["Akka.TestKit.TestEventListener, Akka.TestKit"]
        akka.test.single-expect-default = 10s
        akka.test.filter-leeway = 10s
        akka.persistence.journal.plugin = "akka.persistence.journal.inmem"
        akka.persistence.snapshot-store.plugin = "akka.persistence.snapshot-store.inmem"
        akka.persistence.snapshot-store.inmem.class = "Akka.Persistence.Snapshot.MemorySnapshotStore, Akka.Persistence"
        """);

    protected ActorKit()
        : base(ForTests)
    {
        Mediator = CreateTestProbe("mediator");
        Coins = CreateTestProbe("coins");
        Traders = CreateTestProbe("traders");
        Clock = CreateTestProbe("clock");
        Scanner = CreateTestProbe("scanner");
        Risk = CreateTestProbe("risk");
        Execution = CreateTestProbe("execution");
        Portfolio = CreateTestProbe("portfolio");
        Venue = CreateTestProbe("venue");
        Broadcaster = CreateTestProbe("broadcaster");
        Refs = new TradingRefs(
            Mediator, Coins, Traders, Clock, Scanner, Risk, Execution, Portfolio, Venue, Broadcaster);
    }

    protected TestProbe Mediator { get; }

    protected TestProbe Coins { get; }

    protected TestProbe Traders { get; }

    protected TestProbe Clock { get; }

    protected TestProbe Scanner { get; }

    protected TestProbe Risk { get; }

    protected TestProbe Execution { get; }

    protected TestProbe Portfolio { get; }

    protected TestProbe Venue { get; }

    protected TestProbe Broadcaster { get; }

    protected TradingRefs Refs { get; }

    /// <summary>Ends an actor as a crash would, and waits until it is gone.</summary>
    protected void Crash(IActorRef actor)
    {
        Watch(actor);
        actor.Tell(Kill.Instance);
        ExpectTerminated(actor);
    }

    /// <summary>The next thing of a kind that is published, whatever else is.</summary>
    protected T ExpectPublished<T>() =>
        (T)((Publish)Mediator.FishForMessage(m => m is Publish { Message: T })).Message;

    /// <summary>Answers the subscriptions of an actor.</summary>
    protected void AcknowledgeSubscriptions(IActorRef actor, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var subscribe = (Subscribe)Mediator.FishForMessage(m => m is Subscribe);
            actor.Tell(new SubscribeAck(subscribe), Mediator);
        }
    }
}
