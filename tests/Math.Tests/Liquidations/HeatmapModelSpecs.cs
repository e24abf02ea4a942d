namespace WhaleStack.Quant.Tests;

/// <summary>The estimator, by hand for one or two tiers.</summary>
public sealed class HeatmapModelSpecs
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Rising_open_interest_opens_as_much_long_as_short_at_the_levels_of_its_tier()
    {
        var map = new HeatmapEstimator(HeatmapBars.Model() with { ChurnFraction = 0.0 });
        map.Apply(HeatmapBars.Flat(Noon, 100, volume: 0, openInterest: 1_000));
        map.Apply(HeatmapBars.Flat(Noon.AddHours(1), 100, volume: 50, openInterest: 1_020));
        // By hand: 20 contracts at 100; long at 100 x 0.9 / 0.995 = 90.452, short at 100 x 1.1 / 1.005 = 109.453.
        Assert.Equal(2_000, Mass(map, LiquidationSide.Longs, 90.452), 1);
        Assert.Equal(2_000, Mass(map, LiquidationSide.Shorts, 109.453), 1);
        Assert.Equal((1, 1), (map.MeasuredBars, map.ProxyBars));
        map.Apply(HeatmapBars.Flat(Noon.AddHours(2), 100, volume: 5, openInterest: 9_999));
        Assert.Equal(2_500, Mass(map, LiquidationSide.Longs, 90.452), 1); // No more is opened than was traded.
    }

    [Fact]
    public void Without_open_interest_a_share_of_the_turnover_is_opened_and_called_a_proxy()
    {
        var map = new HeatmapEstimator(HeatmapBars.Model() with { ProxyFraction = 0.1, TakerTiltFraction = 1.0 });
        map.Apply(HeatmapBars.Flat(Noon, 100, volume: 20) with { TakerBuyBase = 15 });
        // By hand: 0.1 x 2000 / 2 a side; takers bought three quarters: x 1.5 long, x 0.5 short.
        Assert.Equal(150, Mass(map, LiquidationSide.Longs, 90.452), 4);
        Assert.Equal(50, Mass(map, LiquidationSide.Shorts, 109.453), 4);
        Assert.Equal((0, 1), (map.MeasuredBars, map.ProxyBars));
        map.Apply(HeatmapBars.Flat(Noon.AddHours(1), 100, volume: 20, openInterest: 500));
        map.Apply(HeatmapBars.Flat(Noon.AddHours(8), 100, volume: 20, openInterest: 500));
        Assert.Equal((0, 3), (map.MeasuredBars, map.ProxyBars)); // The one before it is too old.
    }

    [Fact]
    public void Closed_positions_take_their_share_of_every_level_unless_they_were_liquidated()
    {
        var map = new HeatmapEstimator(HeatmapBars.Model() with { ChurnFraction = 0.0, FollowsClosings = true });
        map.Apply(HeatmapBars.Flat(Noon, 100, volume: 0, openInterest: 1_000));
        map.Apply(HeatmapBars.Flat(Noon.AddHours(1), 100, volume: 10, openInterest: 1_010));
        map.Apply(HeatmapBars.Flat(Noon.AddHours(2), 100, volume: 0, openInterest: 808));
        Assert.Equal(800, Mass(map, LiquidationSide.Longs, 90.452), 2); // 202 of 1,010 closed: a fifth.
        var liquidated = HeatmapBars.Flat(Noon.AddHours(3), 100, volume: 0, openInterest: 707) with
        {
            LiquidatedLongsQuote = 6_000, LiquidatedShortsQuote = 4_100,
        };
        map.Apply(liquidated);
        Assert.Equal(800, Mass(map, LiquidationSide.Longs, 90.452), 2);
        Assert.Equal(400, map.Totals().ClosedQuote, 2);
    }

    [Fact]
    public void A_bar_spreads_its_openings_between_its_low_and_its_high()
    {
        var map = new HeatmapEstimator(HeatmapBars.Model());
        map.Apply(HeatmapBars.Flat(Noon, 100, volume: 10) with { Low = 98, High = 102 });
        // By hand: 0.1 x 1000 / 2 = 50 a side; a quarter at 99, half at 100, a quarter at 101; 0.9 / 0.995 = 0.90452.
        Assert.Equal(12.5, Mass(map, LiquidationSide.Longs, 99 * 0.90452), 4);
        Assert.Equal(25.0, Mass(map, LiquidationSide.Longs, 90.452), 4);
        Assert.Equal(12.5, Mass(map, LiquidationSide.Longs, 101 * 0.90452), 4);
        Assert.Equal(100.0, map.LiveQuote, 4);
    }

    [Fact]
    public void A_level_lives_until_price_reaches_the_centre_of_its_bucket()
    {
        var map = new HeatmapEstimator(HeatmapBars.Model());
        map.Apply(HeatmapBars.Flat(Noon, 100, volume: 10));
        var centre = map.CentreOf(map.BucketOf(90.452));
        map.Apply(HeatmapBars.Flat(Noon.AddHours(1), 100, 0) with { Low = centre * 1.0001 });
        Assert.Equal(100.0, map.LiveQuote, 4);
        map.Apply(HeatmapBars.Flat(Noon.AddHours(2), 100, 0) with { Low = centre });
        Assert.Equal((50.0, 50.0), (Math.Round(map.LiveQuote, 4), Math.Round(map.SweptLongsQuote, 4)));
        Assert.Equal(0.0, map.SweptShortsQuote);
        Assert.Equal(0.0, Mass(map, LiquidationSide.Longs, 90.452));
        centre = map.CentreOf(map.BucketOf(109.453));
        map.Apply(HeatmapBars.Flat(Noon.AddHours(3), 100, 0) with { High = centre });
        Assert.Equal(0.0, map.LiveQuote, 6);
    }

    [Fact]
    public void What_a_bar_opens_and_crosses_itself_counts_as_swept()
    {
        var map = new HeatmapEstimator(HeatmapBars.Model(leverage: 100));
        map.Apply(HeatmapBars.Flat(Noon, 100, volume: 10) with { Low = 95, High = 105 });
        Assert.Equal(0.0, map.LiveQuote);
        Assert.Equal((100.0, 100.0), (map.Totals().OpenedQuote, map.Totals().SweptQuote));
    }

    [Fact]
    public void A_jump_of_the_price_sweeps_what_lies_between_and_opens_there_anew()
    {
        var map = new HeatmapEstimator(HeatmapBars.Model());
        map.Apply(HeatmapBars.Flat(Noon, 100, volume: 10));
        map.Apply(HeatmapBars.Flat(Noon.AddHours(1), 121, volume: 10));
        Assert.Equal(0.0, Mass(map, LiquidationSide.Shorts, 109.453)); // Crossed in the gap.
        Assert.Equal(60.5, Mass(map, LiquidationSide.Longs, 121 * 0.90452), 4); // The same price, a long's level now.
        Assert.Equal(50.0, Mass(map, LiquidationSide.Longs, 90.452), 4);
    }

    [Fact]
    public void Levels_halve_with_the_half_life_of_their_tier_or_never()
    {
        var options = HeatmapBars.Model() with
        {
            HasHalfLives = true,
            Tiers =
            [
                new LeverageTier(10, 0.5, TimeSpan.FromHours(6)), new LeverageTier(25, 0.5, TimeSpan.FromHours(12)),
            ],
        };
        foreach (var (hasHalfLives, slow, fast) in new[] { (true, 6.25, 12.5), (false, 25.0, 25.0) })
        {
            var map = new HeatmapEstimator(options with { HasHalfLives = hasHalfLives });
            map.Apply(HeatmapBars.Flat(Noon, 100, volume: 10));
            map.Apply(HeatmapBars.Flat(Noon.AddHours(12), 100, volume: 0));
            Assert.Equal(slow, Mass(map, LiquidationSide.Longs, 90.452), 4);
            Assert.Equal(fast, Mass(map, LiquidationSide.Longs, 100 * 0.96 / 0.995), 4);
        }
    }

    [Fact]
    public void Tiers_below_the_least_leverage_are_left_out_and_the_others_scaled()
    {
        var map = new HeatmapEstimator(HeatmapBars.Model() with
        {
            LeverageMin = 25,
            Tiers =
            [
                new LeverageTier(10, 0.5, TimeSpan.FromDays(9)),
                new LeverageTier(25, 0.3, TimeSpan.FromDays(9)),
                new LeverageTier(50, 0.2, TimeSpan.FromDays(9)),
            ],
        });
        Assert.Equal([0.6, 0.4], map.TierWeights.Select(weight => Math.Round(weight, 12)));
    }

    [Fact]
    public void Windows_show_what_was_opened_within_them()
    {
        var map = new HeatmapEstimator(HeatmapBars.Model());
        var start = Noon.AddDays(-600);
        for (var day = 0; day <= 600; day++)
        {
            map.Apply(HeatmapBars.Flat(start.AddDays(day), 100, volume: 10));
        }

        // 50 a side a day, opened for 600 days; a window may be wrong by half a slice of its age class.
        foreach (var (window, days, slice) in new[]
        {
            (HeatmapWindow.Days3, 3, 1), (HeatmapWindow.Days7, 7, 2), (HeatmapWindow.Days30, 30, 8),
            (HeatmapWindow.Days90, 90, 16), (HeatmapWindow.Days180, 180, 48), (HeatmapWindow.Year1, 365, 48),
        })
        {
            var mass = new double[1];
            map.CopyMass(LiquidationSide.Longs, map.BucketOf(90.452), mass, window);
            Assert.InRange(mass[0] / 50, days - (slice / 2.0), days + (slice / 2.0) + 1);
        }

        Assert.InRange(Mass(map, LiquidationSide.Longs, 90.452) / 50, 365, 520); // Nothing is kept for ever.
    }

    [Fact]
    public void A_bar_allocates_nothing_and_the_state_is_small()
    {
        var options = HeatmapBars.Usual(followsClosings: true) with { LearningRate = 0.05 };
        var map = new HeatmapEstimator(options);
        Assert.InRange(map.StateBytes, 1, 300_000);
        Assert.InRange(
            new HeatmapEstimator(options with { HasHalfLives = false, LearningRate = 0 }).StateBytes, 1, 300_000);
        var bars = HeatmapBars.Random(seed: 3, count: 3_000).ToArray();
        map.Apply(bars[0]);
        Assert.Equal(0, Allocations.Of(attempt =>
        {
            foreach (ref readonly var bar in bars.AsSpan(1 + (attempt * 500), 500))
            {
                map.Apply(bar);
            }
        }));
    }

    [Fact]
    public void Clearing_leaves_a_map_like_a_new_one()
    {
        var bars = HeatmapBars.Random(seed: 4, count: 900).ToArray();
        var (used, fresh) = (
            new HeatmapEstimator(HeatmapBars.Usual(followsClosings: true)),
            new HeatmapEstimator(HeatmapBars.Usual(followsClosings: true)));
        HeatmapBars.Apply(used, bars);
        used.Clear();
        Assert.Equal(0.0, used.LiveQuote);
        HeatmapBars.Apply(used, bars[..500]);
        HeatmapBars.Apply(fresh, bars[..500]);
        Assert.Equal(HeatmapBars.Cells(fresh), HeatmapBars.Cells(used));
    }

    private static double Mass(HeatmapEstimator map, LiquidationSide side, double price)
    {
        var mass = new double[1];
        map.CopyMass(side, map.BucketOf(price), mass);
        return mass[0];
    }
}
