using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Event;

namespace Akka.Cluster.Tests;

/// <summary>Entities by id: routing, starting, passivating, order, and what a region tells about itself.</summary>
public class ShardingSpecs : ClusterSpec
{
    private const int Shards = 4;

    private ClusterSharding Sharding => ClusterSharding.Get(Sys);

    private IActorRef StartCounters(ClusterShardingSettings? settings = null) => Sharding.Start(
        "counter",
        id => Props.Create(() => new Counter(id, TestActor)),
        settings ?? ClusterShardingSettings.Create(Sys),
        new CounterExtractor());

    [Fact]
    public async Task Messages_reach_the_entity_they_are_for()
    {
        await JoinSelf();
        var region = StartCounters();
        region.Tell(new ShardingEnvelope("a", "one"), TestActor);
        ExpectMsg("start a");
        ExpectMsg("a:one");
        region.Tell(new Add("b", 2));
        ExpectMsg("start b");
        ExpectMsg("b=2");
        region.Tell(new Add("b", 3));
        ExpectMsg("b=5");
        region.Tell(new Add("a", 1));
        ExpectMsg("a=1");
    }

    [Fact]
    public async Task Paths_have_the_documented_shape()
    {
        await JoinSelf();
        var region = StartCounters();
        Assert.Equal("/system/sharding/counter", region.Path.ToStringWithoutAddress());
        region.Tell(new ShardingEnvelope("a b/c", "where"));
        ExpectMsg("start a b/c");
        var shard = new CounterExtractor().ShardId("a b/c");
        ExpectMsg($"/system/sharding/counter/{shard}/a%20b%2Fc");
    }

    [Fact]
    public async Task Messages_sent_before_the_node_is_up_wait_in_order()
    {
        var region = StartCounters();
        for (var i = 0; i < 100; i++)
        {
            region.Tell(new ShardingEnvelope("a", i));
        }

        ExpectNoMsg(TimeSpan.FromMilliseconds(100));
        await JoinSelf();
        ExpectMsg("start a");
        for (var i = 0; i < 100; i++)
        {
            ExpectMsg($"a:{i}");
        }
    }

    [Fact]
    public async Task Many_messages_to_many_entities_keep_the_order_of_their_sender()
    {
        await JoinSelf();
        var region = StartCounters();
        const int Entities = 50;
        const int Each = 200;
        for (var i = 0; i < Each; i++)
        {
            for (var e = 0; e < Entities; e++)
            {
                region.Tell(new ShardingEnvelope($"e{e}", i));
            }
        }

        var texts = ReceiveN(Entities * (Each + 1), TimeSpan.FromSeconds(20)).Cast<string>().ToList();
        for (var e = 0; e < Entities; e++)
        {
            var mine = texts.Where(text => text.StartsWith($"e{e}:", StringComparison.Ordinal));
            Assert.Equal(Enumerable.Range(0, Each).Select(i => $"e{e}:{i}"), mine);
        }
    }

    [Fact]
    public async Task An_entity_that_passivates_gets_its_stop_message_and_its_successor_what_came_meanwhile()
    {
        await JoinSelf();
        var region = StartCounters();
        region.Tell(new Add("a", 1));
        ExpectMsg("start a");
        ExpectMsg("a=1");
        region.Tell(new ShardingEnvelope("a", "passivate slowly"));
        ExpectMsg("stopping a");
        var entity = LastSender;
        region.Tell(new Add("a", 10));
        region.Tell(new Add("a", 20));
        ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        entity.Tell("end");
        ExpectMsg("stop a");
        ExpectMsg("start a");
        ExpectMsg("a=10");
        ExpectMsg("a=30");
        Assert.Equal(["a"], await EntitiesOf(region));
    }

    [Fact]
    public async Task Passivation_under_fire_loses_nothing_and_keeps_the_order()
    {
        await JoinSelf();
        var region = StartCounters();
        const int Count = 2000;
        for (var i = 0; i < Count; i++)
        {
            region.Tell(new ShardingEnvelope("a", i));
            if (i % 50 == 25)
            {
                region.Tell(new ShardingEnvelope("a", "passivate"));
            }

            if (i % 5 == 0)
            {
                await Task.Yield();
            }
        }

        var numbers = new List<string>();
        while (numbers.Count < Count)
        {
            var text = ExpectMsg<string>(Patience);
            if (text.StartsWith("a:", StringComparison.Ordinal))
            {
                numbers.Add(text);
            }
        }

        Assert.Equal(Enumerable.Range(0, Count).Select(i => $"a:{i}"), numbers);
    }

