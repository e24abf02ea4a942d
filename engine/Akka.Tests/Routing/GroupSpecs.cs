using Akka.Actor;
using Akka.Configuration;
using Akka.Routing;

namespace Akka.Tests.Routing;

public class GroupSpecs : Akka.TestKit.Xunit2.TestKit
{
    [Fact]
    public void The_actors_of_a_group_take_turns()
    {
        var (one, two) = (CreateTestProbe(), CreateTestProbe());
        var router = Sys.ActorOf(new RoundRobinGroup(Path(one.Ref), Path(two.Ref)).Props());
        router.Tell("first");
        router.Tell("second");
        router.Tell("third");
        one.ExpectMsg("first");
        Assert.Equal(TestActor, one.LastSender);
        one.ExpectMsg("third");
        two.ExpectMsg("second");
        Assert.All(this.Routees(router), routee => Assert.IsType<ActorSelectionRoutee>(routee));
    }

    [Fact]
    public void A_broadcast_group_sends_everything_to_everyone()
    {
        var (one, two) = (CreateTestProbe(), CreateTestProbe());
        var router = Sys.ActorOf(new BroadcastGroup([Path(one.Ref), Path(two.Ref)]).Props());
        router.Tell("x");
        one.ExpectMsg("x");
        two.ExpectMsg("x");
    }

    [Fact]
    public void A_group_neither_ends_with_its_actors_nor_takes_them_with_it()
    {
        var (one, two) = (CreateTestProbe(), CreateTestProbe());
        var router = Sys.ActorOf(new BroadcastGroup(Path(one.Ref), Path(two.Ref)).Props());
        Watch(one.Ref);
        Sys.Stop(one.Ref);
        ExpectTerminated(one.Ref);
        Assert.Equal(2, this.Routees(router).Count);
        Watch(router);
        router.Tell(PoisonPill.Instance);
        ExpectTerminated(router);
        two.Ref.Tell("still there");
        two.ExpectMsg("still there");
    }

    [Fact]
    public void A_group_ends_when_its_last_routee_is_removed()
    {
        var probe = CreateTestProbe();
        var router = Sys.ActorOf(new RoundRobinGroup(Path(probe.Ref)).Props());
        var routee = Assert.Single(this.Routees(router));
        Watch(router);
        router.Tell(new RemoveRoutee(routee));
        ExpectTerminated(router);
        probe.ExpectNoMsg(0);
    }

    [Fact]
    public void An_empty_path_is_refused_with_the_path_of_the_router()
    {
        var error = Assert.Throws<ConfigurationException>(
            () => Sys.ActorOf(new RoundRobinGroup("/user/a", " ").Props(), "holes"));
        Assert.Contains("/user/holes", error.Message, StringComparison.Ordinal);
        Assert.Contains("routees.paths", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Groups_are_equal_by_their_paths()
    {
        Assert.Equal<RouterConfig>(new RoundRobinGroup("/user/a"), new RoundRobinGroup(["/user/a"]));
        Assert.NotEqual<RouterConfig>(new RoundRobinGroup("/user/a"), new RoundRobinGroup("/user/b"));
        Assert.NotEqual<RouterConfig>(new RoundRobinGroup("/user/a"), new BroadcastGroup("/user/a"));
        Assert.Equal("d", new RoundRobinGroup("/user/a").WithDispatcher("d").RouterDispatcher);
    }

    private static string Path(IActorRef actor) => actor.Path.ToStringWithoutAddress();
}
