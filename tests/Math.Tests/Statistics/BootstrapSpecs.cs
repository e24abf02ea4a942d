using FsCheck;
using FsCheck.Fluent;

namespace WhaleStack.Quant.Tests.Statistics;

/// <summary>Intervals by resampling: what they cover, what they draw, what they refuse.</summary>
public sealed class BootstrapSpecs
{
    [Fact]
    public void The_standard_error_of_a_mean_is_that_of_the_formula()
    {
        // Of 1 to 100: sqrt(mean square deviation / n) = sqrt(833.25 / 100) = 2.88661.
        var values = Enumerable.Range(1, 100).Select(static i => (double)i).ToArray();
        var interval = Bootstrap.OfMean(values, new BootstrapOptions(Draws: 20_000));
        Assert.Equal(50.5, interval.Estimate);
        Assert.InRange(interval.StandardError, 2.83, 2.94);
        Assert.InRange(interval.Low, 50.5 - (1.96 * 2.9) - 0.2, 50.5 - (1.96 * 2.9) + 0.2);
        Assert.InRange(interval.High, 50.5 + (1.96 * 2.9) - 0.2, 50.5 + (1.96 * 2.9) + 0.2);
        Assert.Equal(20_000, interval.DrawsDefined);
    }

    [Fact]
    public void The_interval_covers_the_truth_about_as_often_as_it_says()
    {
        var random = new SeededRandom(7);
        var covered = 0;
        for (var trial = 0; trial < 200; trial++)
        {
            var values = Make(60, random.NextNormal);
            covered += Bootstrap.OfMean(values, new(Draws: 300, Confidence: 0.9, Seed: random.NextBits()))
                .Contains(0.0) ? 1 : 0;
        }

        // Binomial around 0.9 less a little for 60 values: four standard deviations are 6 %.
        Assert.InRange(covered / 200.0, 0.81, 0.97);
    }

    [Fact]
    public void Blocks_see_the_memory_of_a_series_that_single_draws_miss()
    {
        // AR(1) with 0.8: the variance of the mean is (1 + 0.8) / (1 - 0.8) = 9 times that of independent values. The
        // estimate of a variance by blocks has a relative error of sqrt(4 x 80 / (3 x 4,000)) = 16 %, its root 8 %.
        var random = new SeededRandom(11);
        var last = 0.0;
        var values = Make(4_000, () => last = (0.8 * last) + random.NextNormal());
        var single = Bootstrap.OfMean(values, new BootstrapOptions()).StandardError;
        var blocks = Bootstrap.OfMean(values, new BootstrapOptions(BlockLength: 80)).StandardError;
        Assert.InRange(blocks / single, 2.4, 3.6);
    }

    [Fact]
    public void A_block_keeps_neighbours_together_and_wraps_round()
    {
        var options = new BootstrapOptions(Draws: 200, BlockLength: 5);
        var wrapped = false;
        Bootstrap.OfPlaces(
            23,
            places =>
            {
                for (var i = 0; i < places.Length; i++)
                {
                    if (i % 5 != 0)
                    {
                        Assert.Equal((places[i - 1] + 1) % 23, places[i]);
                        wrapped |= places[i] == 0;
                    }
                }

                return 0.0;
            },
            options);
        Assert.True(wrapped);
        Assert.Equal(3, options.WithBlocksFor(27).BlockLength);
        Assert.Equal(4, options.WithBlocksFor(28).BlockLength);
    }

    [Fact]
    public void Weeks_of_unequal_length_are_drawn_whole()
    {
        // Three weeks of 1 of 1, 2 of 4 and 0 of 5 hits: together 3 of 10.
        int[] hits = [1, 2, 0];
        int[] trials = [1, 4, 5];
        var interval = Bootstrap.OfPlaces(3, Ratio, new BootstrapOptions());
        Assert.Equal(0.3, interval.Estimate);
        Assert.Equal(0.0, interval.Low); // The third week thrice: 1 in 27.
        Assert.Equal(1.0, interval.High);

        double Ratio(ReadOnlySpan<int> weeks)
        {
            var (sum, of) = (0.0, 0.0);
            foreach (var week in weeks)
            {
                (sum, of) = (sum + hits[week], of + trials[week]);
            }

            return sum / of;
        }
    }

    [Fact]
    public void Draws_without_a_value_are_left_out_and_counted()
    {
        // Defined when place 0 is drawn among two: 3 of 4 draws.
        var some = Bootstrap.OfPlaces(2, static p => p.Contains(0) ? 1.0 : double.NaN, new BootstrapOptions());
        Assert.InRange(some.DrawsDefined, 1_400, 1_600);
        Assert.Equal((1.0, 1.0, 0.0), (some.Low, some.High, some.StandardError));
        var none = Bootstrap.OfPlaces(2, static _ => double.NaN, new BootstrapOptions());
        Assert.Equal(0, none.DrawsDefined);
        Assert.True(double.IsNaN(none.Low) && double.IsNaN(none.High) && double.IsNaN(none.Estimate));
        Assert.False(none.Contains(0.0));
    }

    [Fact]
    public void The_same_seed_gives_the_same_interval_and_another_one_does_not()
    {
        var values = Make(50, new SeededRandom(3).NextNormal);
        var first = Bootstrap.OfMean(values, new BootstrapOptions(Seed: 5));
        Assert.Equal(first, Bootstrap.OfMean(values, new BootstrapOptions(Seed: 5)));
        Assert.NotEqual(first, Bootstrap.OfMean(values, new BootstrapOptions(Seed: 6)));
    }

    [Fact]
    public void An_interval_of_means_lies_within_the_values() => Prop.ForAll(
        ArbMap.Default.ArbFor<NormalFloat[]>(),
        drawn =>
        {
            var values = drawn.Select(static v => v.Get).Where(static v => Math.Abs(v) < 1e300).Append(1.0).ToArray();
            var interval = Bootstrap.OfMean(values, new BootstrapOptions(Draws: 100));
            var slack = 1e-9 * values.Max(Math.Abs);
            return interval.Low <= interval.High
                && interval.Low >= values.Min() - slack && interval.High <= values.Max() + slack;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(100));

    [Fact]
    public void Bad_arguments_are_refused_by_name()
    {
        var options = new BootstrapOptions();
        Assert.Contains("values", Refused(() => Bootstrap.OfMean([], options)).ParamName);
        Assert.Equal("values[1]", Refused(() => Bootstrap.OfMean([1.0, double.NaN], options)).ParamName);
        Assert.Contains("draws is 99", Refused(() => Bootstrap.OfMean([1.0], options with { Draws = 99 })).Message);
        Assert.Contains("confidence", Refused(() => Bootstrap.OfMean([1.0], options with { Confidence = 1 })).Message);
        Assert.Contains("block", Refused(() => Bootstrap.OfMean([1.0], options with { BlockLength = 0 })).Message);
        Assert.Equal("count", Refused(() => Bootstrap.OfPlaces(0, static _ => 0.0, options)).ParamName);
        Assert.Equal("count", Refused(() => options.WithBlocksFor(0)).ParamName);
    }

    private static ArgumentException Refused(Action action) => Assert.ThrowsAny<ArgumentException>(action);

    private static double[] Make(int count, Func<double> next)
    {
        var values = new double[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = next();
        }

        return values;
    }
}