    [Fact]
    public async Task An_entity_that_ends_by_itself_starts_again_with_its_next_message()
    {
        await JoinSelf();
        var region = StartCounters();
        region.Tell(new Add("a", 1));
        ExpectMsg("start a");
        ExpectMsg("a=1");
        region.Tell(new ShardingEnvelope("a", PoisonPill.Instance));
        ExpectMsg("stop a");
        await AwaitAssertAsync(async () => Assert.Empty(await EntitiesOf(region)), Patience);
        region.Tell(new Add("a", 5));
        ExpectMsg("start a");
        ExpectMsg("a=5");
    }

    [Fact]
    public async Task A_failing_entity_restarts_and_takes_the_next_message()
    {
        await JoinSelf();
        var region = StartCounters();
        region.Tell(new Add("a", 1));
        ExpectMsg("start a");
        ExpectMsg("a=1");
        region.Tell(new ShardingEnvelope("a", "fail"));
        region.Tell(new Add("a", 2));
        ExpectMsg("stop a");
        ExpectMsg("start a");
        ExpectMsg("a=2");
    }

    [Fact]
    public async Task Idle_entities_are_passivated()
    {
        await JoinSelf();
        var settings = ClusterShardingSettings.Create(Sys).WithPassivateIdleAfter(TimeSpan.FromMilliseconds(200));
        var region = StartCounters(settings);
        region.Tell(new Add("a", 1));
        ExpectMsg("start a");
        ExpectMsg("a=1");
        ExpectMsg("stop a");
        region.Tell(new Add("a", 2));
        ExpectMsg("start a");
        ExpectMsg("a=2");
    }

    [Fact]
    public async Task Remembered_entities_come_back_by_themselves()
    {
        await JoinSelf();
        var settings = ClusterShardingSettings.Create(Sys).WithRememberEntities(true);
        settings = settings.WithTuningParameters(
            settings.TuningParameters.WithEntityRestartBackoff(TimeSpan.FromMilliseconds(50)));
        var region = StartCounters(settings);
        region.Tell(new ShardRegion.StartEntity("a"), ActorRefs.NoSender);
        ExpectMsg("start a");
        region.Tell(new ShardingEnvelope("a", PoisonPill.Instance));
        ExpectMsg("stop a");
        ExpectMsg("start a");
        region.Tell(new Add("a", 4));
        ExpectMsg("a=4");
    }

    [Fact]
    public async Task A_region_tells_its_shards_and_entities()
    {
        await JoinSelf();
        var region = StartCounters();
        foreach (var id in new[] { "a", "b", "c" })
        {
            region.Tell(new Add(id, 1));
            ExpectMsg("start " + id);
            ExpectMsg($"{id}=1");
        }

        var state = await region.Ask<CurrentShardRegionState>(GetShardRegionState.Instance, Patience);
        var extractor = new CounterExtractor();
        Assert.Equal(["a", "b", "c"], state.Shards.SelectMany(shard => shard.EntityIds).Order());
        Assert.All(state.Shards, shard =>
            Assert.All(shard.EntityIds, id => Assert.Equal(shard.ShardId, extractor.ShardId(id))));
        Assert.Empty(state.Failed);

        var stats = await region.Ask<ShardRegionStats>(GetShardRegionStats.Instance, Patience);
        Assert.Equal(3, stats.Stats.Values.Sum());
        var all = await region.Ask<ClusterShardingStats>(new GetClusterShardingStats(Patience), Patience);
        Assert.Equal(stats, all.Regions[Cluster.SelfAddress]);
        var regions = await region.Ask<CurrentRegions>(GetCurrentRegions.Instance, Patience);
        Assert.Equal([Cluster.SelfAddress], regions.Regions);

        var here = await region.Ask<EntityLocation>(new GetEntityLocation("a", Patience), Patience);
        Assert.Equal(Cluster.SelfAddress, here.ShardRegion);
        Assert.Equal("a", here.EntityRef.Value.Path.Name);
        var nowhere = await region.Ask<EntityLocation>(new GetEntityLocation("zzz", Patience), Patience);
        Assert.False(nowhere.EntityRef.HasValue);
    }

    [Fact]
    public async Task A_type_starts_once_and_is_found_by_name()
    {
        await JoinSelf();
        Assert.Throws<ArgumentException>(() => Sharding.ShardRegion("counter"));
        var region = StartCounters();
        Assert.Equal(region, StartCounters());
        Assert.Equal(region, Sharding.ShardRegion("counter"));
        Assert.Equal(["counter"], Sharding.ShardTypeNames);
    }

