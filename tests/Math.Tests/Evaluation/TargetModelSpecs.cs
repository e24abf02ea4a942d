namespace WhaleStack.Quant.Tests;

/// <summary>The whale-target prediction: fitted on the past, with its reasons.</summary>
public sealed class TargetModelSpecs
{
    private static readonly EvaluationOptions Options =
        EvaluationOptions.For(new ClusterOptions(0.15, 0, 0.5, 0.0, 5));

    [Fact]
    public void Where_mass_tells_the_heavier_level_is_likelier_and_mass_is_the_reason()
    {
        var market = new PlantedMarket(seed: 11, days: 200, pull: 0.9);
        var model = market.Knowing(decoyMass: 2.0);
        var table = Evaluator.Table([market.Series], model, Options);
        var fitted = TargetModel.Fit(table, "knowing", "made up", market.Series.Bars[^1].CloseTime, Options)!;
        Assert.Empty(fitted.Validate());
        var target = new TargetModel(fitted);
        var both = Decisions.Of(market.Series, model, Options).Where(decision => decision.Levels.Length == 2).ToList();
        var right = 0;
        foreach (var decision in both)
        {
            var predictions = target.Predict(decision);
            Assert.Equal(4, predictions.Length); // Two levels, two horizons; the shorter one first.
            Assert.True(predictions[0].Horizon == Options.HorizonShort
                && predictions[0].Probability >= predictions[1].Probability);
            Assert.All(predictions, prediction => Assert.InRange(prediction.Probability, 0.0, 1.0));
            right += predictions[0].Level.MassQuote > predictions[1].Level.MassQuote ? 1 : 0;
        }

        Assert.True(right > 0.9 * both.Count, $"{right} of {both.Count}");
        var reasons = target.Predict(both[0])[0].Reasons;
        Assert.Contains(reasons, reason =>
            reason.Feature.Contains("mass", StringComparison.Ordinal) && reason.LogOdds > 0.5);
        Assert.Equal(reasons.OrderByDescending(reason => Math.Abs(reason.LogOdds)), reasons);
    }

    [Fact]
    public void A_prediction_is_the_sum_of_its_terms()
    {
        var options = new TargetModelOptions("m", "by hand", DateTimeOffset.UnixEpoch, 500,
            [new TargetHorizon(TimeSpan.FromHours(24), -1.0, [new("distance_atr", -0.5, 3.0), new("is_above", 1, 0)])]);
        var level = new EvaluatedLevel(LiquidationSide.Shorts, 102, 1, 0.01, 0.02, 2.0, 1.0);
        var decision = new Decision(0, DateTimeOffset.UnixEpoch, 100,
            new MarketState(0.01, 0.01, 0, 0, 0, 0, 0, 0, 0, 0, 0), [level]);
        var prediction = Assert.Single(new TargetModel(options).Predict(decision));
        Assert.Equal(1.0 / (1.0 + Math.Exp(1.0)), prediction.Probability, 12); // -1 - 0.5 x 2 + 1 = -1.
        Assert.Equal([("is_above", 1.0), ("distance_atr", 0.5)], // 1 x (1 - 0); -0.5 x (2 - 3).
            prediction.Reasons.Select(reason => (reason.Feature, reason.LogOdds)));
        Assert.Empty(new TargetModel(options).Predict(decision with { Levels = [] }));
    }

    [Fact]
    public void Wrong_parameters_and_too_few_rows_are_named()
    {
        var options = new TargetModelOptions("M!", "x", DateTimeOffset.UnixEpoch, 1,
            [new TargetHorizon(TimeSpan.Zero, double.NaN, [new("moon_phase", 1, 0)])]);
        var error = Assert.Throws<ArgumentException>(() => new TargetModel(options));
        string[] words = ["levels is 'M!'", "rows is 1", "horizon is 00:00:00", "intercept", "'moon_phase'"];
        foreach (var word in words)
        {
            Assert.Contains(word, error.Message, StringComparison.Ordinal);
        }

        var market = new PlantedMarket(seed: 1, days: 30, pull: 0.0);
        var table = Evaluator.Table([market.Series], PlantedMarket.Guessing(1), Options);
        Assert.Null(TargetModel.Fit(table, "guessing", "x", market.Series.Bars[^1].CloseTime, Options));
    }
}
