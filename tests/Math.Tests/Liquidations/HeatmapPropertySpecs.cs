using FsCheck;
using FsCheck.Fluent;

namespace WhaleStack.Quant.Tests;

/// <summary>What holds for the estimator whatever the market does.</summary>
public sealed class HeatmapPropertySpecs
{
    private static readonly HeatmapModelOptions[] Models =
    [
        HeatmapBars.Usual(followsClosings: true) with { Name = "learning", LearningRate = 0.05 },
        HeatmapBars.Usual(followsClosings: false) with { Name = "high", LeverageMin = 25 },
        HeatmapBars.Usual(followsClosings: false) with { Name = "raw", HasHalfLives = false },
        HeatmapBars.Usual(followsClosings: true) with { Name = "wide", HasHalfLives = false, BucketFraction = 0.003 },
    ];

    private static readonly string[] Mistakes =
    [
        "name is 'A b'", "churn_fraction is -1", "proxy_fraction is 0", "taker_tilt_fraction is 2",
        "bucket_fraction is 0.1", "leverage_min is 200", "learning_rate is 0.5", "tiers[0].leverage is 25",
        "tiers[0].half_life is 00:00:00", "sum of weight_fraction) is 0.3",
    ];

    private static int Tries => Environment.GetEnvironmentVariable("WHALE_SOAK") == "1" ? 1_000 : 10;

    [Fact]
    public void What_was_opened_is_live_swept_decayed_closed_or_dropped() => Check((map, bars) =>
    {
        HeatmapBars.Apply(map, bars);
        var totals = map.Totals();
        double[] parts =
        [
            map.LiveQuote, totals.SweptQuote, totals.DecayedQuote, totals.ClosedQuote, totals.DroppedQuote,
        ];
        Assert.All(parts, part => Assert.True(part >= 0.0));
        Assert.InRange(parts.Sum() / totals.OpenedQuote, 1 - 1e-5, 1 + 1e-5);
        Assert.InRange(HeatmapBars.Cells(map).Sum(), map.LiveQuote * (1 - 1e-5), (map.LiveQuote * (1 + 1e-5)) + 1e-3);
    });

    [Fact]
    public void No_level_has_a_negative_mass_and_longs_lie_below_shorts() => Check((map, bars) =>
    {
        foreach (var bar in bars)
        {
            map.Apply(bar);
        }

        var cells = HeatmapBars.Cells(map);
        Assert.DoesNotContain(cells, mass => !(mass >= 0.0));
        var last = bars[^1];
        Assert.All(
            Enumerable.Range(map.BucketOf(last.Low) + 1, 3_000), bucket => Assert.Equal(0.0, cells[bucket + 10_000]));
        Assert.All(
            Enumerable.Range(map.BucketOf(last.High) - 3_000, 3_000),
            bucket => Assert.Equal(0.0, cells[bucket + 40_000]));
    });

    [Fact]
    public void A_shorter_window_never_has_more_than_a_longer_one() => Check((map, bars) =>
    {
        HeatmapBars.Apply(map, bars);
        var (shorter, longer) = (new double[30_000], new double[30_000]);
        foreach (var side in Enum.GetValues<LiquidationSide>())
        {
            Array.Clear(shorter);
            foreach (var window in HeatmapWindows.All)
            {
                map.CopyMass(side, -10_000, longer, window);
                Assert.DoesNotContain(shorter.Zip(longer), pair => pair.First > pair.Second);
                (shorter, longer) = (longer, shorter);
            }

            map.CopyMass(side, -10_000, longer);
            Assert.DoesNotContain(shorter.Zip(longer), pair => pair.First > pair.Second);
        }
    });

    [Fact]
    public void What_is_said_after_a_bar_does_not_depend_on_what_comes() => Check((map, bars) =>
    {
        var cut = bars.Length / 2;
        HeatmapBars.Apply(map, bars[..cut]);
        var then = HeatmapBars.Cells(map);
        var other = new HeatmapEstimator(ModelOf(map));
        for (var i = 0; i < cut; i++)
        {
            other.Apply(bars[i]);
            _ = i % 50 == 0 ? HeatmapBars.Cells(other) : null; // To look changes nothing.
        }

        Assert.Equal(then, HeatmapBars.Cells(other));
    });

