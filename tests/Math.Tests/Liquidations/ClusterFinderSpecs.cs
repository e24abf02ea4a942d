namespace WhaleStack.Quant.Tests;

/// <summary>Peaks of the heatmap.</summary>
public sealed class ClusterFinderSpecs
{
    private const double BucketFraction = 0.001;
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void One_level_is_one_cluster_at_its_bucket()
    {
        var map = Map();
        Open(map, 0, 100, 1_000);
        var found = Find(map, new ClusterOptions(0.2, 0, 0.5, 0, 5), 100);
        var below = Assert.Single(found, cluster => cluster.Side == LiquidationSide.Longs);
        // By hand: 100 x 0.9 / 0.995 = 90.4523, in the bucket [90.3838, 90.4742) with centre 90.429; one bucket wide.
        Assert.Equal(map.CentreOf(map.BucketOf(90.4523)), below.Price, 9);
        Assert.Equal(50.0, below.MassQuote, 6);
        Assert.Equal(Math.Exp(BucketFraction) - 1, below.WidthFraction, 12);
        Assert.Equal((below.Price / 100) - 1, below.DistanceFraction, 12);
        var above = Assert.Single(found, cluster => cluster.Side == LiquidationSide.Shorts);
        Assert.True(above.DistanceFraction > 0 && below.DistanceFraction < 0);
    }

    [Fact]
    public void Smoothing_joins_near_levels_and_the_mass_stays_raw()
    {
        var map = Map();
        Open(map, 0, 100, 1_000);
        Open(map, 0, 100.2, 1_000); // Two buckets away.
        var apart = Find(map, new ClusterOptions(0.2, 0, 0.5, 0, 5), 100);
        Assert.Equal(2, apart.Count(cluster => cluster.Side == LiquidationSide.Longs));
        var joined = Find(map, new ClusterOptions(0.2, 3, 0.5, 0, 5), 100);
        var below = Assert.Single(joined, cluster => cluster.Side == LiquidationSide.Longs);
        Assert.Equal(100.0, below.MassQuote, 6);
        Assert.InRange(below.Price, 90.4523, 90.6332); // Between the two levels.
    }

    [Fact]
    public void The_heaviest_comes_first_and_the_light_and_the_far_are_left_out()
    {
        var map = Map();
        Open(map, 0, 103, 1_000);
        Open(map, 0, 100, 3_000);
        Open(map, 0, 98, 90); // 2 % of the longs.
        var found = Find(map, new ClusterOptions(0.2, 0, 0.5, 0.05, 5), 100);
        var longs = found.Where(cluster => cluster.Side == LiquidationSide.Longs).ToList();
        Assert.Equal([150.0, 50.0], longs.Select(cluster => Math.Round(cluster.MassQuote, 6)));
        Assert.True(found.SequenceEqual(found.OrderByDescending(cluster => cluster.MassQuote)));
        Assert.DoesNotContain(
            Find(map, new ClusterOptions(0.05, 0, 0.5, 0, 5), 100), cluster => cluster.Side == LiquidationSide.Longs);
        Assert.Single(
            Find(map, new ClusterOptions(0.2, 0, 0.5, 0, 1), 100), cluster => cluster.Side == LiquidationSide.Longs);
    }

    [Fact]
    public void A_shoulder_of_a_peak_is_no_cluster_of_its_own()
    {
        var map = Map();
        Open(map, 0, 100, 10_000);
        Open(map, 0, 100.1, 4_000); // Next bucket, below half of the peak, falling away from it.
        var found = Find(map, new ClusterOptions(0.2, 0, 0.5, 0, 5), 100);
        Assert.Single(found, cluster => cluster.Side == LiquidationSide.Longs);
    }

    [Fact]
    public void An_empty_map_has_no_cluster()
    {
        Assert.Empty(Find(Map(), new ClusterOptions(0.2, 3, 0.5, 0, 5), 100));
        Assert.Throws<ArgumentOutOfRangeException>(() => Find(Map(), new ClusterOptions(0.2, 3, 0.5, 0, 5), 0));
        Assert.Throws<ArgumentException>(() => Find(Map(), new ClusterOptions(2, -1, 0, 7, 0), 100));
    }

    private static LiquidationHeatmap Map() => new(
        new HeatmapOptions(0.1, 0.005, BucketFraction, [new LeverageTier(10, 1.0, TimeSpan.FromDays(300))]));

    private static void Open(LiquidationHeatmap map, int hour, double price, double turnover) =>
        map.Apply(new HeatmapCandle(Noon.AddHours(hour), price, price, price, price, turnover));

    private static List<LiquidationCluster> Find(LiquidationHeatmap map, ClusterOptions options, double price)
    {
        var found = new List<LiquidationCluster>();
        new ClusterFinder(options, BucketFraction).Find(map, price, found);
        return found;
    }
}
