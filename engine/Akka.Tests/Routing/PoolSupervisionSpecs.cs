using Akka.Actor;
using Akka.Configuration;
using Akka.Routing;

namespace Akka.Tests.Routing;

public class PoolSupervisionSpecs : Akka.TestKit.Xunit2.TestKit
{
    private const string Hocon = """
        apart { type = PinnedDispatcher, executor = thread-pool-executor }
        akka.actor.deployment./pooled.pool-dispatcher { type = Dispatcher, throughput = 1 }
        akka.actor.deployment./pooled { router = round-robin-pool, nr-of-instances = 2 }
        """;

    public PoolSupervisionSpecs()
        : base(ConfigurationFactory.ParseString(Hocon))
    {
    }

    [Fact]
    public void A_failure_is_escalated_and_the_restart_that_follows_reaches_all_routees()
    {
        var router = Sys.ActorOf(new RoundRobinPool(2).Props(Worker.Recipe));
        var routees = this.RouteeActors(router);
        router.Tell(new Broadcast("x"));
        ReceiveN(2);
        EventFilter.Exception<InvalidOperationException>().ExpectOne(
            () => router.Tell(new InvalidOperationException("fail")));
        AwaitAssert(() =>
        {
            router.Tell(new Broadcast("count"));
            Assert.All(ReceiveN(2), count => Assert.Equal(0, count));
        });
        Assert.Equal(routees, this.RouteeActors(router));
    }

    [Fact]
    public void A_strategy_of_its_own_decides_and_keeps_the_others()
    {
        var pool = new RoundRobinPool(2).WithSupervisorStrategy(
            new OneForOneStrategy(static e => e.Message == "stop" ? Directive.Stop : Directive.Restart));
        var router = Sys.ActorOf(pool.Props(Worker.Recipe));
        var routees = this.RouteeActors(router);
        router.Tell(new Broadcast("x"));
        ReceiveN(2);
        EventFilter.Exception<InvalidOperationException>().ExpectOne(
            () => router.Tell(new InvalidOperationException("restart")));
        routees[0].Tell("count");
        ExpectMsg(0);
        routees[1].Tell("count");
        ExpectMsg(1);

        EventFilter.Exception<InvalidOperationException>().ExpectOne(
            () => routees[0].Tell(new InvalidOperationException("stop")));
        AwaitAssert(() => Assert.Equal([routees[1]], this.RouteeActors(router)));
    }

    [Fact]
    public void The_router_runs_on_its_dispatcher_and_the_routees_on_theirs()
    {
        var pool = new RoundRobinPool(1).WithDispatcher("apart");
        Assert.Equal("apart", pool.RouterDispatcher);
        var router = Sys.ActorOf(pool.Props(Worker.Recipe));
        router.Tell("dispatcher");
        ExpectMsg("akka.actor.default-dispatcher");
        Assert.Equal("apart", ((LocalActorRef)router).Cell.Dispatcher.Id);

        var other = Sys.ActorOf(new RoundRobinPool(1).Props(Worker.Recipe.WithDispatcher("apart")));
        other.Tell("dispatcher");
        ExpectMsg("apart");
        Assert.Equal("akka.actor.default-dispatcher", ((LocalActorRef)other).Cell.Dispatcher.Id);
    }

    [Fact]
    public void The_routees_run_on_the_dispatcher_of_the_pool_where_the_deployment_has_one()
    {
        var router = Sys.ActorOf(Worker.Recipe.WithRouter(FromConfig.Instance), "pooled");
        router.Tell("dispatcher");
        ExpectMsg("akka.actor.deployment./pooled.pool-dispatcher");
    }

    [Fact]
    public void A_dispatcher_that_is_not_configured_is_named_with_the_path()
    {
        var error = Assert.Throws<ConfigurationException>(
            () => Sys.ActorOf(new RoundRobinPool(1).WithDispatcher("nowhere").Props(Worker.Recipe), "lost"));
        Assert.Contains("[nowhere]", error.Message, StringComparison.Ordinal);
        Assert.Contains("/user/lost", error.Message, StringComparison.Ordinal);
        Assert.Throws<ConfigurationException>(
            () => Sys.ActorOf(new RoundRobinPool(1).Props(Worker.Recipe.WithDispatcher("nowhere"))));
    }

    [Fact]
    public void Routees_that_cannot_be_made_fail_the_making_and_free_the_name()
    {
        var lost = Worker.Recipe.WithMailbox("nowhere");
        Assert.Throws<ConfigurationException>(() => Sys.ActorOf(new RoundRobinPool(1).Props(lost), "again"));
        AwaitAssert(() => Sys.ActorOf(new RoundRobinPool(1).Props(Worker.Recipe), "again").Tell("x"));
        ExpectMsg<string>();
    }
}