    [Fact]
    public void Twice_the_turnover_and_open_interest_is_twice_the_mass() => Check((map, bars) =>
    {
        var twice = new HeatmapEstimator(ModelOf(map));
        HeatmapBars.Apply(map, bars);
        HeatmapBars.Apply(twice, bars.Select(bar => bar with
        {
            VolumeBase = 2 * bar.VolumeBase,
            TurnoverQuote = 2 * bar.TurnoverQuote,
            TakerBuyBase = 2 * bar.TakerBuyBase,
            OpenInterestBase = 2 * bar.OpenInterestBase,
            LiquidatedLongsQuote = 2 * bar.LiquidatedLongsQuote,
            LiquidatedShortsQuote = 2 * bar.LiquidatedShortsQuote,
        }));
        Assert.All(
            HeatmapBars.Cells(map).Zip(HeatmapBars.Cells(twice)),
            pair => Assert.Equal(2 * pair.First, pair.Second, (pair.First * 1e-9) + 1e-6));
    });

    [Fact]
    public void A_market_that_no_market_is_does_no_harm()
    {
        foreach (var price in new[] { 1e-12, 1e12 })
        {
            var map = new HeatmapEstimator(Models[0]);
            var start = new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);
            map.Apply(HeatmapBars.Flat(start, price, 1e17 / price));
            map.Apply(HeatmapBars.Flat(start.AddYears(90), price, 1e17 / price));
            map.Apply(HeatmapBars.Flat(start.AddYears(90).AddTicks(1), price * 1e6, 0.0));
            Assert.True(double.IsFinite(map.LiveQuote) && map.LiveQuote >= 0.0);
        }
    }

    [Fact]
    public void An_impossible_bar_is_refused_by_the_name_of_its_field_and_changes_nothing()
    {
        var map = new HeatmapEstimator(Models[0]);
        var bars = HeatmapBars.Random(9, 30).ToArray();
        HeatmapBars.Apply(map, bars);
        var before = HeatmapBars.Cells(map);
        var good = bars[^1] with { CloseTime = bars[^1].CloseTime.AddHours(1) };
        foreach (var (bad, name) in new[]
        {
            (good with { Low = 0 }, "Low"), (good with { Low = double.NaN }, "Low"),
            (good with { High = double.PositiveInfinity }, "High"), (good with { Open = good.High * 2 }, "Open"),
            (good with { Close = double.NaN }, "Close"), (good with { TurnoverQuote = -1 }, "TurnoverQuote"),
            (good with { TurnoverQuote = 1e30 }, "TurnoverQuote"),
            (good with { VolumeBase = double.NaN }, "VolumeBase"),
            (good with { TakerBuyBase = -1 }, "TakerBuyBase"),
            (good with { OpenInterestBase = double.PositiveInfinity }, "OpenInterestBase"),
            (good with { LiquidatedLongsQuote = -1 }, "LiquidatedLongsQuote"),
            (good with { LiquidatedShortsQuote = -1 }, "LiquidatedShortsQuote"), (bars[^1], "CloseTime"),
        })
        {
            var error = Assert.Throws<ArgumentOutOfRangeException>(() => map.Apply(bad));
            Assert.Contains(name, error.Message, StringComparison.Ordinal);
        }

        Assert.Equal(before, HeatmapBars.Cells(map));
    }

    [Fact]
    public void Options_name_every_mistake_at_once()
    {
        var options = new HeatmapModelOptions(
            "A b", -1, 0, 2, 0.05, 0.1, false, false, 200, 0.5, [new LeverageTier(25, 0.3, TimeSpan.Zero)]);
        var text = string.Join('\n', options.Validate());
        Assert.All(Mistakes, words => Assert.Contains(words, text, StringComparison.Ordinal));
        Assert.Throws<ArgumentException>(() => new HeatmapEstimator(options));
    }

    private static HeatmapModelOptions ModelOf(HeatmapEstimator map) => Models.Single(model => model.Name == map.Name);

    private static void Check(Action<HeatmapEstimator, MarketBar[]> property) =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<(int Seed, PositiveInt Model)>(),
            input => property(
                new HeatmapEstimator(Models[input.Model.Get % Models.Length]),
                [.. HeatmapBars.Random(input.Seed, 1_200)])).Check(Config.QuickThrowOnFailure.WithMaxTest(Tries));
}
