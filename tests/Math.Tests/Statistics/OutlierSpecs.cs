using FsCheck;
using FsCheck.Fluent;

namespace WhaleStack.Quant.Tests.Statistics;

/// <summary>Medians, deviations from them, and quantiles of windows.</summary>
public sealed class OutlierSpecs
{
    [Fact]
    public void Median_and_deviation_by_hand()
    {
        // Distances from 3 of 1, 2, 3, 4, 100: 2, 1, 0, 1, 97: median 1.
        var figures = MedianDeviation.Of([100, 1, 3, 2, 4]);
        Assert.Equal(new MedianDeviation(3, 1), figures);
        Assert.Equal(97 / 1.482602218505602, figures.Score(100)!.Value, 12);
        Assert.True(figures.IsOutlier(100));
        Assert.False(figures.IsOutlier(8)); // 5 / 1.4826 = 3.37
        Assert.True(figures.IsOutlier(9)); // 4.05

        // Of 1, 2, 4, 9: median 3, distances 2, 1, 1, 6: median 1.5.
        Assert.Equal(new MedianDeviation(3, 1.5), MedianDeviation.Of([9, 4, 2, 1]));
        Assert.Equal(new MedianDeviation(7, 0), MedianDeviation.Of([7]));
    }

    [Fact]
    public void Without_spread_there_is_no_score_and_everything_else_is_an_outlier()
    {
        var figures = MedianDeviation.Of([5, 5, 5, 9]);
        Assert.Null(figures.Score(9));
        Assert.Equal(0.0, figures.Score(5));
        Assert.True(figures.IsOutlier(5.1));
        Assert.False(figures.IsOutlier(5));
    }

    [Fact]
    public void Half_of_the_values_may_be_wild()
    {
        double[] values = [10, 11, 12, 13, 14, 1e140, -1e140, 1e100, 12.5];
        Assert.InRange(MedianDeviation.Of(values).Median, 10, 14);
        Assert.InRange(MedianDeviation.Of(values).Deviation, 0.5, 3);
    }

    [Fact]
    public void A_window_is_what_its_values_say() => Prop.ForAll(
        Gen.Choose(-5, 5).NonEmptyListOf().ToArbitrary(),
        Gen.Choose(1, 9).ToArbitrary(),
        (drawn, period) =>
        {
            var rolling = new RollingMedianDeviation(period);
            for (var i = 0; i < drawn.Count; i++)
            {
                rolling.Add(drawn[i] == 0 ? -0.0 : drawn[i]);
                if (i < period - 1)
                {
                    Assert.Null(rolling.Value);
                    Assert.Null(rolling.QuantileAt(0.5));
                    continue;
                }

                double[] window = [.. drawn.Skip(i - period + 1).Take(period).Select(static v => (double)v)];
                var median = Quantile.Of(window, 0.5);
                var deviation = Quantile.Of([.. window.Select(v => Math.Abs(v - median))], 0.5);
                Assert.Equal(new MedianDeviation(median, deviation), rolling.Value);
                Assert.Equal(Quantile.Of(window, 0.9), rolling.QuantileAt(0.9));
                var rank = window.Count(static v => v < 1) + (window.Count(static v => v == 1) / 2.0);
                Assert.Equal(rank / period, rolling.RankOf(1));
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    [Fact]
    public void A_window_that_is_asked_early_tells_of_what_it_has()
    {
        // More values than the window first has room for, and than it holds.
        var rolling = new RollingMedianDeviation(50, warmUp: 3);
        var values = Enumerable.Range(0, 120).Select(static i => (double)(i * 37 % 101)).ToList();
        for (var i = 0; i < values.Count; i++)
        {
            rolling.Add(values[i]);
            double[] window = [.. values.Take(i + 1).TakeLast(50)];
            Assert.Equal(i < 2 ? null : MedianDeviation.Of(window), rolling.Value);
            Assert.Equal(i < 2 ? null : Quantile.Of(window, 0.5), rolling.Median);
        }

        rolling.Clear();
        rolling.Add(1);
        rolling.Add(1);
        Assert.Null(rolling.Value);
        Assert.Throws<ArgumentOutOfRangeException>(() => new RollingMedianDeviation(5, 6));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RollingMedianDeviation(5, 0));
    }

    [Fact]
    public void Bad_values_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => MedianDeviation.Of([]));
        Assert.Throws<ArgumentOutOfRangeException>(() => MedianDeviation.Of([double.NaN]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RollingMedianDeviation(0));
        var rolling = new RollingMedianDeviation(1);
        Assert.Throws<ArgumentOutOfRangeException>(() => rolling.Add(double.NaN));
        rolling.Add(3);
        Assert.Equal(3, rolling.Value!.Value.Median);
        Assert.Throws<ArgumentOutOfRangeException>(() => rolling.QuantileAt(-0.1));
        rolling.Clear();
        Assert.Null(rolling.Value);
    }
}
