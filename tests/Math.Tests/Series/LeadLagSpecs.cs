namespace WhaleStack.Quant.Tests;

/// <summary>Two series with a known lag between them, and the formula summed up the slow way.</summary>
public sealed class LeadLagSpecs
{
    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(-5)]
    [InlineData(8)]
    public void A_series_that_repeats_another_is_found_at_its_distance(int lag)
    {
        var (leader, follower) = Series(seed: 7, lag, noise: 0.3, length: 2_000);
        var estimate = Feed(new LeadLag(8, halfLife: 500), leader, follower);
        Assert.Equal(lag, estimate!.Value.LagBuckets);
        Assert.InRange(estimate.Value.Correlation, 0.85, 1.0);
    }

    [Fact]
    public void The_running_sums_are_those_of_the_formula()
    {
        var (leader, follower) = Series(seed: 3, lag: 1, noise: 1.0, length: 300);
        const int LagMax = 4;
        const double HalfLife = 40;
        var estimate = Feed(new LeadLag(LagMax, HalfLife), leader, follower)!.Value;
        var best = Enumerable.Range(-LagMax, (2 * LagMax) + 1)
            .Select(k => (Lag: k, Correlation: Correlation(leader, follower, k, HalfLife)))
            .MaxBy(pair => pair.Correlation);
        Assert.Equal(best.Lag, estimate.LagBuckets);
        Assert.Equal(best.Correlation, estimate.Correlation, precision: 12);
    }

    [Fact]
    public void What_is_long_ago_is_forgotten()
    {
        var lags = new LeadLag(6, halfLife: 50);
        var (leader, follower) = Series(seed: 5, lag: 2, noise: 0.0, length: 1_000);
        Feed(lags, leader, follower);
        (leader, follower) = Series(seed: 6, lag: -4, noise: 0.0, length: 1_000);
        Assert.Equal(-4, Feed(lags, leader, follower)!.Value.LagBuckets);
    }

    [Fact]
    public void It_says_nothing_in_warm_up_nor_of_a_series_that_never_moved()
    {
        var lags = new LeadLag(2, halfLife: 10);
        for (var i = 0; i < 14; i++)
        {
            lags.Add(0.01, 0.01);
            Assert.Null(lags.Value);
        }

        lags.Add(0.01, 0.01);
        Assert.Equal(0, lags.Value!.Value.LagBuckets);
        lags.Clear();
        Assert.Null(lags.Value);
        for (var i = 0; i < 100; i++)
        {
            lags.Add(0.01, 0.0);
        }

        Assert.Null(lags.Value);
    }

    [Fact]
    public void What_is_out_of_range_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new LeadLag(0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LeadLag(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LeadLag(1, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LeadLag(1, 1).Add(double.NaN, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LeadLag(1, 1).Add(0, double.PositiveInfinity));
    }

    private static LeadLagEstimate? Feed(LeadLag lags, double[] leader, double[] follower)
    {
        for (var t = 0; t < leader.Length; t++)
        {
            lags.Add(leader[t], follower[t]);
        }

        return lags.Value;
    }

    private static (double[] Leader, double[] Follower) Series(int seed, int lag, double noise, int length)
    {
        var random = new Random(seed);
        double Next() => random.NextDouble() - 0.5;
        var margin = Math.Abs(lag);
        var news = Enumerable.Range(0, length + (2 * margin)).Select(_ => Next()).ToArray();
        return (
            news[margin..^margin],
            [.. news[(margin - lag)..].Take(length).Select(value => value + (noise * Next()))]);
    }

    private static double Correlation(double[] x, double[] y, int k, double halfLife)
    {
        double xy = 0, xx = 0, yy = 0;
        for (var i = 0; i < x.Length; i++)
        {
            var weight = Math.Pow(2, -i / halfLife);
            var (tx, ty) = (x.Length - 1 - i - Math.Max(k, 0), y.Length - 1 - i - Math.Max(-k, 0));
            var (a, b) = (tx < 0 ? 0 : x[tx], ty < 0 ? 0 : y[ty]);
            xy += weight * a * b;
            xx += weight * a * a;
            yy += weight * b * b;
        }

        return xy / Math.Sqrt(xx * yy);
    }
}
