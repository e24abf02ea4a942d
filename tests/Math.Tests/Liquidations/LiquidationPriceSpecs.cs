namespace WhaleStack.Quant.Tests;

/// <summary>The worked examples of the venues' help pages, to the cent.</summary>
public sealed class LiquidationPriceSpecs
{
    private static readonly IsolatedPosition<decimal> Example = new(
        LiquidationSide.Longs, 0.5m, 50_000m, 10m, 0.005m, 0m, 0m);

    [Theory]
    [InlineData(LiquidationSide.Longs, 45226.13)]
    [InlineData(LiquidationSide.Shorts, 54726.37)]
    public void A_tenfold_position_at_50000_has_the_published_price(LiquidationSide side, double expected)
    {
        // By hand: long (25000 - 2500) / (0.5 x 0.995) = 45226.13; short (25000 + 2500) / (0.5 x 1.005) = 54726.37.
        var price = LiquidationPrice.IsolatedLinear(Example with { Side = side });
        Assert.Equal((decimal)expected, Math.Round(price!.Value, 2));
    }

    [Fact]
    public void Deduction_and_added_margin_move_it_away_from_the_entry()
    {
        // By hand: (25000 - 2500 - 100 - 50) / 0.4975 = 22350 / 0.4975; short (25000 + 2500 + 150) / 0.5025.
        var position = Example with { DeductionQuote = 50m, ExtraMarginQuote = 100m };
        Assert.Equal(22_350m / 0.4975m, LiquidationPrice.IsolatedLinear(position));
        Assert.Equal(
            27_650m / 0.5025m, LiquidationPrice.IsolatedLinear(position with { Side = LiquidationSide.Shorts }));
    }

    [Fact]
    public void Doubles_and_decimals_are_one_kernel()
    {
        var estimate = LiquidationPrice.IsolatedLinear(
            new IsolatedPosition<double>(LiquidationSide.Longs, 0.5, 50_000, 10, 0.005, 0, 0));
        Assert.Equal((double)LiquidationPrice.IsolatedLinear(Example)!.Value, estimate!.Value, 6);
    }

    [Theory]
    [InlineData(0.5, 45226.13)]
    [InlineData(-0.5, 54726.37)]
    public void Cross_margin_that_backs_one_position_is_the_same_as_isolated(double size, double expected)
    {
        var price = LiquidationPrice.CrossLinear(2_500m, [new((decimal)size, 50_000m, 0.005m, 0m)]);
        Assert.Equal((decimal)expected, Math.Round(price!.Value, 2));
    }

    [Fact]
    public void A_long_and_a_short_back_each_other()
    {
        // By hand: W 1000, long 3 at 100, short 1 at 110, m 0.5 %: (1000 - 300 + 110) / (0.005 x 4 - 2) = -409.1: none;
        // with W 100: (100 - 300 + 110) / -1.98 = 45.4545.
        CrossLeg<decimal>[] legs = [new(3m, 100m, 0.005m, 0m), new(-1m, 110m, 0.005m, 0m)];
        Assert.Null(LiquidationPrice.CrossLinear(1_000m, legs));
        Assert.Equal(90m / 1.98m, LiquidationPrice.CrossLinear(100m, legs)!.Value, 10);
        Assert.Null(LiquidationPrice.CrossLinear<decimal>(100m));
    }

    [Fact]
    public void A_long_without_leverage_cannot_be_liquidated() =>
        Assert.Null(LiquidationPrice.IsolatedLinear(Example with { Leverage = 1m }));

    [Theory]
    [InlineData(0.0, 50_000.0, 10.0, 0.005)]
    [InlineData(0.5, 0.0, 10.0, 0.005)]
    [InlineData(0.5, 50_000.0, 0.5, 0.005)]
    [InlineData(0.5, 50_000.0, 10.0, -0.1)]
    [InlineData(0.5, 50_000.0, 10.0, 1.0)]
    public void Numbers_out_of_range_are_named(double size, double entry, double leverage, double maintenance)
    {
        var position = new IsolatedPosition<double>(LiquidationSide.Longs, size, entry, leverage, maintenance, 0, 0);
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => LiquidationPrice.IsolatedLinear(position));
        Assert.NotNull(error.ParamName);
    }
}
