namespace WhaleStack.Quant.Tests;

/// <summary>The instrument itself: it sees a model that knows, none in one that guesses, and catches one that
/// peeks.</summary>
public sealed class EvaluatorSpecs
{
    private static readonly EvaluationOptions Options =
        EvaluationOptions.For(new ClusterOptions(0.15, 0, 0.5, 0.0, 5)) with { Draws = 100, LookAheadCuts = 1 };

    [Fact]
    public void A_model_that_knows_where_price_is_drawn_has_lift()
    {
        var market = new PlantedMarket(seed: 3, days: 220, pull: 0.9);
        var score = Evaluator.Score([market.Series], market.Knowing(decoyMass: 0.0), Options);
        foreach (var measure in new[] { "lift, placed", "lift, mirror", "lift by mass, placed" })
        {
            var found = Of(score, measure, 24);
            Assert.True(found.Low > 1.1 && found.IsApart && found.PValue < 1e-4, $"{found}");
        }

        Assert.True(score.LookAhead.IsClean, score.LookAhead.FirstDifference);
        Assert.True(score.PredictionLookAhead.IsClean, score.PredictionLookAhead.FirstDifference);
        Assert.True(score.LookAhead.Compared > 100 && score.PredictionLookAhead.Compared > 0);
    }

    [Fact]
    public void Of_models_that_guess_hardly_more_than_one_in_twenty_seems_to_have_lift()
    {
        const int Markets = 12;
        string[] measures =
        [
            "lift, placed", "lift, mirror", "lift by mass, placed", "side first, less distance's",
            "after a sweep, less null, bps",
        ];
        var apart = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var seed = 1UL; seed <= Markets; seed++)
        {
            var market = new PlantedMarket(seed, days: 150, pull: 0.0);
            var score = Evaluator.Score([market.Series], PlantedMarket.Guessing(seed * 1_000), Options);
            foreach (var measure in measures)
            {
                var found = Of(score, measure, 24);
                apart[measure] = apart.GetValueOrDefault(measure) + (found.IsApart ? 1 : 0);
                Assert.True(found.Count > 20, $"too blunt: {found}");
            }
        }

