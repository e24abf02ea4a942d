using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Event;

namespace Akka.Cluster.Tests;

/// <summary>The strategy is really asked, and what it says is done.</summary>
public class ShardAllocationSpecs : ClusterSpec
{
    private readonly Strategy _strategy = new();

    private IActorRef Start(TimeSpan? retry = null)
    {
        var settings = ClusterShardingSettings.Create(Sys);
        settings = settings.WithTuningParameters(settings.TuningParameters
            .WithRebalanceInterval(TimeSpan.FromMilliseconds(20))
            .WithRetryInterval(retry ?? TimeSpan.FromMilliseconds(20)));
        return ClusterSharding.Get(Sys).Start(
            "thing", _ => Props.Create(() => new Echo(TestActor)), settings, new ByFirstLetter(), _strategy, "end");
    }

    [Fact]
    public async Task A_shard_goes_where_the_strategy_says_and_is_asked_for_once()
    {
        await JoinSelf();
        var region = Start();
        Assert.Same(Sys, _strategy.System);
        region.Tell(new ShardingEnvelope("a1", "x"), TestActor);
        region.Tell(new ShardingEnvelope("a2", "y"), TestActor);
        Assert.Equal(["a1:x", "a2:y", "start a1", "start a2"], ReceiveN(4).Cast<string>().Order());
        region.Tell(new ShardingEnvelope("b1", "z"), TestActor);
        ExpectMsg("start b1");
        ExpectMsg("b1:z");
        Assert.Equal(["a", "b"], _strategy.Asked);
        Assert.Equal(region, _strategy.Requester);
        Assert.Equal(["a"], _strategy.Seen);
    }

    [Fact]
    public async Task A_strategy_that_fails_is_asked_again_and_nothing_is_lost()
    {
        await JoinSelf();
        _strategy.Failures = 3;
        var region = Start();
        region.Tell(new ShardingEnvelope("a", 1), TestActor);
        region.Tell(new ShardingEnvelope("a", 2), TestActor);
        ExpectMsg("start a");
        ExpectMsg("a:1");
        ExpectMsg("a:2");
        Assert.Equal(4, _strategy.Asked.Count);
    }

    [Fact]
    public async Task A_shard_that_must_move_stops_with_the_message_given_and_comes_back_with_the_next()
    {
        await JoinSelf();
        var region = Start();
        region.Tell(new ShardingEnvelope("a", 1), TestActor);
        ExpectMsg("start a");
        ExpectMsg("a:1");
        _strategy.Move("a");
        ExpectMsg("a got its own stop message");
        ExpectMsg("stop a");
        region.Tell(new ShardingEnvelope("a", 2), TestActor);
        ExpectMsg("start a");
        ExpectMsg("a:2");
        Assert.Equal(["a", "a"], _strategy.Asked);
    }

