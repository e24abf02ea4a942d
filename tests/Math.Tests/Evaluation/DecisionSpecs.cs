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
        // Given time enough it is the gambler's ruin: e / (d + e).
        Assert.Equal(0.75, Barrier.ReachFirst(0.01, 0.03, 0.005, TimeSpan.FromDays(365)), 9);
        // Both one standard deviation away: half of the 0.629201 that |w| reaches 1 by time 1.
        Assert.Equal(0.314609, Barrier.ReachFirst(0.02, 0.02, 0.005, TimeSpan.FromHours(16)), 4);
        // The other far away: the one-sided chance, by series and by its limit alike.
        Assert.Equal(0.617075, Barrier.ReachFirst(0.01, 0.5, 0.005, TimeSpan.FromHours(16)), 5);
        Assert.Equal(0.617075, Barrier.ReachFirst(0.01, 5.0, 0.005, TimeSpan.FromHours(16)), 5);
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
        // A range of 2 at closes of 100 and 101 in turn.
        Assert.Equal((0.02 + (2.0 / 101.0)) / 2.0, state.MonthRangeFraction, 4);
    }

    [Fact]
    public void The_weekend_is_saturday_and_sunday_in_utc()
    {
        var friday = new DateTimeOffset(2025, 10, 10, 12, 0, 0, TimeSpan.Zero);
        Assert.Equal(0.5, Weekend.Share(friday, TimeSpan.FromDays(1)));
        Assert.Equal(2.0 / 3.0, Weekend.Share(friday, TimeSpan.FromDays(3)), 12); // Until Monday noon.
        Assert.Equal(0.0, Weekend.Share(friday.AddDays(-1), TimeSpan.FromDays(1)));
        Assert.Equal(1.0, Weekend.Share(friday.AddHours(12), TimeSpan.FromDays(2)));
        Assert.Equal(2.0 / 7.0, Weekend.Share(friday, TimeSpan.FromDays(7)), 12);
        var local = friday.ToOffset(TimeSpan.FromHours(14));
        Assert.Equal(0.5, Weekend.Share(local, TimeSpan.FromDays(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Weekend.Share(friday, TimeSpan.Zero));
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
    public void The_more_is_looked_at_the_less_stands()
    {
        static Finding Of(double p) => new("m", "all", TimeSpan.Zero, 2, 1.5, 3, 1, p, 10, 50);
        Finding[] three = [Of(0.01), Of(0.02), Of(0.04)]; // 0.05 / 3, / 2, / 1: all stand.
        Assert.Equal(3, Holm.Standing(three).Count);
        Finding[] late = [Of(0.01), Of(0.03), Of(0.03)]; // 0.03 is above 0.05 / 2, and none after it stands.
        Assert.Same(late[0], Assert.Single(Holm.Standing(late)));
        Assert.Empty(Holm.Standing([Of(double.NaN), Of(0.2)]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Holm.Standing(three, 0));
    }

    [Fact]
    public void Distances_have_classes_with_names()
    {
        Assert.Equal((0, 1, DistanceClass.Count - 1),
            (DistanceClass.Of(0), DistanceClass.Of(2.0), DistanceClass.Of(1e9)));
        for (var place = 0; place < DistanceClass.Count; place++)
        {
            Assert.Equal(place, DistanceClass.PlaceOf(DistanceClass.NameOf(place)));
            Assert.Equal(place, DistanceClass.Of(DistanceClass.Ends(place).From));
        }

        Assert.Equal(-1, DistanceClass.PlaceOf("none"));
    }

    [Fact]
    public void Of_several_venues_the_longest_series_of_a_coin_is_scored()
    {
        MarketSeries Series(string venue, string coin, int days, int hours = 1) => new(
            venue, coin, TimeSpan.FromHours(hours),
            [.. Enumerable.Range(0, 24 * days / hours).Select(i => new MarketBar(
                DateTimeOffset.UnixEpoch.AddHours(i * hours), 1, 1, 1, 1, 1, 1, double.NaN,
                venue == "c" ? 1 : double.NaN, double.NaN, double.NaN))],
            [], []);
        MarketSeries[] all =
        [
            Series("b", "X", 80), Series("a", "X", 70), Series("a", "Y", 61), Series("a", "Z", 30),
            Series("b", "W", 70), Series("a", "W", 70), Series("c", "W", 70), Series("a", "X", 90, 4),
        ];
        var groups = SeriesChoice.Of(all, []);
        Assert.Equal([["aX"], ["cW", "bX", "aY"]], groups.Select(group => group.Select(s => s.Venue + s.Coin)));
        Assert.Equal(["bX"], Assert.Single(SeriesChoice.Of(all[..2], ["x"])).Select(s => s.Venue + s.Coin));
    }

    [Fact]
    public void Features_point_towards_their_level()
    {
        var market = new MarketState(0.01, 0.01, 2, 3, 1, 0, 0, 0.5, 0.25, 4, 0, 0.04);
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
        // 2 ATR of 1 % are 2 %, and the geometric mean of 1 % and the month's 4 % is 2 %: one reach.
        Assert.Equal(1.0, At(above, "reach"), 12);
        Assert.Equal(0.0, At(above, "reach_log"), 12);
        Assert.Equal(LevelFeatures.Count, LevelFeatures.Names.Distinct().Count());
        Assert.Equal(LevelFeatures.Names.Length, LevelFeatures.AllButMass.Length + LevelFeatures.MassCount);
    }
}
