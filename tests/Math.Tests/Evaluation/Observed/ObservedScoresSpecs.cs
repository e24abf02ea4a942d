namespace WhaleStack.Quant.Tests;

/// <summary>Maps against what was really seen.</summary>
public sealed class ObservedScoresSpecs
{
    private static readonly EvaluationOptions Options =
        EvaluationOptions.For(new ClusterOptions(0.15, 0, 0.5, 0.0, 5)) with { Draws = 100 };

    [Fact]
    public void Positions_where_the_model_has_them_score_and_others_do_not()
    {
        var market = new PlantedMarket(seed: 2, days: 60, pull: 0.0);
        var model = PlantedMarket.Guessing(7);
        var (time, levels) = Levels(market.Series, model, bar: 1_000);
        var same = new ObservedLevels("PLANTED", time.AddMinutes(20), levels);
        // Another map: its mass lies around a tenth from the price, where the model has none.
        var control = new LevelModel("control", _ => new LiquidationHeatmap(new HeatmapOptions(
            0.1, 0.005, 0.001, [new LeverageTier(10, 1.0, TimeSpan.FromDays(2))])));
        var scores = ObservedScores.OfPositions([market.Series], [model], control, [same], Options);
        var score = Assert.Single(scores);
        Assert.Equal((levels.Count, "guessing"), (score.Count, score.Name));
        Assert.Equal(1.0, Of(score, "rank correlation of mass by distance").Estimate, 9);
        Assert.Equal(0.0, Of(score, "earth mover's distance, ln(price)").Estimate, 9);
        Assert.True(Of(score, "rank correlation, less the control's").Estimate > 0.2);
        Assert.True(Of(score, "earth mover's distance, less the control's").Estimate < -0.005);
        Assert.Equal(1.0, Of(score, "share of mass near clusters").Estimate, 9);
        Assert.True(Of(score, "share near, less placed").Estimate > 0.2);
        // One coin is no interval.
        Assert.All(score.Findings, finding => Assert.True(double.IsNaN(finding.PValue)));
        // The farther away they are, the more has to be moved: a tenth of ln(price) farther costs a tenth.
        var moved = same with
        {
            Levels = [.. levels.Select(level => level with
            {
                Price = level.Price * Math.Exp(level.Side == LiquidationSide.Shorts ? 0.1 : -0.1),
            })],
        };
        var far = Assert.Single(ObservedScores.OfPositions([market.Series], [model], model, [moved], Options));
        Assert.Equal(0.1, Of(far, "earth mover's distance, ln(price)").Estimate, 9);
        Assert.Equal(0.0, Of(far, "share of mass near clusters").Estimate, 9);
        Assert.DoesNotContain(far.Findings, finding => finding.Measure.Contains("control", StringComparison.Ordinal));
    }

    [Fact]
    public void Closings_at_the_centres_are_nearer_than_to_placed_ones()
    {
        var market = new PlantedMarket(seed: 3, days: 60, pull: 0.0);
        var model = PlantedMarket.Guessing(8);
        var closings = new List<LiquidationEvent>();
        for (var bar = 600; bar < 1_400; bar += 50)
        {
            var (time, levels) = Levels(market.Series, model, bar);
            closings.AddRange(levels.Select(level => new LiquidationEvent("PLANTED", time.AddMinutes(30), level)));
        }

        var score = Assert.Single(ObservedScores.OfClosings([market.Series], [model], closings, Options));
        Assert.Equal(closings.Count, score.Count);
        Assert.Equal(1.0, Of(score, "share inside clusters").Estimate, 9);
        Assert.True(Of(score, "share inside, less placed") is { Low: > 0.5, PValue: < 1e-4 });
        Assert.True(Of(score, "distance, less placed, ATR") is { High: < -0.3, PValue: < 1e-4 });
        // Closed anywhere, they are as far as from placed ones.
        var random = new SeededRandom(1);
        var anywhere = closings.ConvertAll(one => one with
        {
            Level = one.Level with { Price = one.Level.Price * Math.Exp(0.02 * random.NextNormal()) },
        });
        var blind = Assert.Single(ObservedScores.OfClosings([market.Series], [model], anywhere, Options));
        Assert.True(Math.Abs(Of(blind, "share inside, less placed").Estimate) < 0.15);
    }

    [Fact]
    public void What_no_series_knows_the_time_of_has_no_score()
    {
        var market = new PlantedMarket(seed: 2, days: 30, pull: 0.0);
        var model = PlantedMarket.Guessing(7);
        var level = new ObservedLevel(LiquidationSide.Longs, 90, 5);
        var early = new ObservedLevels("PLANTED", market.Series.Bars[5].CloseTime, [level]); // Not warm.
        var late = new ObservedLevels("PLANTED", market.Series.Bars[^1].CloseTime.AddHours(1), [level]);
        var other = new ObservedLevels("OTHER", market.Series.Bars[500].CloseTime, [level]);
        Assert.Empty(ObservedScores.OfPositions([market.Series], [model], model, [early, late, other], Options));
        Assert.Empty(ObservedScores.OfClosings([market.Series], [model], [], Options));
        Assert.Empty(ObservedScores.OfClosings([], [model], [], Options));
    }

    [Fact]
    public void What_came_after_changes_nothing()
    {
        var market = new PlantedMarket(seed: 2, days: 60, pull: 0.5);
        var model = PlantedMarket.Guessing(7);
        var (time, levels) = Levels(market.Series, model, bar: 900);
        var seen = new ObservedLevels("PLANTED", time.AddMinutes(20), levels);
        var whole = ObservedScores.OfPositions([market.Series], [model], model, [seen], Options);
        var cut = ObservedScores.OfPositions([market.Series.Until(time)], [model], model, [seen], Options);
        Assert.Equal(whole[0].Findings.ToArray(), cut[0].Findings.ToArray());
    }

    /// <summary>The clusters of a model after a bar, as levels.</summary>
    private static (DateTimeOffset Time, List<ObservedLevel> Levels) Levels(
        MarketSeries series, LevelModel model, int bar)
    {
        var map = model.Create(series);
        foreach (var past in series.Bars.Take(bar + 1))
        {
            map.Apply(past);
        }

        var found = new List<LiquidationCluster>();
        new ClusterFinder(Options.Clusters, map.BucketFraction).Find(map, series.Bars[bar].Close, found);
        return (series.Bars[bar].CloseTime,
            found.ConvertAll(cluster => new ObservedLevel(cluster.Side, cluster.Price, cluster.MassQuote)));
    }

    private static Finding Of(PartScore score, string measure) => score.Findings.Single(finding =>
        finding.Measure == measure && finding.Scope == Finding.AllCoins);
}
