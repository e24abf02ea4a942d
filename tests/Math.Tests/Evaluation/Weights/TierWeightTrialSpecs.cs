using System.Collections.Immutable;

namespace WhaleStack.Quant.Tests;

/// <summary>Whether learned weights are told from fixed ones, and only where they are better.</summary>
public sealed class TierWeightTrialSpecs
{
    private static readonly EvaluationOptions Options =
        EvaluationOptions.For(new ClusterOptions(0.15, 0, 0.5, 0.0, 5)) with { Draws = 100 };

    private static readonly ImmutableArray<LeverageTier> Tiers =
        [new(10, 0.5, TimeSpan.FromDays(7)), new(50, 0.5, TimeSpan.FromDays(2))];

    [Fact]
    public void Where_one_tier_alone_is_closed_by_force_learning_finds_it()
    {
        var market = new PlantedMarket(seed: 6, days: 120, pull: 0.0).Series;
        var scores = TierWeightTrial.Of([Closed(market, tier: 1)], Tiers, MapOf, Options);
        Assert.Equal(TierWeightTrial.Rates.Length, scores.Length);
        Assert.Equal("chosen walk-forward", scores[0].Name);
        Assert.True(Of(scores[0], "learned less fixed") is { Low: > 0.0, IsApart: true });
        Assert.True(Of(scores[^1], "learned less fixed").Estimate > 0.0);
        Assert.All(scores.Skip(1).SelectMany(score => score.Findings),
            finding => Assert.True(double.IsNaN(finding.PValue)));
    }

    [Fact]
    public void Where_closings_follow_no_tier_learning_gains_nothing()
    {
        var random = new SeededRandom(3);
        var market = new PlantedMarket(seed: 6, days: 120, pull: 0.0).Series;
        var noise = market with
        {
            Bars = [.. market.Bars.Select(bar => bar with
            {
                LiquidatedLongsQuote = random.NextDouble(), LiquidatedShortsQuote = random.NextDouble(),
            })],
        };
        var scores = TierWeightTrial.Of([noise], Tiers, MapOf, Options);
        Assert.InRange(Of(scores[0], "learned less fixed").Estimate, -0.05, 0.05);
    }

    [Fact]
    public void Without_liquidations_there_is_nothing_to_learn()
    {
        var market = new PlantedMarket(seed: 6, days: 60, pull: 0.0).Series;
        Assert.Empty(TierWeightTrial.Of([market], Tiers, MapOf, Options));
    }

    private static LiquidationHeatmap MapOf(LeverageTier tier) =>
        new(new HeatmapOptions(0.1, 0.005, 0.001, [tier with { WeightFraction = 1.0 }]));

    /// <summary>What each bar sweeps of one tier is closed by force in it.</summary>
    private static MarketSeries Closed(MarketSeries series, int tier)
    {
        var map = MapOf(Tiers[tier]);
        var bars = new List<MarketBar>();
        foreach (var bar in series.Bars)
        {
            var price = bars.Count > 0 ? bars[^1].Close : bar.Open;
            bars.Add(bar with
            {
                LiquidatedLongsQuote = Mass(map, LiquidationSide.Longs, bar.Low, price),
                LiquidatedShortsQuote = Mass(map, LiquidationSide.Shorts, price, bar.High),
            });
            map.Apply(bar);
        }

        return series with { Bars = bars };
    }

    private static double Mass(LiquidationHeatmap map, LiquidationSide side, double from, double to)
    {
        var mass = new double[Math.Max(0, map.BucketOf(to) - map.BucketOf(from) + 1)];
        map.CopyMass(side, map.BucketOf(from), mass);
        return mass.Sum();
    }

    private static Finding Of(PartScore score, string measure) => score.Findings.Single(finding =>
        finding.Measure == measure && finding.Scope == Finding.AllCoins);
}
