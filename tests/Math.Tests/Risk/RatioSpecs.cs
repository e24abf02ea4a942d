namespace WhaleStack.Quant.Tests.Risk;

/// <summary>Sharpe, Sortino and Calmar, and how sure they are.</summary>
public sealed class RatioSpecs
{
    [Fact]
    public void Ratios_by_hand()
    {
        // 2 %, -1 %, 2 %, -1 %: mean 0.5 %, deviation 1.5 %; shortfall sqrt(2 x 1 / 4) %.
        double[] returns = [0.02, -0.01, 0.02, -0.01];
        var sharpe = SharpeRatio.Of(returns, 365)!.Value;
        Assert.Equal(1.0 / 3.0, sharpe.PerPeriod, 12);
        Assert.Equal(Math.Sqrt(365) / 3.0, sharpe.AnnualisedIndependent, 12);
        Assert.Equal(0.0, SharpeRatio.Of(returns, 365, risklessReturn: 0.005)!.Value.PerPeriod, 12);
        Assert.Equal(
            Math.Sqrt(365) * 0.005 / (0.01 / Math.Sqrt(2)), PerformanceRatios.Sortino(returns, 365)!.Value, 12);

        // Growth 1.02^2 x 0.99^2 over four days; the deepest fall is 1 %.
        var growth = Math.Pow(1.02 * 1.02 * 0.99 * 0.99, 365 / 4.0) - 1.0;
        Assert.Equal(growth / 0.01, PerformanceRatios.Calmar(returns, 365)!.Value, 6);
        Assert.Equal(-1.0, PerformanceRatios.Calmar([0.1, -1.0, 0.5], 365));
    }

    [Fact]
    public void Without_risk_there_is_no_ratio()
    {
        Assert.Null(SharpeRatio.Of([], 365));
        Assert.Null(SharpeRatio.Of([0.01], 365));
        Assert.Null(SharpeRatio.Of([0.01, 0.01, 0.01], 365));
        Assert.Null(PerformanceRatios.Sortino([0.01, 0.0], 365));
        Assert.Null(PerformanceRatios.Calmar([0.01, 0.0], 365));
    }

    [Fact]
    public void The_error_of_independent_normal_returns_is_that_of_lo()
    {
        // sqrt((1 + R^2 / 2) / n) = sqrt((1 + 0.02) / 5,000) for R = 0.2.
        var random = new SeededRandom(21);
        double[] returns = [.. Enumerable.Range(0, 5_000).Select(_ => 0.002 + (0.01 * random.NextNormal()))];
        var sharpe = SharpeRatio.Of(returns, 365)!.Value;
        Assert.InRange(sharpe.StandardError / Math.Sqrt(1.02 / 5_000), 0.85, 1.15);
        Assert.InRange(sharpe.Annualised / sharpe.AnnualisedIndependent, 0.8, 1.25);

        var covered = 0;
        for (var trial = 0; trial < 500; trial++)
        {
            double[] some = [.. Enumerable.Range(0, 200).Select(_ => 0.002 + (0.01 * random.NextNormal()))];
            var (low, high) = SharpeRatio.Of(some, 365)!.Value.Interval95;
            covered += low < 0.2 && high > 0.2 ? 1 : 0;
        }

        Assert.InRange(covered / 500.0, 0.91, 0.98);
    }

    [Fact]
    public void Memory_widens_the_error_and_shrinks_the_year()
    {
        // AR(1) with 0.5: the variance of sums is 3 times that of independent returns, the year's ratio 1 / sqrt 3.
        var random = new SeededRandom(22);
        var last = 0.0;
        double[] returns = [.. Enumerable.Range(0, 50_000)
            .Select(_ => 0.002 + (last = (0.5 * last) + (0.01 * random.NextNormal())))];
        var sharpe = SharpeRatio.Of(returns, 365)!.Value;
        Assert.InRange(sharpe.Annualised / sharpe.AnnualisedIndependent, 0.52, 0.64);
        var independent = Math.Sqrt((1.0 + (sharpe.PerPeriod * sharpe.PerPeriod / 2.0)) / 50_000);
        Assert.InRange(sharpe.StandardError / independent, 1.5, 1.9);
        Assert.Equal(15, sharpe.Lags); // floor(4 x 500^(2/9))
    }

    [Fact]
    public void Intervals_hold_the_estimate_and_are_repeatable()
    {
        var random = new SeededRandom(23);
        double[] returns = [.. Enumerable.Range(0, 250).Select(_ => 0.001 + (0.02 * random.NextNormal()))];
        var options = new BootstrapOptions(Draws: 500).WithBlocksFor(returns.Length);
        var sortino = PerformanceRatios.SortinoInterval(returns, 365, options);
        var calmar = PerformanceRatios.CalmarInterval(returns, 365, options);
        Assert.True(sortino.Contains(sortino.Estimate));
        Assert.True(calmar.Contains(calmar.Estimate));
        Assert.Equal(calmar, PerformanceRatios.CalmarInterval(returns, 365, options));
    }

    [Fact]
    public void Bad_arguments_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => SharpeRatio.Of([double.NaN], 365));
        Assert.Throws<ArgumentOutOfRangeException>(() => SharpeRatio.Of([0.1, 0.2], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => PerformanceRatios.Sortino([], 365));
        Assert.Equal("returns[1]", Assert.Throws<ArgumentOutOfRangeException>(
            () => PerformanceRatios.Calmar([0.1, -1.1], 365)).ParamName);
    }
}
