namespace WhaleStack.Quant.Tests;

/// <summary>The parts of a score, by hand.</summary>
public sealed class DecisionSpecs
{
    [Fact]
    public void A_random_walk_reaches_near_levels_more_often()
    {
        // d = 1 %, sigma = 0.5 % an hour, 16 hours: erfc(0.01 / (0.005 x sqrt 32)) = erfc(0.353553) = 0.617075.
        Assert.Equal(0.617075, Barrier.Reach(0.01, 0.005, TimeSpan.FromHours(16)), 5);
        Assert.Equal(1.0, Barrier.Reach(0.0, 0.005, TimeSpan.FromHours(16)), 5);
        Assert.Equal(0.0, Barrier.Reach(1.0, 0.001, TimeSpan.FromHours(1)), 9);
        Assert.Equal(0.75, Barrier.ReachFirst(0.01, 0.03));
        Assert.Equal(0.05, Barrier.TwoSided(1.959963985), 5);
    }

    [Fact]
    public void Decisions_fall_on_round_times_after_the_warm_up_and_survive_gaps()
    {
        var market = new PlantedMarket(seed: 1, days: 30, pull: 0.0).Series;
        var options = EvaluationOptions.For(new ClusterOptions(0.15, 0, 0.5, 0.0, 5));
        var decisions = Decisions.Of(market, PlantedMarket.Guessing(1), options);
        Assert.All(decisions, decision => Assert.Equal(0, decision.Time.Hour % 4));
        Assert.True(decisions[0].Time - market.Bars[0].CloseTime >= options.WarmUp);
        var step = decisions.Zip(decisions.Skip(1)).Select(pair => pair.Second.Time - pair.First.Time).Distinct();
        Assert.Equal([TimeSpan.FromHours(4)], step);
        // Without the bar of a round time the next one decides.
        var gap = market with { Bars = [.. market.Bars.Where(bar => bar.CloseTime != decisions[3].Time)] };
        Assert.Equal(decisions[3].Time.AddHours(1), Decisions.Of(gap, PlantedMarket.Guessing(1), options)[3].Time);
    }

    [Fact]
    public void Numbers_of_a_market_are_known_by_hand()
    {
        var tracker = new MarketTracker(TimeSpan.FromHours(1));
        var time = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        for (var i = 0; i < 24 * 8; i++)
        {
            // Up and down by one, a range of two: true range 2 of every bar.
            var close = 100.0 + (i % 2);
            tracker.Add(new MarketBar(time.AddHours(i), close, close + 1, close - 1, close, 1, 100, double.NaN,
                i < 168 ? 50 : 55, double.NaN, double.NaN));
        }

        var state = tracker.State(0.0001)!.Value;
        Assert.Equal(2.0 / 101.0, state.AtrFraction, 6);
        Assert.Equal(Math.Log(101.0 / 100.0), state.SigmaHour, 9);
        Assert.Equal(0.0, state.DayReturnAtr, 9);
        Assert.Equal(0.0, state.VolatilityRatioLog, 6);
        Assert.Equal(0.0, state.VolumeRatioLog, 9);
        Assert.Equal(1.0, state.FundingBps, 9);
        Assert.Equal(0.1, state.OpenInterestChange, 9);
        Assert.Equal(0.0, tracker.State(double.NaN)!.Value.FundingBps);
    }

    [Fact]
    public void A_market_that_does_not_move_has_no_numbers()
    {
        var tracker = new MarketTracker(TimeSpan.FromHours(1));
        for (var i = 0; i < 24 * 9; i++)
        {
            tracker.Add(new MarketBar(DateTimeOffset.UnixEpoch.AddHours(i), 1, 1, 1, 1, 0, 0, double.NaN, double.NaN,
                double.NaN, double.NaN));
        }

        Assert.Null(tracker.State(double.NaN));
    }

    [Fact]
    public void Features_point_towards_their_level()
    {
        var market = new MarketState(0.01, 0.01, 2, 3, 1, 0, 0, 0.5, 0.25, 4, 0);
        EvaluatedLevel Level(LiquidationSide side, double mass, double atr) =>
            new(side, 100, mass, 0.02, atr / 100, atr, 1);
        var decision = new Decision(0, DateTimeOffset.UnixEpoch, 100, market,
            [Level(LiquidationSide.Shorts, 3, 2), Level(LiquidationSide.Longs, 1, 2)]);
        var above = new double[LevelFeatures.Count];
        var below = new double[LevelFeatures.Count];
        LevelFeatures.Write(decision, 0, above);
        LevelFeatures.Write(decision, 1, below);
        double At(double[] features, string name) => features[LevelFeatures.Names.IndexOf(name)];
        Assert.Equal((0.75, 0.25), (At(above, "mass_share_both_sides"), At(below, "mass_share_both_sides")));
        Assert.Equal(0.5, At(above, "pull_imbalance_towards"), 12);
        Assert.Equal(-0.5, At(below, "pull_imbalance_towards"), 12);
        Assert.Equal((2.0, -2.0), (At(above, "trend_towards_atr"), At(below, "trend_towards_atr")));
        Assert.Equal((0.5, 0.25), (At(above, "wick_towards_atr"), At(below, "wick_towards_atr")));
        Assert.Equal((4.0, -4.0), (At(above, "funding_towards_bps"), At(below, "funding_towards_bps")));
        Assert.Equal(LevelFeatures.Count, LevelFeatures.Names.Distinct().Count());
        Assert.Equal(LevelFeatures.Names.Length, LevelFeatures.AllButMass.Length + LevelFeatures.MassCount);
    }
}
