using FsCheck;
using FsCheck.Fluent;

namespace WhaleStack.Quant.Tests;

/// <summary>How clusters compare with what is around them.</summary>
public sealed class ClusterProfileSpecs
{
    private static readonly ClusterOptions Options = new(0.2, 0, 0.5, 0.0, 5);

    [Fact]
    public void Prominence_is_the_fall_before_higher_ground()
    {
        // By hand: the 5 falls to 2 before the 9; the 4 to 1 (right end is 0 beyond); the 9 is the highest.
        double[] values = [0, 5, 2, 9, 1, 4, 3];
        Assert.Equal(3.0, Prominence.Of(values, 1));
        Assert.Equal(9.0, Prominence.Of(values, 3));
        Assert.Equal(3.0, Prominence.Of(values, 5));
        Assert.Equal(0.0, Prominence.Of(values, 2));
        Assert.Equal(7.0, Prominence.Of([7], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Prominence.Of(values, 7));
    }

    [Fact]
    public void Prominence_lies_between_nothing_and_the_height() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<(byte[] Heights, byte Place)>(),
            input =>
            {
                double[] values = [.. (input.Heights ?? []).Select(height => (double)height), 1.0];
                var place = input.Place % values.Length;
                Assert.InRange(Prominence.Of(values, place), 0.0, values[place]);
                Assert.Equal(values.Max(), Prominence.Of(values, Array.IndexOf(values, values.Max())));
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void Share_prominence_and_distance_are_those_of_its_side()
    {
        var map = new LevelSnapshot("any", 0.001, 100, [(90, 30), (95, 10), (110, 60)]);
        var found = new List<LiquidationCluster>();
        new ClusterFinder(Options, 0.001).Find(map, 100, found);
        var profiles = new List<ClusterProfile>();
        new ClusterProfiler(Options, 0.001).Measure(map, 100, 2.5, found, profiles);
        Assert.Equal([60.0, 30.0, 10.0], profiles.Select(profile => profile.Cluster.MassQuote));
        Assert.Equal([1.0, 0.75, 0.25], profiles.Select(profile => profile.ShareFraction));
        Assert.Equal([1.0, 1.0, 1.0 / 3], profiles.Select(profile => profile.ProminenceFraction));
        Assert.Equal([4.0, 4.0, 2.0], profiles.Select(profile => Math.Round(profile.DistanceAtr, 1)));
        profiles.Clear();
        new ClusterProfiler(Options, 0.001).Measure(map, 100, null, found, profiles);
        Assert.All(profiles, profile => Assert.True(double.IsNaN(profile.DistanceAtr)));
    }

    [Fact]
    public void Imbalance_weighs_above_against_below_within_reach()
    {
        var profiler = new ClusterProfiler(Options, 0.001);
        var map = new LevelSnapshot("a", 0.001, 100, [(90, 10), (110, 30), (200, 99)]);
        Assert.Equal(0.5, profiler.Imbalance(map, 100));
        Assert.Equal(-1.0, profiler.Imbalance(new LevelSnapshot("a", 0.001, 100, [(90, 10)]), 100));
        Assert.Null(profiler.Imbalance(new LevelSnapshot("a", 0.001, 100, [(200, 10)]), 100));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => profiler.Imbalance(new LevelSnapshot("a", 0.001, 100, [(90, 10)]), 0));
    }

    [Theory]
    [InlineData(0.00001, 100, 90, 1)]
    [InlineData(0.001, 0, 90, 1)]
    [InlineData(0.001, 100, 0, 1)]
    [InlineData(0.001, 100, 90, -1)]
    [InlineData(0.001, 100, 90, double.NaN)]
    public void An_impossible_snapshot_is_refused(double bucket, double price, double level, double mass)
    {
        Assert.ThrowsAny<ArgumentException>(() => new LevelSnapshot("a", bucket, price, [(level, mass)]));
        Assert.Throws<ArgumentException>(() => new LevelSnapshot("a", 0.001, 100, []));
        Assert.Throws<ArgumentException>(() => new LevelSnapshot("a", 0.0001, 1, [(1e-9, 1), (1e9, 1)]));
    }
}
