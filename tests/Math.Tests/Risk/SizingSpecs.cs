using FsCheck;
using FsCheck.Fluent;

namespace WhaleStack.Quant.Tests.Risk;

/// <summary>Stakes and sizes.</summary>
public sealed class SizingSpecs
{
    [Theory]
    [InlineData(0.6, 1.0, 1.0, 0.2)] // 0.6 - 0.4
    [InlineData(0.6, 2.0, 1.0, 0.4)] // 0.6 - 0.4 / 2
    [InlineData(0.6, 2.0, 0.5, 0.2)]
    [InlineData(0.4, 1.0, 1.0, 0.0)] // A losing bet is left alone.
    [InlineData(1.0, 3.0, 1.0, 1.0)]
    public void The_stake_of_a_bet(double probability, double win, double part, double expected) =>
        Assert.Equal(expected, Kelly.Binary(probability, win, part), 12);

    [Fact]
    public void No_other_stake_grows_faster()
    {
        static double Growth(double stake) => (0.55 * Math.Log(1 + (1.2 * stake))) + (0.45 * Math.Log(1 - stake));
        var best = Kelly.Binary(0.55, 1.2, part: 1.0);
        for (var stake = 0.0; stake < 0.99; stake += 0.001)
        {
            Assert.True(Growth(stake) <= Growth(best) + 1e-15);
        }
    }

    [Fact]
    public void The_leverage_of_a_position()
    {
        Assert.Equal(2.0, Kelly.Continuous(0.001, 0.0004, part: 0.8, leverageMax: 5.0), 12);
        Assert.Equal(1.0, Kelly.Continuous(0.001, 0.0004, part: 0.8), 12);
        Assert.Equal(0.0, Kelly.Continuous(0.001, 0.0004, risklessReturn: 0.002));
        Assert.Throws<ArgumentOutOfRangeException>(() => Kelly.Continuous(0.1, 0.0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Kelly.Binary(double.NaN, 1.0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Kelly.Binary(0.5, 1.0, part: 0.0));
    }

    [Fact]
    public void A_size_by_risk_loses_what_was_meant()
    {
        // 1 % of 10,000 over a stop 5 away and 0.1 % of both prices, 0.195: 100 / 5.195 = 19.249..., cut to 0.01.
        Assert.Equal(19.24m, PositionSize.ByRisk(10_000m, 0.01m, 100m, 95m, 0.001m, 10m, 0.01m));
        Assert.Equal(20m, PositionSize.ByRisk(10_000m, 0.01m, 100m, 105m, 0m, 10m, 0.01m));
        Assert.Equal(10m, PositionSize.ByRisk(10_000m, 0.01m, 100m, 95m, 0m, 0.1m, 0.01m)); // Leverage decides.
        Assert.Equal(0m, PositionSize.ByRisk(10_000m, 0.01m, 100m, 95m, 0m, 10m, 25m));
        Assert.Equal(0m, PositionSize.ByRisk(0m, 0.01m, 100m, 95m, 0m, 10m, 1m));
    }

    [Fact]
    public void A_size_by_volatility_is_as_volatile_as_meant()
    {
        Assert.Equal(50m, PositionSize.ByVolatility(10_000m, 0.01m, 0.02, 100m, 10m, 0.01m));
        Assert.Equal(1_000m, PositionSize.ByVolatility(10_000m, 0.01m, 1e-300, 100m, 10m, 0.01m));
        Assert.Equal(0m, PositionSize.ByVolatility(10_000m, 0.01m, 1e300, 100m, 10m, 0.1m));
    }

    [Fact]
    public void No_size_risks_or_borrows_more_than_allowed() => Prop.ForAll(
        Gen.Choose(0, 1_000_000).Four().ToArbitrary(),
        drawn =>
        {
            var (a, b, c, d) = drawn;
            var (equity, entry, stop) = ((decimal)a, 1m + (b / 100m), 1.005m + (c / 100m));
            var cost = d % 100 / 10_000m;
            var size = PositionSize.ByRisk(equity, 0.02m, entry, stop, cost, 2m, 0.001m);
            var loss = size * (Math.Abs(entry - stop) + (cost * (entry + stop)));
            return size >= 0m && size % 0.001m == 0m && size * entry <= 2m * equity && loss <= 0.02m * equity;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Bad_arguments_are_refused_by_name()
    {
        Assert.Equal("riskFraction", Refused(() => PositionSize.ByRisk(1, 0, 1, 2, 0, 1, 1)));
        Assert.Equal("stopQuote", Refused(() => PositionSize.ByRisk(1, 0.1m, 1, 1, 0, 1, 1)));
        Assert.Equal("entryQuote", Refused(() => PositionSize.ByRisk(1, 0.1m, 0, 1, 0, 1, 1)));
        Assert.Equal("equityQuote", Refused(() => PositionSize.ByRisk(-1, 0.1m, 1, 2, 0, 1, 1)));
        Assert.Equal("costFraction", Refused(() => PositionSize.ByRisk(1, 0.1m, 1, 2, 1, 1, 1)));
        Assert.Equal("stepBase", Refused(() => PositionSize.ByRisk(1, 0.1m, 1, 2, 0, 1, 0)));
        Assert.Equal("leverageMax", Refused(() => PositionSize.ByVolatility(1, 0.1m, 1, 1, 0, 1)));
        Assert.Equal("volatility", Refused(() => PositionSize.ByVolatility(1, 0.1m, double.NaN, 1, 1, 1)));
    }

    private static string? Refused(Func<object> work) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => { work(); }).ParamName;
}
