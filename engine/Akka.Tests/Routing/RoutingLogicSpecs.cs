using Akka.Routing;

namespace Akka.Tests.Routing;

/// <summary>The logics by themselves, and a router that an actor might hold.</summary>
public class RoutingLogicSpecs : Akka.TestKit.Xunit2.TestKit
{
    private static readonly Routee[] Three = [new Named("a"), new Named("b"), new Named("c")];

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    public void Round_robin_begins_after_the_given_index(int next, int first)
    {
        var logic = new RoundRobinRoutingLogic(next);
        for (var i = 0; i < 7; i++)
        {
            Assert.Same(Three[(first + i) % 3], logic.Select("x", Three));
        }
    }

    [Fact]
    public void Round_robin_goes_on_in_turn_when_its_count_overflows()
    {
        var logic = new RoundRobinRoutingLogic(int.MaxValue - 5);
        var before = Array.IndexOf(Three, logic.Select("x", Three));
        for (var i = 0; i < 100; i++)
        {
            var now = Array.IndexOf(Three, logic.Select("x", Three));
            Assert.Equal((before + 1) % 3, now);
            before = now;
        }
    }

    [Fact]
    public async Task Round_robin_gives_each_routee_its_share_of_many_senders()
    {
        var logic = new RoundRobinRoutingLogic();
        var counts = new int[3];
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 3000; i++)
            {
                Interlocked.Increment(ref counts[Array.IndexOf(Three, logic.Select("x", Three))]);
            }
        })));
        Assert.Equal([8000, 8000, 8000], counts);
    }

    [Fact]
    public void Without_routees_every_logic_selects_none()
    {
        RoutingLogic[] logics =
        [
            new RoundRobinRoutingLogic(), new BroadcastRoutingLogic(), new ConsistentHashingRoutingLogic(Sys),
        ];
        Assert.All(logics, logic => Assert.Same(
            Routee.NoRoutee, logic.Select(new ConsistentHashableEnvelope("x", "key"), [])));
    }

    [Fact]
    public void A_router_sends_to_the_selected_routee_and_keeps_the_sender()
    {
        var (one, two) = (CreateTestProbe(), CreateTestProbe());
        var router = new Router(new RoundRobinRoutingLogic()).AddRoutee(one.Ref).AddRoutee(two.Ref);
        router.Route("first", TestActor);
        router.Route("second", TestActor);
        one.ExpectMsg("first");
        two.ExpectMsg("second");
        Assert.Equal(TestActor, one.LastSender);

        router.RemoveRoutee(one.Ref).Route("third", TestActor);
        two.ExpectMsg("third");
        Assert.Equal(2, router.Routees.Count());
    }

    [Fact]
    public void A_router_unwraps_envelopes_and_sends_a_broadcast_to_all()
    {
        var (one, two) = (CreateTestProbe(), CreateTestProbe());
        var router = new Router(
            new RoundRobinRoutingLogic(), Routee.FromActorRef(one.Ref), Routee.FromActorRef(two.Ref));
        router.Route(new Broadcast("all"), TestActor);
        router.Route(new RouterEnvelope("wrapped"), TestActor);
        one.ExpectMsg("all");
        two.ExpectMsg("all");
        one.ExpectMsg("wrapped");
    }

    [Fact]
    public void A_message_without_a_routee_is_a_dead_letter()
    {
        var letters = CreateTestProbe();
        Sys.EventStream.Subscribe(letters.Ref, typeof(Akka.Event.DeadLetter));
        new Router(new BroadcastRoutingLogic()).Route("nobody", TestActor);
        new Router(new BroadcastRoutingLogic()).Route(new Broadcast("at all"), TestActor);
        Assert.Equal("nobody", letters.ExpectMsg<Akka.Event.DeadLetter>().Message);
        Assert.Equal("at all", letters.ExpectMsg<Akka.Event.DeadLetter>().Message);
    }

    [Fact]
    public void Routees_are_equal_by_what_they_send_to()
    {
        Assert.Equal(new ActorRefRoutee(TestActor), Routee.FromActorRef(TestActor));
        Assert.Equal(
            new ActorSelectionRoutee(Sys.ActorSelection("/user/x")),
            new ActorSelectionRoutee(Sys.ActorSelection("/user/x")));
        Assert.NotEqual(new ActorRefRoutee(TestActor), new ActorRefRoutee(CreateTestProbe().Ref));
    }

    private sealed class Named(string name) : Routee
    {
        public override string ToString() => name;
    }
}
