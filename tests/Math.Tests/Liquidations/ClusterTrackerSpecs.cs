using FsCheck;
using FsCheck.Fluent;

namespace WhaleStack.Quant.Tests;

/// <summary>The same cluster keeps its id.</summary>
public sealed class ClusterTrackerSpecs
{
    private static readonly ClusterTrackerOptions Options = new(0.01, 0.25, 1);
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_cluster_is_born_grows_shrinks_and_is_swept_under_one_id()
    {
        var tracker = new ClusterTracker(Options);
        Assert.Equal([(ClusterChange.Born, 1L)], Step(tracker, 0, 100, 101, Short(110, 100)));
        Assert.Empty(Step(tracker, 1, 100, 101, Short(110.5, 120))); // A fifth more is not told yet ...
        Assert.Equal([(ClusterChange.Grown, 1L)], Step(tracker, 2, 100, 101, Short(110.9, 126))); // ... but adds up.
        Assert.Equal([(ClusterChange.Shrunk, 1L)], Step(tracker, 3, 100, 101, Short(110.9, 90)));
        Assert.Equal((126.0, Noon), (tracker.Tracked[0].MassQuoteMax, tracker.Tracked[0].BornAt));
        Assert.Equal([(ClusterChange.Swept, 1L)], Step(tracker, 4, 100, 110.9));
        Assert.Empty(tracker.Tracked);
        Assert.Equal([(ClusterChange.Born, 2L)], Step(tracker, 5, 100, 101, Short(110.9, 90)));
    }

    [Fact]
    public void Only_a_low_sweeps_longs_and_only_a_high_sweeps_shorts()
    {
        var tracker = new ClusterTracker(Options);
        Step(tracker, 0, 100, 101, Short(110, 100), Long(90, 100));
        Assert.Empty(Step(tracker, 1, 90.1, 109.9, Short(110, 100), Long(90, 100)));
        Assert.Equal([(ClusterChange.Swept, 2L)], Step(tracker, 2, 89, 91, Short(110, 100)));
        Assert.Equal([(ClusterChange.Swept, 1L)], Step(tracker, 3, 100, 112));
    }

    [Fact]
    public void One_that_hides_keeps_its_id_for_a_while_and_then_fades()
    {
        var tracker = new ClusterTracker(Options);
        Step(tracker, 0, 100, 101, Short(110, 100));
        Assert.Empty(Step(tracker, 1, 100, 101));
        Assert.Empty(Step(tracker, 2, 100, 101, Short(110, 100)));
        Assert.Empty(Step(tracker, 3, 100, 101));
        Assert.Equal([(ClusterChange.Faded, 1L)], Step(tracker, 4, 100, 101));
    }

    [Fact]
    public void Nearest_pairs_match_first_and_sides_do_not_mix()
    {
        var tracker = new ClusterTracker(Options);
        Step(tracker, 0, 100, 101, Short(110, 100), Short(110.8, 100));
        Step(tracker, 1, 100, 101, Short(110.7, 100)); // Near enough to both; nearer to the second.
        Assert.Equal([(1L, 1), (2L, 0)], tracker.Tracked.Select(cluster => (cluster.Id, cluster.Missed)));
        Assert.Equal(
            [(ClusterChange.Born, 3L)], Step(tracker, 2, 115, 120, Long(110.7, 100)).Where(c => c.Id == 3));
    }

    [Fact]
    public void Ids_are_each_used_once_and_the_same_bars_tell_the_same_story() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<int>(),
            seed =>
            {
                var (first, second) = (Story(seed), Story(seed));
                Assert.Equal(first, second);
                var born = first.Where(told => told.Change == ClusterChange.Born).Select(told => told.Id).ToList();
                Assert.Equal(Enumerable.Range(1, born.Count).Select(id => (long)id), born);
                var gone = first.Where(told => told.Change is ClusterChange.Swept or ClusterChange.Faded).ToList();
                Assert.Equal(gone.Count, gone.Select(told => told.Id).Distinct().Count());
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void No_more_are_followed_than_the_limit()
    {
        var tracker = new ClusterTracker(Options);
        tracker.Update(Noon, 1, 1, [.. Enumerable.Range(1, 500).Select(i => Short(Math.Pow(1.1, i), 1))]);
        Assert.Equal(ClusterTracker.TrackedMax, tracker.Tracked.Count);
        Assert.Throws<ArgumentOutOfRangeException>(() => tracker.Update(Noon, 2, 1, []));
        Assert.Throws<ArgumentException>(() => new ClusterTracker(new ClusterTrackerOptions(0, 0, -1)));
    }

    private static List<(ClusterChange Change, long Id)> Story(int seed)
    {
        var (random, tracker) = (new Random(seed), new ClusterTracker(Options));
        var told = new List<(ClusterChange Change, long Id)>();
        for (var hour = 0; hour < 40; hour++)
        {
            LiquidationCluster[] found =
            [
                .. Enumerable.Range(0, random.Next(6)).Select(_ => random.Next(2) == 0
                    ? Short(101 + (20 * random.NextDouble()), random.NextDouble() * 100)
                    : Long(99 - (20 * random.NextDouble()), random.NextDouble() * 100)),
            ];
            told.AddRange(Step(tracker, hour, 99.5 - random.Next(5), 100.5 + random.Next(5), found));
        }

        return told;
    }

    private static List<(ClusterChange Change, long Id)> Step(
        ClusterTracker tracker, int hour, double low, double high, params LiquidationCluster[] found) =>
        [.. tracker.Update(Noon.AddHours(hour), low, high, found).Select(told => (told.Change, told.Cluster.Id))];

    private static LiquidationCluster Short(double price, double mass) =>
        new(LiquidationSide.Shorts, price, mass, 0.002, (price / 100) - 1);

    private static LiquidationCluster Long(double price, double mass) =>
        new(LiquidationSide.Longs, price, mass, 0.002, (price / 100) - 1);
}