    [Fact]
    public async Task Moving_under_fire_loses_nothing_and_keeps_the_order()
    {
        await JoinSelf();
        var region = Start();
        const int Count = 2000;
        for (var i = 0; i < Count; i++)
        {
            region.Tell(new ShardingEnvelope("a", i), TestActor);
            if (i % 200 == 100)
            {
                _strategy.Move("a");
                await AwaitConditionAsync(() => Task.FromResult(_strategy.HasMoved), Patience);
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
    public async Task What_comes_while_the_buffer_is_full_becomes_a_dead_letter()
    {
        var dead = CreateTestProbe();
        Sys.EventStream.Subscribe(dead.Ref, typeof(DeadLetter));
        var settings = ClusterShardingSettings.Create(Sys);
        settings = settings.WithTuningParameters(settings.TuningParameters.WithBufferSize(2));
        var region = ClusterSharding.Get(Sys).Start(
            "thing", Props.Create(() => new Echo(TestActor)), settings, new ByFirstLetter(), _strategy, "end");
        for (var i = 0; i < 3; i++)
        {
            region.Tell(new ShardingEnvelope("a", i), TestActor);
        }

        Assert.Equal(2, dead.FishForMessage<DeadLetter>(letter => letter.Message is int).Message);
        await JoinSelf();
        ExpectMsg("start a");
        ExpectMsg("a:0");
        ExpectMsg("a:1");
    }

    [Fact]
    public async Task Starting_an_entity_is_acknowledged()
    {
        await JoinSelf();
        var region = Start();
        var asker = CreateTestProbe();
        region.Tell(new ShardRegion.StartEntity("a1"), asker.Ref);
        ExpectMsg("start a1");
        Assert.Equal(new ShardRegion.StartEntityAck("a1", "a"), asker.ExpectMsg<ShardRegion.StartEntityAck>());
    }

    [Fact]
    public async Task A_startable_strategy_is_started_once()
    {
        await JoinSelf();
        var strategy = new Startable();
        for (var i = 0; i < 2; i++)
        {
            ClusterSharding.Get(Sys).Start(
                "other",
                Props.Create(() => new Echo(TestActor)),
                ClusterShardingSettings.Create(Sys),
                new ByFirstLetter(),
                strategy,
                "end");
        }

        Assert.Equal(1, strategy.Starts);
    }

    private sealed class ByFirstLetter : IMessageExtractor
    {
        public string? EntityId(object message) => null;

        public object? EntityMessage(object message) => message;

        public string? ShardId(string entityId, object? messageHint = null) => entityId[..1];
    }

    /// <summary>Written by the coordinator, read by the test after messages that came by way of it.</summary>
    private sealed class Strategy : IActorSystemDependentAllocationStrategy
    {
        private readonly Lock _lock = new();
        private ImmutableHashSet<string> _move = [];

        public ActorSystem? System { get; private set; }

        public List<string> Asked { get; } = [];

        public IActorRef? Requester { get; private set; }

        /// <summary>The shards of the requester when it asked last.</summary>
        public List<string> Seen { get; private set; } = [];

        public int Failures { get; set; }

        public void Start(ActorSystem system) => System = system;

        /// <summary>Whether what should move was asked for since <see cref="Move"/>.</summary>
        public bool HasMoved
        {
            get
            {
                lock (_lock)
                {
                    return _move.IsEmpty;
                }
            }
        }

        public void Move(string shard)
        {
            lock (_lock)
            {
                _move = [shard];
            }
        }

        public Task<IActorRef> AllocateShard(
            IActorRef requester,
            string shardId,
            IImmutableDictionary<IActorRef, IImmutableList<string>> currentShardAllocations)
        {
            Asked.Add(shardId);
            (Requester, Seen) = (requester, [.. currentShardAllocations[requester]]);
            return Failures-- > 0
                ? throw new InvalidOperationException("Told to fail.")
                : Task.FromResult(currentShardAllocations.Keys.First());
        }

        public Task<IImmutableSet<string>> Rebalance(
            IImmutableDictionary<IActorRef, IImmutableList<string>> currentShardAllocations,
            IImmutableSet<string> rebalanceInProgress)
        {
            lock (_lock)
            {
                var move = _move;
                _move = [];
                return Task.FromResult<IImmutableSet<string>>(move);
            }
        }
    }

    private sealed class Startable : IStartableAllocationStrategy
    {
        public int Starts { get; private set; }

        public void Start() => Starts++;

        public Task<IActorRef> AllocateShard(
            IActorRef requester,
            string shardId,
            IImmutableDictionary<IActorRef, IImmutableList<string>> currentShardAllocations) =>
            Task.FromResult(requester);

        public Task<IImmutableSet<string>> Rebalance(
            IImmutableDictionary<IActorRef, IImmutableList<string>> currentShardAllocations,
            IImmutableSet<string> rebalanceInProgress) =>
            Task.FromResult<IImmutableSet<string>>(ImmutableHashSet<string>.Empty);
    }
}
