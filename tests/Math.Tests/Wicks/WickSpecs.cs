namespace WhaleStack.Quant.Tests;

/// <summary>Wicks, stop hunts, and how far a stop must lie.</summary>
public sealed class WickSpecs
{
    private static readonly WickOptions Options = new(20, 0.9, 3, 0.5, 0.25);
    private static readonly WickRiskOptions RiskOptions = new(0.05, 0.5, 0.1);
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Maximum_and_quantile_are_those_of_the_window()
    {
        var wicks = new WickTracker(Options, RiskOptions);
        for (var i = 1; i <= 20; i++)
        {
            Assert.Null(wicks.View());
            wicks.Add(Noon.AddHours(i), 100, 100 + (i / 10.0), 100 - (i / 5.0), 100);
        }

        // By hand: lower wicks 0.2 % to 4 %, upper 0.1 % to 2 %; rank 18 of 20 is the quantile 0.9.
        var view = wicks.View()!.Value;
        Assert.Equal((0.04, 0.02), (Math.Round(view.LowerMaxFraction, 9), Math.Round(view.UpperMaxFraction, 9)));
        Assert.Equal(0.036, view.LowerQuantileFraction, 9);
        Assert.Equal(0.018, view.UpperQuantileFraction, 9);
        Assert.Equal(0.036 * 1.25, wicks.SafeStopFraction(LiquidationSide.Longs)!.Value, 9);
        Assert.Equal(0.018 * 1.25, wicks.SafeStopFraction(LiquidationSide.Shorts)!.Value, 9);
        for (var i = 0; i < 20; i++)
        {
            wicks.Add(Noon.AddDays(1).AddHours(i), 100, 101, 100, 101);
        }

        Assert.Equal((0.0, 0.0), (wicks.View()!.Value.LowerMaxFraction, wicks.View()!.Value.UpperMaxFraction));
        wicks.Clear();
        Assert.Null(wicks.SafeStopFraction(LiquidationSide.Longs));
    }

    [Fact]
    public void A_stop_hunt_breaks_the_extreme_of_the_candles_before_and_comes_back()
    {
        var wicks = new WickTracker(Options, RiskOptions);
        for (var i = 0; i < 3; i++)
        {
            Assert.Null(wicks.Add(Noon.AddHours(i), 100, 101, 99, 100));
        }

        Assert.Equal(
            new StopHunt(Noon.AddHours(3), LiquidationSide.Longs, 99, 97, 1 - (97.0 / 99)),
            wicks.Add(Noon.AddHours(3), 100, 100.5, 97, 99.9));
        Assert.Null(wicks.Add(Noon.AddHours(4), 100, 100.5, 96, 96.5)); // Did not come back.
        Assert.Null(wicks.Add(Noon.AddHours(5), 99, 101.2, 97, 100)); // Came back, but its wick is short.
        var above = wicks.Add(Noon.AddHours(6), 100, 104, 99.5, 100.5)!.Value;
        Assert.Equal((LiquidationSide.Shorts, 101.2, 104.0), (above.Side, above.BrokenQuote, above.ExtremeQuote));
        Assert.Equal((104 / 101.2) - 1, above.DepthFraction, 12);
    }

    [Fact]
    public void Risk_rises_with_wicks_and_with_stop_hunts_from_0_to_1()
    {
        double Risk(double wick, bool hunts)
        {
            var wicks = new WickTracker(Options, RiskOptions);
            for (var i = 0; i < 60; i++)
            {
                var low = 100 - wick - (hunts && i % 4 == 0 ? 1 : 0);
                wicks.Add(Noon.AddHours(i), 100, 100, low, 100);
            }

            return wicks.View()!.Value.RiskFraction;
        }

        Assert.Equal(0.0, Risk(0, hunts: false));
        Assert.Equal(0.25, Risk(2.5, hunts: false), 9); // Half of the full wick, at half of the weight.
        Assert.Equal(0.5, Risk(9, hunts: false), 9);
        Assert.Equal(1.0, Risk(9, hunts: true), 9);
    }

    [Theory]
    [InlineData(0, 101, 99, 100)]
    [InlineData(100, double.NaN, 99, 100)]
    [InlineData(100, 101, -1, 100)]
    [InlineData(100, 101, 99, 102)]
    [InlineData(98, 101, 99, 100)]
    [InlineData(100, double.PositiveInfinity, 99, 100)]
    public void An_impossible_candle_is_refused(double open, double high, double low, double close) =>
        Assert.Throws<ArgumentOutOfRangeException>(
            () => new WickTracker(Options, RiskOptions).Add(Noon, open, high, low, close));

    [Fact]
    public void Options_name_every_mistake_at_once()
    {
        Assert.Equal(5, new WickOptions(0, 1, 1, 1, -1).Validate().Length);
        Assert.Equal(3, new WickRiskOptions(0, 2, 0).Validate().Length);
        Assert.Throws<ArgumentException>(() => new WickTracker(Options with { WindowCandles = 0 }, RiskOptions));
        Assert.Throws<ArgumentException>(() => new WickTracker(Options, RiskOptions with { FullFraction = 0 }));
    }
}
