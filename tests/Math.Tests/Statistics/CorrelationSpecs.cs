namespace WhaleStack.Quant.Tests.Statistics;

/// <summary>Correlation and beta of windows.</summary>
public sealed class CorrelationSpecs
{
    [Fact]
    public void Correlation_and_beta_by_hand()
    {
        // Of (1, 2), (2, 1), (3, 6): means 2 and 3; squares 2 and 14; products 4: r = 4 / sqrt 28, beta 2, alpha -1.
        var rolling = new RollingCorrelation(3);
        Assert.Null(rolling.Add(1, 2));
        Assert.Null(rolling.Add(2, 1));
        var figures = rolling.Add(3, 6)!.Value;
        Assert.Equal(4 / Math.Sqrt(28), figures.Correlation!.Value, 12);
        Assert.Equal(2.0, figures.Beta!.Value, 12);
        Assert.Equal(-1.0, figures.Alpha!.Value, 12);
    }

    [Fact]
    public void What_does_not_move_has_no_correlation()
    {
        var rolling = new RollingCorrelation(2);
        rolling.Add(0.1, 1);
        Assert.Equal(new CorrelationValue(null, null, null), rolling.Add(0.1, 2));
        rolling.Clear();
        rolling.Add(1, 0.1);
        Assert.Equal(new CorrelationValue(null, 0.0, 0.1), rolling.Add(2, 0.1));
    }

    [Fact]
    public void Windows_over_many_pairs_are_what_their_pairs_say()
    {
        var random = new SeededRandom(2);
        var (xs, ys) = (new double[100_000], new double[100_000]);
        for (var i = 0; i < xs.Length; i++)
        {
            xs[i] = i % 50_000 == 9 ? 1e12 : 1e6 + random.NextNormal();
            ys[i] = (0.5 * (xs[i] - 1e6)) + random.NextNormal();
        }

        var figures = new CorrelationValue[xs.Length];
        Assert.Equal(99, RollingCorrelation.Of(xs, ys, 100, figures));
        var streaming = new RollingCorrelation(100);
        for (var i = 0; i < xs.Length; i++)
        {
            Assert.Equal(streaming.Add(xs[i], ys[i]) ?? default, figures[i]); // Bit for bit.
        }

        var (x, y) = (xs[^100..], ys[^100..]);
        var (mx, my) = (x.Average(), y.Average());
        var products = x.Zip(y, (a, b) => (a - mx) * (b - my)).Sum();
        var (squaresX, squaresY) = (x.Sum(a => (a - mx) * (a - mx)), y.Sum(b => (b - my) * (b - my)));
        Assert.Equal(products / Math.Sqrt(squaresX * squaresY), figures[^1].Correlation!.Value, 9);
        Assert.Equal(products / squaresX, figures[^1].Beta!.Value, 9);
    }

    [Fact]
    public void Huge_pairs_stay_finite_and_bad_ones_are_refused()
    {
        var rolling = new RollingCorrelation(3);
        rolling.Add(1e150, -1e150);
        rolling.Add(-1e150, 1e150);
        Assert.Equal(-1.0, rolling.Add(1e150, -1e150)!.Value.Correlation!.Value, 12);
        Assert.Equal("y", Assert.Throws<ArgumentOutOfRangeException>(
            () => { rolling.Add(1, double.NaN); }).ParamName);
        Assert.Throws<ArgumentOutOfRangeException>(() => new RollingCorrelation(1));
    }
}
