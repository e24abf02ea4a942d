using Akka.Actor;
using Akka.Routing;

namespace Akka.Tests.Routing;

public class ConsistentHashingSpecs : Akka.TestKit.Xunit2.TestKit
{
    [Fact]
    public void Messages_of_one_key_meet_one_routee_whatever_says_the_key()
    {
        var pool = new ConsistentHashingPool(10).WithHashMapping(
            static message => message is string text ? text[..1] : null);
        var router = Sys.ActorOf(pool.Props(Worker.Recipe));
        for (var key = 'a'; key < 'h'; key++)
        {
            router.Tell($"{key}-mapped");
            router.Tell(new Keyed(key.ToString()));
            router.Tell(new ConsistentHashableEnvelope(1, key.ToString()));
            Assert.Single(ReceiveN(3).Distinct());
        }
    }

    [Theory]
    [InlineData(17)]
    [InlineData(17L)]
    [InlineData(DayOfWeek.Friday)]
    [InlineData("text")]
    public void Equal_keys_of_any_kind_meet_one_routee(object key)
    {
        var router = Sys.ActorOf(new ConsistentHashingPool(10).Props(Worker.Recipe));
        router.Tell(new ConsistentHashableEnvelope("x", key));
        var routee = ExpectMsg<string>();
        router.Tell(new ConsistentHashableEnvelope("x", key));
        ExpectMsg(routee);
    }

    [Fact]
    public void Keys_without_a_serializer_go_by_their_equality()
    {
        var router = Sys.ActorOf(new ConsistentHashingPool(10).Props(Worker.Recipe));
        router.Tell(new ConsistentHashableEnvelope("x", new Keyed("k")));
        router.Tell(new ConsistentHashableEnvelope("x", new Keyed("k")));
        Assert.Single(ReceiveN(2).Distinct());
    }

    [Fact]
    public void The_mapping_goes_before_what_the_message_says()
    {
        var pool = new ConsistentHashingPool(10, static _ => "always");
        var router = Sys.ActorOf(pool.Props(Worker.Recipe));
        for (var i = 0; i < 20; i++)
        {
            router.Tell(new Keyed($"{i}"));
        }

        Assert.Single(ReceiveN(20).Distinct());
    }

    [Fact]
    public void A_message_without_a_key_is_a_warning_and_a_dead_letter()
    {
        var router = Sys.ActorOf(new ConsistentHashingPool(2).Props(Worker.Recipe));
        EventFilter.Warning(contains: "hashMapping").ExpectOne(
            () => EventFilter.DeadLetter<string>().ExpectOne(() => router.Tell("no key")));
    }

    [Fact]
    public void A_mapping_that_throws_is_a_warning_and_fails_nobody()
    {
        var pool = new ConsistentHashingPool(2, static _ => throw new InvalidOperationException("no mapping"));
        var router = Sys.ActorOf(pool.Props(Worker.Recipe));
        EventFilter.Warning(contains: "no mapping").ExpectOne(() => router.Tell("x"));
    }

    [Fact]
    public void A_group_hashes_like_a_pool()
    {
        var workers = Enumerable.Range(0, 5).Select(i => Sys.ActorOf(Worker.Recipe, $"w{i}")).ToList();
        var group = new ConsistentHashingGroup(workers.Select(w => w.Path.ToStringWithoutAddress()))
            .WithVirtualNodesFactor(7);
        Assert.Equal(7, group.VirtualNodesFactor);
        var router = Sys.ActorOf(group.Props());
        Assert.True(Where(router).Distinct().Count() > 1);
        Assert.Equal(Where(router), Where(router));
    }

    [Fact]
    public void A_ring_moves_only_the_keys_of_the_node_that_goes()
    {
        var ring = ConsistentHash.Create(["a", "b", "c", "d"], 20);
        var keys = Enumerable.Range(0, 2000).Select(i => $"key-{i}").ToList();
        var before = keys.ToDictionary(key => key, ring.NodeFor);
        var smaller = ring - "b";
        Assert.All(keys, key =>
        {
            var now = smaller.NodeFor(key);
            Assert.True(before[key] == "b" ? now != "b" : now == before[key]);
        });
        var again = smaller + "b";
        Assert.All(keys, key => Assert.Equal(before[key], again.NodeFor(key)));

        // A fair share is 500 of 2000; with 20 places each no node is left with less than a third of that.
        Assert.All(before.Values.GroupBy(node => node), share => Assert.InRange(share.Count(), 170, 1200));
        Assert.Equal(4, before.Values.Distinct().Count());
    }

    [Fact]
    public void A_ring_hashes_bytes_like_their_text_and_knows_when_it_is_empty()
    {
        var ring = ConsistentHash.Create(["a", "b", "c"], 3);
        Assert.Equal(ring.NodeFor("grün"), ring.NodeFor(global::System.Text.Encoding.UTF8.GetBytes("grün")));
        Assert.False(ring.IsEmpty);
        var empty = ConsistentHash.Create(Array.Empty<string>(), 3);
        Assert.True(empty.IsEmpty);
        Assert.Throws<InvalidOperationException>(() => empty.NodeFor("key"));
        Assert.Throws<ArgumentException>(() => ConsistentHash.Create(["a"], 0));
    }

    [Fact]
    public void Routees_that_stay_keep_most_of_their_keys()
    {
        var router = Sys.ActorOf(new ConsistentHashingPool(5).Props(Worker.Recipe));
        var before = Where(router);
        router.Tell(new AdjustPoolSize(1));
        Assert.Equal(6, this.Routees(router).Count);
        var after = Where(router);
        var fresh = after.Except(before).ToList();
        Assert.All(
            before.Zip(after), pair => Assert.True(pair.First == pair.Second || fresh.Contains(pair.Second)));
    }

    private List<string> Where(IActorRef router) => [.. Enumerable.Range(0, 100).Select(i =>
    {
        router.Tell(new ConsistentHashableEnvelope("x", i));
        return ExpectMsg<string>();
    })];

    private sealed record Keyed(string Key) : IConsistentHashable
    {
        public object ConsistentHashKey => Key;
    }
}
