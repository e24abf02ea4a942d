namespace WhaleStack.Quant.Tests.Statistics;

/// <summary>Volatility by four estimators.</summary>
public sealed class VolatilitySpecs
{
    private static readonly double E = Math.E;

    [Fact]
    public void One_candle_by_hand()
    {
        // From 1 to e within e^-1 to e^2: ln(h / l) = 3, ln(c / o) = 1.
        Assert.Equal(
            Math.Sqrt(9.0 / (4.0 * Math.Log(2.0))),
            new RollingVolatility(VolatilityEstimator.Parkinson, 1).Add(1, E * E, 1 / E, E)!.Value,
            12);
        Assert.Equal(
            Math.Sqrt(4.5 - ((2.0 * Math.Log(2.0)) - 1.0)),
            new RollingVolatility(VolatilityEstimator.GarmanKlass, 1).Add(1, E * E, 1 / E, E)!.Value,
            12);
        var close = new RollingVolatility(VolatilityEstimator.CloseToClose, 2);
        Assert.Null(close.Add(1, 1, 1, 1));
        Assert.Null(close.Add(E, E, E, E)); // 1
        Assert.Equal(Math.Sqrt(5.0), close.Add(E, E, 1 / E / E, 1 / E / E)!.Value, 12); // -3: (1 + 9) / 2
        Assert.Equal(Math.Sqrt(4.5), close.Add(1 / E / E, 1 / E / E, 1 / E / E, 1 / E / E)!.Value, 12); // (9 + 0) / 2
    }

    [Fact]
    public void Exponential_forgetting_by_hand()
    {
        // Weight 0.5: begins with the mean of two squares.
        var volatility = new EwmaVolatility(0.5);
        Assert.Null(volatility.Add(1));
        Assert.Null(volatility.Add(E));
        Assert.Equal(1.0, volatility.Add(1)!.Value, 12);
        Assert.Equal(Math.Sqrt(2.5), volatility.Add(E * E)!.Value, 12); // 0.5 x 1 + 0.5 x 4
        volatility.Clear();
        Assert.Null(volatility.Value);
    }

    [Theory]
    [InlineData(VolatilityEstimator.CloseToClose, 0.12)]
    [InlineData(VolatilityEstimator.Parkinson, 0.07)]
    [InlineData(VolatilityEstimator.GarmanKlass, 0.07)]
    public void All_find_the_volatility_of_a_random_walk(VolatilityEstimator estimator, double slack)
    {
        // 2,000 candles of 400 steps each of 0.05 %: 1 % a candle. Steps are few, so extremes fall a little short.
        var random = new SeededRandom(6);
        var volatility = new RollingVolatility(estimator, 2_000);
        var price = 1.0;
        for (var candle = 0; candle < 2_001; candle++)
        {
            var (open, high, low) = (price, price, price);
            for (var step = 0; step < 400; step++)
            {
                price *= Math.Exp(0.0005 * random.NextNormal());
                (high, low) = (Math.Max(high, price), Math.Min(low, price));
            }

            volatility.Add(open, high, low, price);
        }

        Assert.InRange(volatility.Value!.Value, 0.01 * (1 - slack), 0.01 * (1 + slack));
    }

    [Fact]
    public void A_year_has_365_days()
    {
        Assert.Equal(0.01 * Math.Sqrt(8_760), RollingVolatility.Annualised(0.01, TimeSpan.FromHours(1)), 12);
        Assert.Throws<ArgumentOutOfRangeException>(() => RollingVolatility.Annualised(0.01, TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => RollingVolatility.Annualised(double.NaN, TimeSpan.MaxValue));
    }

    [Fact]
    public void Bad_candles_are_refused_by_name()
    {
        var volatility = new RollingVolatility(VolatilityEstimator.Parkinson, 1);
        Assert.Equal("low", Refused(() => volatility.Add(1, 1, 0, 1)));
        Assert.Equal("low", Refused(() => volatility.Add(1, 1, double.NaN, 1)));
        Assert.Equal("high", Refused(() => volatility.Add(1, 0.5, 1, 1)));
        Assert.Equal("open", Refused(() => volatility.Add(3, 2, 1, 1)));
        Assert.Equal("close", Refused(() => volatility.Add(1, 2, 1, 3)));
        Assert.Null(volatility.Value);
        Assert.Equal(0.0, volatility.Add(5, 5, 5, 5));
        Assert.Equal("estimator", Refused(() => new RollingVolatility((VolatilityEstimator)9, 1)));
        Assert.Equal("close", Refused(() => new EwmaVolatility().Add(0)));
        Assert.Equal("past", Refused(() => new EwmaVolatility(1.0)));
    }

    private static string? Refused(Func<object?> work) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => { work(); }).ParamName;
}
