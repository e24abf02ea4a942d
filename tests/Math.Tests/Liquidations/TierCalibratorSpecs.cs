namespace WhaleStack.Quant.Tests;

/// <summary>Weights follow the tier whose sweeps come with liquidations.</summary>
public sealed class TierCalibratorSpecs
{
    [Fact]
    public void The_tier_that_explains_what_was_observed_gains_weight()
    {
        var calibrator = new TierCalibrator([0.2, 0.4, 0.4], 0.05);
        var random = new Random(11);
        for (var bar = 0; bar < 2_000; bar++)
        {
            // Each tier's crossed mass at its own times; what is liquidated is four fifths of the first tier's.
            double[] units = [.. Enumerable.Range(0, 3).Select(_ => random.NextDouble())];
            double[] swept = [.. units.Select((unit, tier) => unit * calibrator.WeightOf(tier) * 7.0)];
            calibrator.Observe(swept, ((0.8 * units[0]) + (0.2 * units[1])) * 1e6);
        }

        Assert.InRange(calibrator.WeightOf(0), 0.7, 0.9);
        Assert.InRange(calibrator.WeightOf(1), 0.1, 0.3);
        Assert.InRange(calibrator.WeightOf(2), 0.0, 0.06);
    }

    [Fact]
    public void Weights_stay_positive_and_sum_to_one_whatever_is_observed()
    {
        var calibrator = new TierCalibrator([0.5, 0.5], 1.0);
        var random = new Random(2);
        for (var bar = 0; bar < 5_000; bar++)
        {
            var huge = Math.Pow(10, random.Next(-20, 18));
            calibrator.Observe([random.NextDouble() * huge, random.Next(2) * huge], random.NextDouble() * huge);
            Assert.Equal(1.0, calibrator.WeightOf(0) + calibrator.WeightOf(1), 9);
            Assert.InRange(calibrator.WeightOf(0), 0.0099, 0.9901);
        }

        calibrator.Clear();
        Assert.Equal((0.5, 0.5), (calibrator.WeightOf(0), calibrator.WeightOf(1)));
    }

    [Fact]
    public void Nothing_is_learned_in_warm_up_or_when_nothing_happens()
    {
        var calibrator = new TierCalibrator([0.3, 0.7], 0.5);
        for (var bar = 0; bar < 24; bar++)
        {
            calibrator.Observe([bar, 0], bar);
        }

        Assert.Equal(0.3, calibrator.WeightOf(0));
        var quiet = new TierCalibrator([0.3, 0.7], 0.5);
        for (var bar = 0; bar < 100; bar++)
        {
            quiet.Observe([0, 0], 0);
        }

        Assert.Equal(0.3, quiet.WeightOf(0));
    }

    [Fact]
    public void What_is_out_of_range_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new TierCalibrator([], 0.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TierCalibrator([0.5, 0.4], 0.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TierCalibrator([1.0, 0.0], 0.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TierCalibrator([1.0], double.NaN));
        var calibrator = new TierCalibrator([1.0], 0.1);
        Assert.Throws<ArgumentOutOfRangeException>(() => calibrator.Observe([1, 2], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => calibrator.Observe([-1], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => calibrator.Observe([1], double.NaN));
    }
}
