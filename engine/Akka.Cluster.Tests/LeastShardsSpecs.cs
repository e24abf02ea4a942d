using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster.Sharding;

namespace Akka.Cluster.Tests;

/// <summary>Where the default strategies put shards, and which ones they move.</summary>
public class LeastShardsSpecs : ClusterSpec
{
    private static readonly ImmutableHashSet<string> None = [];

    /// <summary>Regions with so many shards each; shards are numbered through.</summary>
    private (IActorRef[] Regions, IImmutableDictionary<IActorRef, IImmutableList<string>> Allocations) Spread(
        params int[] counts)
    {
        var regions = counts.Select(_ => CreateTestProbe().Ref).ToArray();
        var next = 0;
        IImmutableList<string> Some(int count) =>
            Enumerable.Range(0, count).Select(_ => $"{next++:000}").ToImmutableList();
        var allocations = regions.Zip(counts).ToImmutableDictionary(pair => pair.First, pair => Some(pair.Second));
        return (regions, allocations);
    }

    private static int[] Numbers(string text) =>
        [.. text.Where(char.IsDigit).Select(digit => digit - '0')]; // One digit each.

    private static int[] Counts(
        IActorRef[] regions,
        IImmutableDictionary<IActorRef, IImmutableList<string>> allocations,
        IImmutableSet<string> moving) =>
        [.. regions.Select(region => allocations[region].Count(moving.Contains))];

    [Fact]
    public async Task A_shard_goes_to_the_region_with_the_fewest()
    {
        var (regions, allocations) = Spread(3, 1, 2);
        foreach (var strategy in (IShardAllocationStrategy[])
            [ShardAllocationStrategy.LeastShardAllocationStrategy(10, 1), new LeastShardsByThreshold(1, 3)])
        {
            Assert.Equal(regions[1], await strategy.AllocateShard(regions[0], "new", allocations));
        }
    }

    [Theory]
    [InlineData("6 0 0", 100, 1.0, "4 0 0")]
    [InlineData("6 0 0", 3, 1.0, "3 0 0")]
    [InlineData("6 0 0", 100, 0.34, "2 0 0")]
    [InlineData("6 0 0", 100, 0.0, "1 0 0")]
    [InlineData("2 2 2", 100, 1.0, "0 0 0")]
    [InlineData("2 1 1", 100, 1.0, "0 0 0")]
    [InlineData("5 1 0", 100, 1.0, "3 0 0")]
    [InlineData("", 100, 1.0, "")]
    public async Task By_limit_a_round_evens_out_what_the_limits_allow(
        string counts, int absolute, double relative, string moved)
    {
        var (regions, allocations) = Spread(Numbers(counts));
        var strategy = ShardAllocationStrategy.LeastShardAllocationStrategy(absolute, relative);
        var moving = await strategy.Rebalance(allocations, None);
        Assert.Equal(Numbers(moved), Counts(regions, allocations, moving));
    }

    [Fact]
    public async Task By_limit_an_almost_even_spread_is_finished()
    {
        // Nobody has more than the even 3, but the last one has 2 less: one of the full ones gives.
        var (regions, allocations) = Spread(3, 3, 3, 1);
        var strategy = ShardAllocationStrategy.LeastShardAllocationStrategy(100, 1);
        var moving = await strategy.Rebalance(allocations, None);
        Assert.Equal(0, Counts(regions, allocations, moving)[3]);
        Assert.Single(moving);
    }

    [Fact]
    public async Task By_limit_one_round_ends_before_the_next()
    {
        var (_, allocations) = Spread(6, 0);
        var strategy = ShardAllocationStrategy.LeastShardAllocationStrategy(100, 1);
        Assert.Empty(await strategy.Rebalance(allocations, None.Add("000")));
    }

    [Theory]
    [InlineData("3 2", 1, 3, "0 0")]
    [InlineData("4 2", 1, 3, "1 0")]
    [InlineData("9 0", 1, 3, "1 0")]
    [InlineData("9 0", 5, 3, "3 0")]
    [InlineData("5", 1, 3, "0")]
    public async Task By_threshold_the_fullest_gives_when_it_has_so_many_more(
        string counts, int threshold, int simultaneous, string moved)
    {
        var (regions, allocations) = Spread(Numbers(counts));
        var strategy = new LeastShardsByThreshold(threshold, simultaneous);
        Assert.Equal(Numbers(moved), Counts(regions, allocations, await strategy.Rebalance(allocations, None)));
    }

    [Fact]
    public async Task By_threshold_so_many_move_at_once()
    {
        var (regions, allocations) = Spread(10, 0);
        var strategy = new LeastShardsByThreshold(2, 3);
        Assert.Equal(["002"], await strategy.Rebalance(allocations, ImmutableHashSet.Create("000", "001")));
        Assert.Empty(await strategy.Rebalance(allocations, ImmutableHashSet.Create("000", "001", "002")));
        Assert.NotEmpty(regions);
    }

    [Fact]
    public void The_default_follows_the_settings()
    {
        var sharding = ClusterSharding.Get(Sys);
        var settings = ClusterShardingSettings.Create(Sys);
        Assert.IsType<LeastShardsByThreshold>(sharding.DefaultShardAllocationStrategy(settings));
        var limited = settings.WithTuningParameters(
            settings.TuningParameters.WithLeastShardAllocationAbsoluteLimit(20));
        Assert.IsType<LeastShardsByLimit>(sharding.DefaultShardAllocationStrategy(limited));
    }
}
