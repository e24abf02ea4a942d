namespace WhaleStack.Quant.Tests;

/// <summary>The liquidation heatmap, by hand for one or two tiers.</summary>
public sealed class HeatmapSpecs
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_volume_proxy_splits_by_the_direction_of_the_candle()
    {
        // By hand: b = (1 + (103 - 100) / (104 - 99)) / 2 = 0.8; opened 0.1 x 1000 = 100.
        var (longQuote, shortQuote) = VolumeProxy.Opened(new HeatmapCandle(Noon, 100, 104, 99, 103, 1_000), 0.1);
        Assert.Equal(80.0, longQuote, 9);
        Assert.Equal(20.0, shortQuote, 9);
        Assert.Equal((50.0, 50.0), VolumeProxy.Opened(new HeatmapCandle(Noon, 100, 100, 100, 100, 1_000), 0.1));
    }

    [Fact]
    public void A_candle_adds_each_side_at_the_liquidation_price_of_its_tier()
    {
        var map = new LiquidationHeatmap(Options((10, 1.0, 100)));
        map.Apply(Flat(Noon, 100, 1_000));
        // By hand: long 100 x 0.9 / 0.995 = 90.452; short 100 x 1.1 / 1.005 = 109.453; 50 on each side.
        Assert.Equal(50.0, Mass(map, LiquidationSide.Longs, 90.452), 9);
        Assert.Equal(50.0, Mass(map, LiquidationSide.Shorts, 109.453), 9);
        Assert.Equal(50.0, Total(map, LiquidationSide.Longs), 9);
        Assert.Equal(50.0, Total(map, LiquidationSide.Shorts), 9);
        Assert.Equal(0.0, Mass(map, LiquidationSide.Shorts, 90.452));
    }

    [Fact]
    public void Tiers_share_the_inflow_by_weight()
    {
        var map = new LiquidationHeatmap(Options((10, 0.25, 100), (25, 0.75, 100)));
        map.Apply(Flat(Noon, 100, 1_000));
        Assert.Equal(12.5, Mass(map, LiquidationSide.Longs, 100 * 0.9 / 0.995), 9);
        Assert.Equal(37.5, Mass(map, LiquidationSide.Longs, 100 * 0.96 / 0.995), 9);
    }

    [Fact]
    public void A_low_that_reaches_a_bucket_sweeps_longs_and_leaves_shorts()
    {
        var map = new LiquidationHeatmap(Options((10, 1.0, 100)));
        map.Apply(Flat(Noon, 100, 1_000));
        var centre = map.CentreOf(map.BucketOf(90.452));
        map.Apply(new HeatmapCandle(Noon.AddHours(1), 100, 100, centre * 1.0001, 100, 0));
        Assert.InRange(Total(map, LiquidationSide.Longs), 49.0, 50.0);
        map.Apply(new HeatmapCandle(Noon.AddHours(2), 100, 100, centre, 100, 0));
        Assert.Equal(0.0, Total(map, LiquidationSide.Longs));
        Assert.InRange(Total(map, LiquidationSide.Shorts), 49.0, 50.0);
    }

    [Fact]
    public void A_high_that_reaches_a_bucket_sweeps_shorts_and_leaves_longs()
    {
        var map = new LiquidationHeatmap(Options((10, 1.0, 100)));
        map.Apply(Flat(Noon, 100, 1_000));
        var centre = map.CentreOf(map.BucketOf(109.453));
        map.Apply(new HeatmapCandle(Noon.AddHours(1), 100, centre * 0.9999, 100, 100, 0));
        Assert.InRange(Total(map, LiquidationSide.Shorts), 49.0, 50.0);
        map.Apply(new HeatmapCandle(Noon.AddHours(2), 100, centre, 100, 100, 0));
        Assert.Equal(0.0, Total(map, LiquidationSide.Shorts));
        Assert.InRange(Total(map, LiquidationSide.Longs), 49.0, 50.0);
    }

    [Fact]
    public void What_the_opening_candle_already_crossed_is_not_kept()
    {
        var map = new LiquidationHeatmap(Options((100, 1.0, 100)));
        map.Apply(new HeatmapCandle(Noon, 100, 105, 95, 100, 1_000)); // Levels at 99.5 and 100.5 lie inside.
        Assert.Equal(0.0, Total(map, LiquidationSide.Longs) + Total(map, LiquidationSide.Shorts));
    }

    [Fact]
    public void Mass_halves_with_every_half_life_of_its_tier()
    {
        var map = new LiquidationHeatmap(Options((10, 0.5, 6), (25, 0.5, 12)));
        map.Apply(Flat(Noon, 100, 1_000));
        map.Apply(Flat(Noon.AddHours(12), 100, 0));
        Assert.Equal(25.0 / 4, Mass(map, LiquidationSide.Longs, 100 * 0.9 / 0.995), 9);
        Assert.Equal(25.0 / 2, Mass(map, LiquidationSide.Longs, 100 * 0.96 / 0.995), 9);
    }

    [Fact]
    public void Decay_stays_exact_over_thousands_of_half_lives()
    {
        var map = new LiquidationHeatmap(Options((10, 1.0, 1)));
        for (var hour = 0; hour < 3_000; hour++)
        {
            map.Apply(Flat(Noon.AddHours(hour), 100, 1_000));
        }

        // By hand: 50 x (1 + 1/2 + 1/4 + ...) = 100.
        Assert.Equal(100.0, Total(map, LiquidationSide.Longs), 6);
    }

    [Fact]
    public void The_window_follows_the_price_and_forgets_what_is_far_away()
    {
        var map = new LiquidationHeatmap(Options((10, 1.0, 8_760)));
        map.Apply(Flat(Noon, 100, 1_000));
        map.Apply(Flat(Noon.AddHours(1), 250, 1_000)); // Shifts the window; both longs are still within its reach.
        Assert.Equal(50.0, Mass(map, LiquidationSide.Longs, 90.452), 2);
        Assert.Equal(50.0, Mass(map, LiquidationSide.Longs, 250 * 0.9 / 0.995), 2);
        Assert.Equal(50.0, Total(map, LiquidationSide.Shorts), 2); // The shorts at 109 were crossed.
        map.Apply(Flat(Noon.AddHours(2), 20_000, 0));
        Assert.Equal(0.0, Total(map, LiquidationSide.Longs));
        map.Apply(Flat(Noon.AddHours(3), 100, 1_000)); // Back again, a long way down.
        Assert.Equal(50.0, Mass(map, LiquidationSide.Longs, 90.452), 9);
    }

    [Fact]
    public void Clearing_forgets_all()
    {
        var map = new LiquidationHeatmap(Options((10, 1.0, 100)));
        map.Apply(Flat(Noon, 100, 1_000));
        map.Clear();
        Assert.Equal(0.0, Total(map, LiquidationSide.Longs) + Total(map, LiquidationSide.Shorts));
        map.Apply(Flat(Noon.AddHours(1), 3_000, 1_000));
        Assert.Equal(50.0, Mass(map, LiquidationSide.Longs, 3_000 * 0.9 / 0.995), 9);
    }

    [Fact]
    public void A_candle_allocates_nothing()
    {
        var map = new LiquidationHeatmap(Options((10, 0.5, 6), (25, 0.5, 12)));
        map.Apply(Flat(Noon, 100, 1_000));
        Assert.Equal(0, Allocations.Of(attempt =>
        {
            for (var hour = 1 + (attempt * 500); hour <= (attempt + 1) * 500; hour++)
            {
                map.Apply(Flat(Noon.AddHours(hour), 100 + (hour % 50), 1_000));
            }
        }));
    }

    [Theory]
    [InlineData(100, 100, 0, 100, 1)]
    [InlineData(100, double.NaN, 100, 100, 1)]
    [InlineData(100, 99, 100, 100, 1)]
    [InlineData(100, 100, 100, 100, -1)]
    public void An_impossible_candle_is_refused(double open, double high, double low, double close, double turnover)
    {
        var map = new LiquidationHeatmap(Options((10, 1.0, 100)));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => map.Apply(new HeatmapCandle(Noon, open, high, low, close, turnover)));
    }

    [Fact]
    public void Options_name_every_mistake_at_once()
    {
        var options = new HeatmapOptions(
            0, 0.05, 1, [new LeverageTier(0.5, 0.3, TimeSpan.Zero), new LeverageTier(25, 0.3, TimeSpan.FromHours(1))]);
        var text = string.Join('\n', options.Validate());
        Assert.Contains("inflow_fraction is 0", text, StringComparison.Ordinal);
        Assert.Contains("bucket_fraction is 1", text, StringComparison.Ordinal);
        Assert.Contains("tiers[0].leverage is 0.5", text, StringComparison.Ordinal);
        Assert.Contains("tiers[0].half_life is 00:00:00", text, StringComparison.Ordinal);
        Assert.Contains("tiers[1].leverage is 25", text, StringComparison.Ordinal);
        Assert.Contains("sum of weight_fraction) is 0.6", text, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new LiquidationHeatmap(options));
        Assert.Contains(
            "tiers (count)",
            string.Join('\n', (options with { Tiers = default }).Validate()),
            StringComparison.Ordinal);
    }

    private static HeatmapOptions Options(params (double Leverage, double Weight, double HalfLifeHours)[] tiers) => new(
        0.1,
        0.005,
        0.001,
        [.. tiers.Select(
            tier => new LeverageTier(tier.Leverage, tier.Weight, TimeSpan.FromHours(tier.HalfLifeHours)))]);

    private static HeatmapCandle Flat(DateTimeOffset time, double price, double turnover) =>
        new(time, price, price, price, price, turnover);

    private static double Mass(LiquidationHeatmap map, LiquidationSide side, double price)
    {
        var mass = new double[1];
        map.CopyMass(side, map.BucketOf(price), mass);
        return mass[0];
    }

    private static double Total(LiquidationHeatmap map, LiquidationSide side)
    {
        var mass = new double[40_000];
        map.CopyMass(side, -10_000, mass);
        return mass.Sum();
    }
}