    [Fact]
    public async Task A_proxy_leads_to_the_region_and_waits_for_it()
    {
        await JoinSelf();
        var proxy = Sharding.StartProxy("counter", "some-role", new CounterExtractor());
        Assert.Equal("/system/sharding/counterProxy", proxy.Path.ToStringWithoutAddress());
        proxy.Tell(new Add("a", 1));
        ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        StartCounters();
        proxy.Tell(new Add("a", 2));
        ExpectMsg("start a");
        ExpectMsg("a=1");
        ExpectMsg("a=3");
    }

    [Fact]
    public void A_node_without_the_role_runs_only_a_proxy()
    {
        var region = StartCounters(ClusterShardingSettings.Create(Sys).WithRole("other"));
        Assert.Equal("counterProxy", region.Path.Name);
    }

    [Fact]
    public async Task Messages_for_nobody_are_unhandled()
    {
        await JoinSelf();
        var unhandled = CreateTestProbe();
        Sys.EventStream.Subscribe(unhandled.Ref, typeof(UnhandledMessage));
        StartCounters().Tell("no id in here");
        Assert.Equal("no id in here", unhandled.ExpectMsg<UnhandledMessage>().Message);
    }

    [Fact]
    public async Task Graceful_shutdown_stops_entities_then_the_region()
    {
        await JoinSelf();
        var region = StartCounters();
        region.Tell(new Add("a", 1));
        ExpectMsg("start a");
        ExpectMsg("a=1");
        Watch(region);
        region.Tell(GracefulShutdown.Instance);
        ExpectMsg("stop a");
        ExpectTerminated(region);
        AwaitAssert(() => Assert.Empty(Sharding.ShardTypeNames), Patience);
        StartCounters().Tell(new Add("a", 2));
        ExpectMsg("start a");
        ExpectMsg("a=2");
    }

    [Fact]
    public async Task Leaving_stops_entities_before_the_node_is_removed()
    {
        await JoinSelf();
        StartCounters().Tell(new Add("a", 1));
        ExpectMsg("start a");
        ExpectMsg("a=1");
        Cluster.RegisterOnMemberRemoved(() => TestActor.Tell("removed", ActorRefs.NoSender));
        var left = Cluster.LeaveAsync();
        ExpectMsg("stop a");
        ExpectMsg("removed");
        await left.WaitAsync(Patience);
    }

    [Fact]
    public void Hash_codes_spread_entities_evenly_and_never_change()
    {
        var extractor = new CounterExtractor();
        var sizes = Enumerable.Range(0, 4000).GroupBy(i => extractor.ShardId($"BTCUSDT-{i}")).ToList();
        Assert.Equal(Shards, sizes.Count);
        Assert.All(sizes, shard => Assert.InRange(shard.Count(), 850, 1150));
        Assert.Equal(extractor.ShardId("BTCUSDT"), new CounterExtractor().ShardId("BTCUSDT"));
    }

    private static async Task<IEnumerable<string>> EntitiesOf(IActorRef region)
    {
        var state = await region.Ask<CurrentShardRegionState>(GetShardRegionState.Instance, Patience);
        return state.Shards.SelectMany(shard => shard.EntityIds);
    }

    private sealed record Add(string Id, int Number);

    private sealed class CounterExtractor() : HashCodeMessageExtractor(Shards)
    {
        public override string? EntityId(object message) => (message as Add)?.Id;
    }

    private sealed class Counter : UntypedActor
    {
        private readonly string _id;
        private readonly IActorRef _listener;
        private int _sum;

        public Counter(string id, IActorRef listener)
        {
            _id = id;
            _listener = listener;
        }

        protected override void PreStart() => _listener.Tell("start " + _id);

        protected override void PostStop() => _listener.Tell("stop " + _id);

        protected override void OnReceive(object message)
        {
            switch (message)
            {
                case Add add:
                    _sum += add.Number;
                    _listener.Tell($"{_id}={_sum}");
                    break;
                case "passivate":
                    Context.Parent.Tell(new Passivate("end"));
                    break;
                case "passivate slowly":
                    Context.Parent.Tell(new Passivate("wait"));
                    break;
                case "wait":
                    _listener.Tell("stopping " + _id);
                    break;
                case "end":
                    Context.Stop(Self);
                    break;
                case "fail":
                    throw new InvalidOperationException("Told to fail.");
                case "where":
                    _listener.Tell(Self.Path.ToStringWithoutAddress());
                    break;
                default:
                    _listener.Tell($"{_id}:{message}");
                    break;
            }
        }
    }
}
