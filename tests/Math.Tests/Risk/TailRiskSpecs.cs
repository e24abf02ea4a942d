namespace WhaleStack.Quant.Tests.Risk;

/// <summary>Value at risk and expected shortfall.</summary>
public sealed class TailRiskSpecs
{
    [Theory]
    [InlineData(0.5, 0.0)]
    [InlineData(0.975, 1.959963984540054)]
    [InlineData(0.99, 2.3263478740408408)]
    [InlineData(0.05, -1.6448536269514722)]
    [InlineData(1e-10, -6.361340902404056)]
    [InlineData(1e-100, -21.27345356096532)]
    public void Normal_quantiles_are_those_of_the_tables(double share, double expected) =>
        Assert.Equal(expected, Normal.QuantileAt(share), 8);

    [Fact]
    public void History_by_hand()
    {
        // 20 returns -10 % to 9 %: the worst tenth is -10 % and -9 %; the quantile lies 0.1 x 19 = 1.9 places up.
        double[] returns = [.. Enumerable.Range(-10, 20).Select(static i => i / 100.0)];
        var risk = TailRisk.Historical(returns, 0.1);
        Assert.Equal(0.081, risk.ValueAtRisk, 12);
        Assert.Equal(0.095, risk.ExpectedShortfall, 12);

        // 12.5 % are two and a half returns: (-10 - 9 - 8 / 2) / 2.5 = -9.2 %.
        Assert.Equal(0.092, TailRisk.Historical(returns, 0.125).ExpectedShortfall, 12);
        Assert.Equal(-0.03, TailRisk.Historical([0.03], 0.05).ExpectedShortfall, 12);
    }

    [Fact]
    public void All_three_agree_on_normal_returns()
    {
        var random = new SeededRandom(3);
        double[] returns = [.. Enumerable.Range(0, 100_000).Select(_ => 0.001 + (0.02 * random.NextNormal()))];
        foreach (var risk in new[]
        {
            TailRisk.Historical(returns), TailRisk.Parametric(returns), TailRisk.CornishFisher(returns),
        })
        {
            Assert.InRange(risk.ValueAtRisk, 0.0319 * 0.98, 0.0319 * 1.02); // 0.02 x 1.64485 - 0.001
            Assert.InRange(risk.ExpectedShortfall, 0.04025 * 0.98, 0.04025 * 1.02); // 0.02 x 2.06271 - 0.001
        }
    }

    [Fact]
    public void The_correction_sees_a_skewness_that_the_normal_does_not()
    {
        // Losses as chi-square with 20 degrees of freedom, whose 99 % quantile is 37.566: (37.566 - 20) / sqrt 40
        // = 2.7775 deviations, where the normal has 2.326.
        var random = new SeededRandom(4);
        double[] returns = [.. Enumerable.Range(0, 20_000).Select(_ => (20.0 - ChiSquare(random)) / Math.Sqrt(40.0))];
        Assert.InRange(TailRisk.Historical(returns, 0.01).ValueAtRisk, 2.7775 * 0.96, 2.7775 * 1.04);
        Assert.InRange(TailRisk.CornishFisher(returns, 0.01).ValueAtRisk, 2.7775 * 0.96, 2.7775 * 1.04);
        Assert.InRange(TailRisk.Parametric(returns, 0.01).ValueAtRisk, 2.2, 2.45);

        static double ChiSquare(SeededRandom random)
        {
            var sum = 0.0;
            for (var i = 0; i < 20; i++)
            {
                var normal = random.NextNormal();
                sum += normal * normal;
            }

            return sum;
        }
    }

    [Fact]
    public void The_corrected_shortfall_is_the_mean_of_the_corrected_losses()
    {
        // The closed form against a sum over 20,000 slices of the tail.
        double[] returns = [-0.08, -0.03, -0.01, 0, 0, 0.01, 0.01, 0.02, 0.02, 0.03];
        var moments = SampleMoments.Of(returns);
        var sum = 0.0;
        for (var i = 0; i < 20_000; i++)
        {
            var z = Normal.QuantileAt(0.05 * (i + 0.5) / 20_000);
            var w = z + (((z * z) - 1) * moments.Skewness / 6) + (((z * z * z) - (3 * z)) * moments.Excess / 24)
                - (((2 * z * z * z) - (5 * z)) * moments.Skewness * moments.Skewness / 36);
            sum -= moments.Mean + (moments.Deviation * w);
        }

        Assert.Equal(sum / 20_000, TailRisk.CornishFisher(returns).ExpectedShortfall, 4);
    }

    [Fact]
    public void Moments_by_hand()
    {
        // Of 0, 0, 0, 4: mean 1, squares 12; z = -1/sqrt 3 thrice and sqrt 3: cubes (3 sqrt 3 - 1 / sqrt 3) / 4.
        var moments = SampleMoments.Of([0, 0, 0, 4]);
        Assert.Equal((4, 1.0, 2.0), (moments.Count, moments.Mean, moments.Deviation));
        Assert.Equal(2 / Math.Sqrt(3), moments.Skewness, 12);
        Assert.Equal(((9 + (3.0 / 9)) / 4) - 3, moments.Excess, 12);
        Assert.Equal(new SampleMoments(1, 7, 0, 0, 0), SampleMoments.Of([7]));
    }

    [Fact]
    public void Bad_arguments_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => TailRisk.Historical([]));
        Assert.Throws<ArgumentOutOfRangeException>(() => TailRisk.Parametric([double.NaN]));
        Assert.Throws<ArgumentOutOfRangeException>(() => TailRisk.CornishFisher([0.1], 0.6));
        Assert.Throws<ArgumentOutOfRangeException>(() => Normal.QuantileAt(0.0));
        Assert.Throws<ArgumentOutOfRangeException>(() => SampleMoments.Of([]));
    }
}
