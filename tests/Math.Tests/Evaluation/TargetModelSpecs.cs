namespace WhaleStack.Quant.Tests;

/// <summary>The whale-target prediction: fitted on the past, with its reasons.</summary>
public sealed class TargetModelSpecs
{
    private static readonly EvaluationOptions Options =
        EvaluationOptions.For(new ClusterOptions(0.15, 0, 0.5, 0.0, 5));

    [Fact]
    public void Where_weekends_are_calm_levels_before_one_are_unlikelier_and_that_is_the_reason()
    {
        var market = new PlantedMarket(seed: 11, days: 240, pull: 0.0, weekend: 0.2);
        var model = PlantedMarket.Guessing(11);
        var table = Evaluator.Table([market.Series], model, Options);
        var fitted = TargetModel.Fit(table, "guessing", "made up", market.Series.Bars[^1].CloseTime, Options)!;
        Assert.Empty(fitted.Validate());
        var target = new TargetModel(fitted);
        var decision = Decisions.Of(market.Series, model, Options).First(one => one.Levels.Length == 2);
        var tuesday = target.Predict(decision with { Time = new(2025, 6, 3, 0, 0, 0, TimeSpan.Zero) });
        Assert.Equal(4, tuesday.Length); // Two levels, two horizons; the shorter one first.
        Assert.True(tuesday[0].Horizon == Options.HorizonShort && tuesday[0].Probability >= tuesday[1].Probability);
        Assert.All(tuesday, prediction => Assert.InRange(prediction.Probability, 0.0, 1.0));

        // The same levels at Friday midnight: all of the day to come is weekend.
        var saturday = target.Predict(decision with { Time = new(2025, 6, 7, 0, 0, 0, TimeSpan.Zero) });
        Assert.True(saturday[0].Probability < 0.6 * tuesday[0].Probability, $"{saturday[0]} {tuesday[0]}");
        Assert.Contains(saturday[0].Reasons, reason =>
            reason is { Feature: "weekend_day_ahead", Value: 1.0, LogOdds: < -0.5 });
        Assert.Equal(saturday[0].Reasons.OrderByDescending(reason => Math.Abs(reason.LogOdds)), saturday[0].Reasons);
    }

    [Fact]
    public void What_tells_the_time_of_a_touch_is_seen_by_coins_that_were_left_out_too()
    {
        const string Skill = "Brier skill, whale target over distance";
        MarketSeries[] series =
        [
            new PlantedMarket(seed: 21, days: 220, pull: 0.0, "AAA", weekend: 0.2).Series,
            new PlantedMarket(seed: 22, days: 220, pull: 0.0, "BBB", weekend: 0.2).Series,
        ];
        var quick = Options with { Draws = 100, LookAheadCuts = 1 };
        var score = Evaluator.Score(series, PlantedMarket.Guessing(5), quick);
        Finding Of(string measure) => score.Findings.Single(finding => finding.Measure == measure
            && finding.Scope == Finding.AllCoins && finding.Horizon == Options.HorizonShort);
        foreach (var found in new[] { Of(Skill), Of(Skill + ", coin left out") })
        {
            Assert.True(found is { Low: > 0.0, PValue: < 1e-3 }, $"{found}");
        }

        Assert.True(score.PredictionLookAhead.IsClean);

        // A coin alone has no others to learn from.
        var table = Evaluator.Table([series[0]], PlantedMarket.Guessing(5), Options);
        Assert.All(
            WalkForward.PredictLeftOut(table, LevelFeatures.Distance, 0, Options, WalkForward.Logistic),
            probability => Assert.True(double.IsNaN(probability)));
    }

    [Fact]
    public void A_coin_that_was_left_out_teaches_nothing()
    {
        var kept = new PlantedMarket(seed: 31, days: 120, pull: 0.0, "AAA").Series;
        double Fitted(double pull, int? leftOut)
        {
            var other = new PlantedMarket(seed: 32, days: 120, pull, "BBB").Series;
            var table = Evaluator.Table([other, kept], PlantedMarket.Guessing(5), Options);
            return WalkForward.Train(
                table, LevelFeatures.Distance, 0, kept.Bars[^1].CloseTime, WalkForward.Logistic, leftOut)!([1, 3, 0.1]);
        }

        Assert.Equal(Fitted(pull: 0.0, leftOut: 0), Fitted(pull: 0.9, leftOut: 0));
        Assert.NotEqual(Fitted(pull: 0.0, leftOut: null), Fitted(pull: 0.9, leftOut: null));
    }

    [Fact]
    public void A_prediction_is_the_sum_of_its_terms()
    {
        var options = new TargetModelOptions(2, "m", "by hand", DateTimeOffset.UnixEpoch, 500,
            [
                new TargetHorizon(
                    TimeSpan.FromHours(24), -1.0, [new("reach", -0.5, 3.0), new("weekend_day_ahead", 1, 0)]),
            ]);
        var level = new EvaluatedLevel(LiquidationSide.Shorts, 102, 1, 0.01, 0.02, 2.0, 1.0);
        var friday = new DateTimeOffset(2025, 10, 11, 0, 0, 0, TimeSpan.Zero);
        var decision = new Decision(0, friday, 100,
            new MarketState(0.01, 0.01, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.01), [level]);
        var prediction = Assert.Single(new TargetModel(options).Predict(decision));
        Assert.Equal(1.0 / (1.0 + Math.Exp(1.0)), prediction.Probability, 12); // -1 - 0.5 x 2 + 1 = -1.
        Assert.Equal([("weekend_day_ahead", 1.0), ("reach", 0.5)], // 1 x (1 - 0); -0.5 x (2 - 3).
            prediction.Reasons.Select(reason => (reason.Feature, Math.Round(reason.LogOdds, 12))));
        Assert.Empty(new TargetModel(options).Predict(decision with { Levels = [] }));
    }

    [Fact]
    public void Wrong_parameters_and_too_few_rows_are_named()
    {
        var options = new TargetModelOptions(1, "M!", "x", DateTimeOffset.UnixEpoch, 1,
            [new TargetHorizon(TimeSpan.Zero, double.NaN, [new("moon_phase", 1, 0)])]);
        var error = Assert.Throws<ArgumentException>(() => new TargetModel(options));
        string[] words =
        [
            "version is 1", "levels is 'M!'", "rows is 1", "horizon is 00:00:00", "intercept", "'moon_phase'",
        ];
        foreach (var word in words)
        {
            Assert.Contains(word, error.Message, StringComparison.Ordinal);
        }

        var market = new PlantedMarket(seed: 1, days: 30, pull: 0.0);
        var table = Evaluator.Table([market.Series], PlantedMarket.Guessing(1), Options);
        Assert.Null(TargetModel.Fit(table, "guessing", "x", market.Series.Bars[^1].CloseTime, Options));
    }
}
