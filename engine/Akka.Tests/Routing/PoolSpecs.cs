using Akka.Actor;
using Akka.Routing;

namespace Akka.Tests.Routing;

public class PoolSpecs : Akka.TestKit.Xunit2.TestKit
{
    [Fact]
    public void The_routees_of_a_pool_are_its_children_and_take_turns()
    {
        var router = Sys.ActorOf(Worker.Recipe.WithRouter(new RoundRobinPool(3)), "pool");
        var routees = this.RouteeActors(router);
        Assert.Equal(3, routees.Distinct().Count());
        Assert.All(routees, routee => Assert.Equal(router.Path, routee.Path.Parent));
        for (var i = 0; i < 6; i++)
        {
            router.Tell("x");
            ExpectMsg(routees[i % 3].Path.Name);
            Assert.Equal(routees[i % 3], LastSender);
        }
    }

    [Fact]
    public void A_recipe_is_the_same_from_either_side()
    {
        var pool = new RoundRobinPool(2);
        Assert.Equal(Worker.Recipe.WithRouter(pool), pool.Props(Worker.Recipe));
        Assert.Same(pool, pool.Props(Worker.Recipe).RouterConfig);
        Assert.Same(NoRouter.Instance, Worker.Recipe.RouterConfig);
        Assert.Equal(new RoundRobinPool(2), pool);
        Assert.NotEqual<RouterConfig>(new RoundRobinPool(3), pool);
        Assert.NotEqual<RouterConfig>(new BroadcastPool(2), pool);
    }

    [Fact]
    public void A_broadcast_pool_sends_everything_to_everyone()
    {
        var router = Sys.ActorOf(new BroadcastPool(3).Props(Worker.Recipe));
        router.Tell("x");
        Assert.Equal(3, ReceiveN(3).Distinct().Count());
    }

    [Fact]
    public void Any_router_sends_a_broadcast_to_everyone()
    {
        var router = Sys.ActorOf(new RoundRobinPool(3).Props(Worker.Recipe));
        router.Tell(new Broadcast("x"));
        Assert.Equal(3, ReceiveN(3).Distinct().Count());
    }

    [Fact]
    public void The_pill_is_for_the_router_which_takes_its_routees_with_it()
    {
        var router = Sys.ActorOf(new RoundRobinPool(2).Props(Worker.Recipe));
        var routees = this.RouteeActors(router);
        Watch(router);
        routees.ForEach(routee => Watch(routee));
        router.Tell(PoisonPill.Instance);
        var gone = ReceiveN(3).Cast<Terminated>().Select(t => t.ActorRef);
        Assert.Equivalent(routees.Append(router), gone);
    }

    [Fact]
    public void Kill_and_Identify_are_for_the_router_too()
    {
        var router = Sys.ActorOf(new RoundRobinPool(2).Props(Worker.Recipe));
        router.Tell(new Identify(7));
        Assert.Equal(router, ExpectMsg<ActorIdentity>().Subject);
        Watch(router);
        EventFilter.Exception<ActorKilledException>().ExpectOne(() => router.Tell(Kill.Instance));
        ExpectTerminated(router);
    }

    [Fact]
    public void A_broadcast_pill_ends_all_routees_and_with_them_the_pool()
    {
        var router = Sys.ActorOf(new RoundRobinPool(3).Props(Worker.Recipe));
        Watch(router);
        router.Tell(new Broadcast(PoisonPill.Instance));
        ExpectTerminated(router);
    }

    [Fact]
    public void A_routee_that_ends_is_removed_and_the_last_one_ends_the_pool()
    {
        var router = Sys.ActorOf(new RoundRobinPool(2).Props(Worker.Recipe));
        var routees = this.RouteeActors(router);
        Watch(router);
        routees[0].Tell(PoisonPill.Instance);
        AwaitAssert(() => Assert.Equal([routees[1]], this.RouteeActors(router)));
        router.Tell("x");
        ExpectMsg(routees[1].Path.Name);
        routees[1].Tell(PoisonPill.Instance);
        ExpectTerminated(router);
    }

    [Fact]
    public void What_is_told_to_an_ended_router_is_a_dead_letter()
    {
        var group = Sys.ActorOf(new RoundRobinGroup(TestActor.Path.ToStringWithoutAddress()).Props());
        Watch(group);
        group.Tell(PoisonPill.Instance);
        ExpectTerminated(group);
        EventFilter.DeadLetter<string>().ExpectOne(() => group.Tell("late"));
        ExpectNoMsg(0);
    }

    [Fact]
    public void A_pool_grows_and_shrinks_when_told_so()
    {
        var router = Sys.ActorOf(new RoundRobinPool(2).Props(Worker.Recipe));
        var first = this.RouteeActors(router);
        router.Tell(new AdjustPoolSize(3));
        var more = this.RouteeActors(router);
        Assert.Equal(5, more.Count);
        Assert.Equal(first, more.Take(2));
        more.ForEach(routee => Watch(routee));
        router.Tell(new AdjustPoolSize(-4));
        Assert.Equal([first[0]], this.RouteeActors(router));
        var gone = ReceiveN(4).Cast<Terminated>().Select(t => t.ActorRef);
        Assert.Equivalent(more.Skip(1), gone);
        router.Tell("x");
        ExpectMsg(first[0].Path.Name);
    }

    [Fact]
    public void A_pool_shrinks_to_nothing_at_most()
    {
        var router = Sys.ActorOf(new RoundRobinPool(2).Props(Worker.Recipe));
        router.Tell(new AdjustPoolSize(int.MinValue));
        Assert.Empty(this.Routees(router));
        EventFilter.DeadLetter<string>().ExpectOne(() => router.Tell("nobody"));
        router.Tell(new AdjustPoolSize(1));
        router.Tell(GetRoutees.Instance);
        Assert.Single(ExpectMsg<Routees>().Members);
    }

    [Fact]
    public void Routees_from_elsewhere_are_added_watched_and_removed_without_being_stopped()
    {
        var router = Sys.ActorOf(new RoundRobinPool(1).Props(Worker.Recipe));
        var (kept, ended) = (CreateTestProbe(), CreateTestProbe());
        router.Tell(new AddRoutee(new ActorRefRoutee(kept.Ref)));
        router.Tell(new AddRoutee(new ActorRefRoutee(ended.Ref)));
        Assert.Equal(3, this.Routees(router).Count);
        router.Tell(new Broadcast("x"));
        kept.ExpectMsg("x");
        ended.ExpectMsg("x");
        ExpectMsg<string>();

        Sys.Stop(ended.Ref);
        AwaitAssert(() => Assert.Equal(2, this.Routees(router).Count));
        router.Tell(new RemoveRoutee(new ActorRefRoutee(kept.Ref)));
        Assert.Single(this.Routees(router));
        kept.Ref.Tell("still there");
        kept.ExpectMsg("still there");
    }

    [Fact]
    public void A_pool_of_a_parent_that_is_told_to_stop_ends_with_it()
    {
        var parent = Sys.ActorOf(Props.Create(() => new Owner()));
        parent.Tell("make");
        var router = ExpectMsg<IActorRef>();
        Assert.Equal(parent.Path, router.Path.Parent);
        Watch(router);
        Sys.Stop(parent);
        ExpectTerminated(router);
    }

    [Fact]
    public void No_pool_has_fewer_than_no_routees()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new RoundRobinPool(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BroadcastPool(-1));
    }

    private sealed class Owner : ReceiveActor
    {
        public Owner() => ReceiveAny(_ => Sender.Tell(Context.ActorOf(new RoundRobinPool(2).Props(Worker.Recipe))));
    }
}