        // Twelve intervals that are right in 95 of 100 cases: more than 3 misses would come up once in 450 times.
        Assert.All(apart, pair => Assert.InRange(pair.Value, 0, 3));
    }

    [Fact]
    public void Mass_that_tells_the_true_level_from_a_false_one_scores_on_every_scale()
    {
        var market = new PlantedMarket(seed: 5, days: 200, pull: 0.9);
        var knowing = Evaluator.Score([market.Series], market.Knowing(decoyMass: 2.0), Options);
        Assert.True(Of(knowing, "side first, less distance's", 24) is { Low: > 0.1, PValue: < 1e-4 });
        Assert.True(Of(knowing, "Brier skill, mass over distance", 24) is { Low: > 0.1, PValue: < 1e-4 });
        Assert.True(Of(knowing, "Brier skill, mass over distance and market", 24) is { Low: > 0.05 });
        var curve = knowing.Calibration.First(curve => curve.Name == "whale target");
        Assert.All(curve.Bins.Where(bin => bin.Count > 100), bin =>
            Assert.True(Math.Abs(bin.ProbabilityMean - bin.Observed.Share) < 0.2, $"{bin}"));
        var blind = Evaluator.Score([market.Series], market.Knowing(decoyMass: 10.0), Options);
        // Levels as heavy on either side tell less: only which of them was swept already.
        Assert.True(Of(blind, "side first, less distance's", 24).Estimate
            < Of(knowing, "side first, less distance's", 24).Estimate / 2.0);
    }

    [Fact]
    public void A_model_that_looks_at_what_comes_is_caught()
    {
        var market = new PlantedMarket(seed: 3, days: 60, pull: 0.0);
        var peeking = new LevelModel("peeking", series => new PeekingMap(series, hours: 24));
        var score = Evaluator.Score([market.Series], peeking, Options);
        Assert.True(Of(score, "lift, mirror", 24).Low > 1.5); // It looks splendid,
        Assert.False(score.LookAhead.IsClean); // and is known for what it is.
        Assert.Contains("peeking on PLANTED", score.LookAhead.FirstDifference, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_only_knows_the_sum_of_what_comes_is_caught_too()
    {
        var market = new PlantedMarket(seed: 3, days: 60, pull: 0.0);
        var scaled = new LevelModel("scaled", series => new LiquidationHeatmap(new HeatmapOptions(
            Math.Clamp(1.0 / series.Bars.Sum(bar => bar.VolumeBase), 1e-9, 1.0), 0.005, 0.001,
            [new LeverageTier(25, 1.0, TimeSpan.FromDays(2))])));
        Assert.False(Evaluator.Score([market.Series], scaled, Options).LookAhead.IsClean);
        var honest = new LevelModel("honest", _ => new LiquidationHeatmap(new HeatmapOptions(
            0.1, 0.005, 0.001, [new LeverageTier(25, 1.0, TimeSpan.FromDays(2))])));
        var score = Evaluator.Score([market.Series], honest, Options);
        Assert.True(score.LookAhead is { IsClean: true, Compared: > 10 });
    }

    [Fact]
    public void The_same_input_gives_the_same_score()
    {
        var first = new PlantedMarket(seed: 7, days: 90, pull: 0.5, "AAA");
        var second = new PlantedMarket(seed: 8, days: 90, pull: 0.5, "BBB");
        var scores = Enumerable.Range(0, 2).Select(_ => Evaluator.Score(
            [first.Series, second.Series], PlantedMarket.Guessing(1), Options)).ToList();
        Assert.Equal(scores[0].Findings.ToArray(), scores[1].Findings.ToArray());
        Assert.Equal(["AAA", "BBB"], scores[0].Coins.ToArray());
        Assert.Contains(scores[0].Findings, finding => finding.Scope == "BBB" && finding.Measure == "lift, mirror");
    }

    [Fact]
    public void Liquidations_where_mass_was_swept_correlate_beyond_the_way_of_price()
    {
        var market = new PlantedMarket(seed: 9, days: 100, pull: 0.9);
        var model = market.Knowing(decoyMass: 3.0);
        // Closed by force is what the model had in the buckets that each bar swept.
        var map = model.Create(market.Series);
        var bars = new List<MarketBar>();
        foreach (var bar in market.Series.Bars)
        {
            var price = bars.Count > 0 ? bars[^1].Close : bar.Open;
            bars.Add(bar with
            {
                LiquidatedLongsQuote = Mass(map, LiquidationSide.Longs, bar.Low, price),
                LiquidatedShortsQuote = Mass(map, LiquidationSide.Shorts, price, bar.High),
            });
            map.Apply(bar);
        }

        var score = Evaluator.Score([market.Series with { Bars = bars }], model, Options);
        Assert.True(Of(score, "liquidations and swept mass", 0).Low > 0.9);
        Assert.True(Of(score, "liquidations and swept mass, way held fixed", 0).Low > 0.9);
        Assert.True(Of(score, "liquidations and swept mass, way, turnover and range held fixed", 0).Low > 0.9);
    }

    [Fact]
    public void What_a_busy_market_does_to_both_is_taken_out()
    {
        var market = new PlantedMarket(seed: 9, days: 100, pull: 0.9);
        var model = market.Knowing(decoyMass: 3.0);
        var map = model.Create(market.Series);
        var random = new SeededRandom(4);
        var bars = new List<MarketBar>();
        foreach (var bar in market.Series.Bars)
        {
            // A sweep makes the market busy, and what is closed by force follows how busy it is, not the sweep.
            var price = bars.Count > 0 ? bars[^1].Close : bar.Open;
            var swept = Mass(map, LiquidationSide.Longs, bar.Low, price)
                + Mass(map, LiquidationSide.Shorts, price, bar.High);
            var turnover = 10.0 + swept + random.NextDouble();
            bars.Add(bar with
            {
                TurnoverQuote = turnover,
                LiquidatedLongsQuote = turnover + random.NextDouble(),
                LiquidatedShortsQuote = turnover + random.NextDouble(),
            });
            map.Apply(bars[^1]);
        }

        var score = Evaluator.Score([market.Series with { Bars = bars }], model, Options);
        var way = Of(score, "liquidations and swept mass, way held fixed", 0);
        var all = Of(score, "liquidations and swept mass, way, turnover and range held fixed", 0);
        Assert.True(way.Low > 0.2, $"{way}");
        Assert.True(Math.Abs(all.Estimate) < 0.1, $"{all}");
    }

    [Fact]
    public void Too_little_and_mixed_data_have_clear_answers()
    {
        var market = new PlantedMarket(seed: 1, days: 10, pull: 0.0);
        var model = PlantedMarket.Guessing(1);
        var score = Evaluator.Score([market.Series], model, Options);
        Assert.Equal(0, score.Decisions);
        Assert.Empty(score.Findings);
        Assert.Throws<ArgumentException>(() => Evaluator.Score([], model, Options));
        Assert.Throws<ArgumentException>(() => Evaluator.Score([market.Series, market.Series], model, Options));
        Assert.Throws<ArgumentException>(() =>
            Evaluator.Score([market.Series], model, Options with { Draws = 1 }));
    }

    private static Finding Of(ModelScore score, string measure, int hours) => score.Findings.Single(finding =>
        finding.Measure == measure
        && finding.Scope == Finding.AllCoins
        && finding.Horizon == TimeSpan.FromHours(hours));

    private static double Mass(ILevelMap map, LiquidationSide side, double from, double to)
    {
        var first = map.BucketOf(from);
        var mass = new double[map.BucketOf(to) - first + 1];
        map.CopyMass(side, first, mass);
        return mass.Sum();
    }

    /// <summary>Puts its level where price will be.</summary>
    private sealed class PeekingMap(MarketSeries series, int hours) : ILevelMap
    {
        private int _bar = -1;

        public string Name => "peeking";

        public double BucketFraction => 0.0005;

        public void Apply(in MarketBar bar) => _bar++;

        public int BucketOf(double price) => (int)Math.Floor(Math.Log(price) / BucketFraction);

        public double CentreOf(int bucket) => Math.Exp((bucket + 0.5) * BucketFraction);

        public void CopyMass(LiquidationSide side, int first, Span<double> massQuote)
        {
            massQuote.Clear();
            var close = series.Bars[_bar].Close;
            var last = series.Bars[Math.Min(series.Bars.Count - 1, _bar + hours)].Close;
            var place = BucketOf(last) - first;
            if (side == (last > close ? LiquidationSide.Shorts : LiquidationSide.Longs)
                && place >= 0 && place < massQuote.Length)
            {
                massQuote[place] = 1.0;
            }
        }
    }
}
