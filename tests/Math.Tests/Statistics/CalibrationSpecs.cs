using FsCheck;
using FsCheck.Fluent;

namespace WhaleStack.Quant.Tests.Statistics;

/// <summary>Scores of predicted probabilities.</summary>
public sealed class CalibrationSpecs
{
    private static readonly double[] Said = [0.1, 0.1, 0.8, 0.8, 0.8];
    private static readonly bool[] Came = [false, true, true, true, false];

    [Fact]
    public void The_brier_score_is_the_mean_square_of_the_misses()
    {
        // (0.01 + 0.81 + 0.04 + 0.04 + 0.64) / 5 = 0.308
        Assert.Equal(0.308, BrierScore.Of(Said, Came), 12);
        Assert.Equal(0.0, BrierScore.Of([0.0, 1.0], [false, true]));
        Assert.Equal(1.0, BrierScore.Of([1.0, 0.0], [false, true]));
    }

    [Fact]
    public void Skill_is_what_is_gained_on_the_reference()
    {
        // The share is 0.6, its uncertainty 0.24: 1 - 0.308 / 0.24 = -0.2833.
        Assert.Equal(1.0 - (0.308 / 0.24), BrierScore.Skill(Said, Came)!.Value, 12);
        Assert.Equal(0.0, BrierScore.Skill([0.6, 0.6, 0.6, 0.6, 0.6], Came)!.Value, 12);
        Assert.Equal(0.0, BrierScore.Skill(Said, Said, Came));
        Assert.Null(BrierScore.Skill([0.5], [1.0], [true]));
        Assert.Null(BrierScore.Skill([0.5], [true]));
    }

    [Fact]
    public void The_log_loss_punishes_false_certainty()
    {
        Assert.Equal(Math.Log(2.0), BrierScore.LogLoss([0.5, 0.5], [true, false]), 12);
        Assert.Equal(double.PositiveInfinity, BrierScore.LogLoss([0.0], [true]));
    }

    [Fact]
    public void Bins_hold_what_was_said_and_what_came()
    {
        var calibration = Calibration.ByWidth(Said, Came, 10);
        Assert.Equal([2, 3], calibration.Bins.Select(static bin => bin.Count));
        Assert.Equal(0.5, calibration.Bins[0].Observed.Share);
        Assert.Equal(0.8, calibration.Bins[1].ProbabilityMean, 12);

        // 0.4 x |0.1 - 0.5| + 0.6 x |0.8 - 2/3| = 0.16 + 0.08; squares: 0.4 x 0.16 + 0.6 x 0.017777...
        Assert.Equal(0.24, calibration.Error, 12);
        Assert.Equal(0.064 + (0.6 * Math.Pow(0.8 - (2.0 / 3.0), 2)), calibration.Reliability, 12);
        Assert.Equal(0.24, calibration.Uncertainty, 12);
        Assert.Equal(
            0.308, calibration.Reliability - calibration.Resolution + calibration.Uncertainty, 12);
    }

    [Fact]
    public void Bins_of_equal_count_keep_equal_predictions_together()
    {
        var calibration = Calibration.ByCount([0.3, 0.1, 0.1, 0.1, 0.2, 0.4], new bool[6], 3);
        Assert.Equal([3, 1, 2], calibration.Bins.Select(static bin => bin.Count));
        Assert.Equal([1.0, 0.0], Calibration.ByWidth([0.0, 1.0], [true, false], 4)
            .Bins.Select(static bin => bin.Observed.Share));
    }

    [Fact]
    public void The_parts_add_up_to_the_score_when_predictions_of_a_bin_are_equal() => Prop.ForAll(
        Gen.Choose(0, 19).Zip(Gen.Elements(true, false)).NonEmptyListOf().ToArbitrary(),
        drawn =>
        {
            var said = drawn.Select(static d => (d.Item1 + 0.5) / 20.0).ToArray();
            var came = drawn.Select(static d => d.Item2).ToArray();
            var score = BrierScore.Of(said, came);
            var (wide, many) = (Calibration.ByWidth(said, came, 20), Calibration.ByCount(said, came, 1_000));
            return Math.Abs(wide.Reliability - wide.Resolution + wide.Uncertainty - score) < 1e-12
                && wide.Bins.Sum(static bin => bin.Count) == said.Length
                && Math.Abs(wide.Error - many.Error) < 1e-12;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    [Theory]
    [InlineData(0, 10, 0.0, 0.2775)] // Wilson, as tabulated: 0/10 and 81/263.
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(10, 10, 0.7225, 1.0)]
    public void A_share_has_wilsons_interval(int hits, int trials, double low, double high)
    {
        var share = Proportion.Of(hits, trials);
        Assert.Equal(low, share.Low, 4);
        Assert.Equal(high, share.High, 4);
        Assert.InRange(share.Share, share.Low, share.High);
    }

    [Fact]
    public void What_is_no_probability_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => BrierScore.Of([], []));
        Assert.Throws<ArgumentOutOfRangeException>(() => BrierScore.Of([0.5], [true, false]));
        Assert.Throws<ArgumentOutOfRangeException>(() => BrierScore.Of([1.1], [true]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Calibration.ByWidth([double.NaN], [true]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Calibration.ByCount([0.5], [true], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Proportion.Of(2, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Proportion.Of(0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Proportion.Of(0, 1, double.NaN));
    }
}
