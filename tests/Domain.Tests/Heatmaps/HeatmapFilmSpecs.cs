using System.Collections.Immutable;
using WhaleStack.Domain.Heatmaps;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Derivatives;
using WhaleStack.Messages.Market;
using WhaleStack.Quant;
using LiquidationHeatmap = WhaleStack.Messages.Derivatives.LiquidationHeatmap;

namespace WhaleStack.Domain.Tests.Heatmaps;

/// <summary>A model over time, column by column.</summary>
public sealed class HeatmapFilmSpecs
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly ClusterOptions Clusters = new(0.2, 0, 0.5, 0.05, 5);

    // One tier of ten times: longs opened at 100 lie at 90.45, shorts at 109.45.
    private static readonly HeatmapModelOptions Model = new(
        "one_tier", 0.05, 0.1, 0.0, 0.005, 0.001, false, false, 1.0, 0.0,
        [new LeverageTier(10, 1.0, TimeSpan.FromDays(30))]);

    [Fact]
    public void Each_column_shows_what_was_known_at_its_end()
    {
        var scene = Make(Options(hours: 8) with { ColumnLength = TimeSpan.FromHours(2) });
        Assert.Equal(4, scene.Map.Candles.Length);
        Assert.Equal((100m, 100m, 100m), Prices(scene.Map.Candles[0]));
        Assert.Equal((88m, 101m, 99m), Prices(scene.Map.Candles[2])); // Falls to 88 in the sixth hour.
        Assert.Equal(40.0, scene.Map.Candles.Sum(candle => (double)candle.VolumeBase) / 2);
        double[] longs = [.. Enumerable.Range(0, 4).Select(column => MassAt(scene.Map, column, 90.45))];
        Assert.Equal([100, 200, 0, 100], longs.Select(mass => Math.Round(mass))); // Swept in the third column.
        Assert.True(MassAt(scene.Map, 3, 109.45) > 300);
        Assert.Equal(VolumeProxy.SourceName, scene.Inflow);
    }

    [Fact]
    public void A_sweep_is_marked_where_and_when_it_happened()
    {
        var sweep = Assert.Single(Make(Options(hours: 8)).Sweeps, sweep => sweep.MassQuote > 100);
        Assert.Equal((5, LiquidationSide.Longs, 88.0), (sweep.CandleIndex, sweep.Side, sweep.PriceQuote));
        Assert.Equal(250, sweep.MassQuote, 0);
    }

    [Fact]
    public void Earlier_bars_warm_the_model_up_and_later_ones_are_not_looked_at()
    {
        var scene = Make(Options(hours: 4) with { From = Start.AddHours(2) });
        Assert.Equal(2, scene.Map.Candles.Length);
        Assert.Equal(150, MassAt(scene.Map, 0, 90.45), 0);
        var cut = HeatmapFilm.Make(
            new HeatmapEstimator(Model), Bars().Take(4), Options(hours: 4) with { From = Start.AddHours(2) }, Clusters);
        Assert.Equal(scene.Map.Cells.AsEnumerable(), cut.Map.Cells);
        Assert.Equal(scene.Clusters.AsEnumerable(), cut.Clusters);
    }

    [Fact]
    public void A_frozen_model_keeps_showing_what_it_knew_while_price_goes_on()
    {
        var scene = Make(Options(hours: 8) with { FreezeAt = Start.AddHours(4) });
        Assert.Equal(Start.AddHours(4), scene.FrozenAt);
        Assert.Equal(8, scene.Map.Candles.Length);
        Assert.Equal(200, MassAt(scene.Map, 3, 90.45), 0);
        Assert.Equal(200, MassAt(scene.Map, 7, 90.45), 0); // Though price fell through it in the sixth hour.
        Assert.Equal(100.0, scene.ClosePrice);
        var below = Assert.Single(scene.Clusters, cluster => cluster.Side == LiquidationSide.Longs);
        Assert.Equal(-0.0955, below.DistanceFraction, 3);
    }

    [Fact]
    public void A_window_leaves_out_what_was_opened_before_it()
    {
        var bars = Bars().Take(5).Append(Bar(40, 100, 100, 100));
        var options = Options(hours: 40) with { ColumnLength = TimeSpan.FromHours(40), Window = HeatmapWindow.Hours24 };
        var scene = HeatmapFilm.Make(new HeatmapEstimator(Model), bars, options, Clusters);
        Assert.Equal(50, MassAt(scene.Map, 0, 90.45), 0);
    }

    [Fact]
    public void Buckets_are_joined_when_there_are_more_than_levels()
    {
        var (fine, coarse) = (Make(Options(hours: 5)), Make(Options(hours: 5) with { LevelsMax = 20 }));
        Assert.InRange(coarse.Map.LevelsQuote.Length, 10, 20);
        Assert.Equal(fine.Map.Cells.Sum(c => c.MassQuote), coarse.Map.Cells.Sum(c => c.MassQuote), 6);
        Assert.Equal(coarse.Map.LevelsQuote.Order(), coarse.Map.LevelsQuote);
    }

    [Fact]
    public void What_makes_no_picture_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Make(Options(hours: 1) with { From = Start.AddHours(-9), To = Start }));
        Assert.Throws<ArgumentException>(() => Make(Options(hours: 4) with { FreezeAt = Start }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Make(Options(hours: 0)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Make(Options(hours: 1) with { LowQuote = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Make(Options(hours: 1) with { LevelsMax = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => Make(Options(hours: 1) with { ColumnLength = TimeSpan.FromTicks(1) }));
    }

    [Fact]
    public void A_vendors_heatmap_comes_into_the_same_shapes()
    {
        ImmutableArray<Candle> candles =
        [
            new(Start, TimeSpan.FromHours(1), 100, 101, 99, 100, 1, 100),
            new(Start.AddHours(1), TimeSpan.FromHours(1), 100, 101, 99, 100, 1, 100),
        ];
        var vendor = new LiquidationHeatmap(
            "coinglass-model1", "BTCUSDT", null, candles, [90, 95, 110],
            [new HeatmapCell(0, 0, 7), new HeatmapCell(1, 0, 5), new HeatmapCell(1, 2, 3)]);
        var map = VendorHeatmap.LevelsAt(vendor, 1, 0.001);
        Assert.Equal((5.0, 3.0), (Mass(map, LiquidationSide.Longs, 90), Mass(map, LiquidationSide.Shorts, 110)));
        Assert.Equal(0.0, Mass(map, LiquidationSide.Shorts, 90));
        map.Apply(Bar(1, 100, 100, 89));
        Assert.Equal((0.0, 3.0), (Mass(map, LiquidationSide.Longs, 90), Mass(map, LiquidationSide.Shorts, 110)));
        map.Apply(Bar(2, 100, 111, 100));
        Assert.Equal(0.0, Mass(map, LiquidationSide.Shorts, 110));
        var scene = VendorHeatmap.Scene(vendor, Clusters, 0.001);
        Assert.Equal(2, scene.Clusters.Length);
        Assert.Equal("coinglass-model1", scene.Inflow);
        Assert.Throws<ArgumentOutOfRangeException>(() => VendorHeatmap.LevelsAt(vendor, 2, 0.001));
        Assert.Throws<ArgumentException>(() => VendorHeatmap.LevelsAt(vendor with { Cells = [] }, 1, 0.001));
        Assert.Throws<ArgumentException>(() => VendorHeatmap.Scene(vendor with { Cells = [] }, Clusters, 0.001));

        // For a coin: those of the newest candle that shows any, true since it opened.
        var levels = VendorHeatmap.LevelsOf(vendor, "coinglass1", "CoinGlass", TimeSpan.FromHours(2))!;
        Assert.Equal((Start.AddHours(1), Start.AddHours(4), 100m), (levels.Time, levels.ValidUntil, levels.PriceQuote));
        Assert.Equal([new LevelMass(90m, 5), new LevelMass(110m, 3)], levels.Levels.AsEnumerable());
        var older = vendor with { Cells = [new HeatmapCell(0, 0, 7)] };
        Assert.Equal(Start, VendorHeatmap.LevelsOf(older, "coinglass1", "CoinGlass", TimeSpan.FromHours(2))!.Time);
        Assert.Null(VendorHeatmap.LevelsOf(vendor with { Cells = [] }, "coinglass1", "CoinGlass", TimeSpan.Zero));
    }

    [Fact]
    public void Names_of_the_vendors_models_have_a_number_each()
    {
        Assert.Equal(["coinglass1", "coinglass2", "coinglass3"], VendorModels.Names.AsEnumerable());
        Assert.Equal([1, 2, 3], VendorModels.Names.Select(VendorModels.NumberOf));
        Assert.Null(VendorModels.NumberOf("all"));
        Assert.Throws<ArgumentOutOfRangeException>(() => VendorModels.NameOf(4));
    }

    private static double Mass(LevelSnapshot map, LiquidationSide side, double price)
    {
        var mass = new double[1];
        map.CopyMass(side, map.BucketOf(price), mass);
        return mass[0];
    }

    private static HeatmapScene Make(FilmOptions options) =>
        HeatmapFilm.Make(new HeatmapEstimator(Model), Bars(), options, Clusters);

    private static FilmOptions Options(int hours) => new(
        "TESTUSDT", Start, Start.AddHours(hours), TimeSpan.FromHours(1), 80, 120, 1_000);

    // 50 a side each hour at 100; in the sixth price falls to 88 and comes back.
    private static IEnumerable<MarketBar> Bars() => Enumerable.Range(1, 8).Select(hour =>
        hour == 6 ? Bar(hour, 99, 101, 88) : Bar(hour, 100, 100, 100));

    private static MarketBar Bar(int hour, double close, double high, double low) => new(
        Start.AddHours(hour), high == low ? close : 100, high, low, close, 10, 1_000,
        double.NaN, double.NaN, double.NaN, double.NaN);

    private static (decimal Low, decimal High, decimal Close) Prices(Candle candle) =>
        (candle.LowQuote, candle.HighQuote, candle.CloseQuote);

    private static double MassAt(LiquidationHeatmap map, int column, double price) => map.Cells
        .Where(cell => cell.CandleIndex == column)
        .Where(cell => Math.Abs(((double)map.LevelsQuote[cell.LevelIndex] / price) - 1) < 0.0008)
        .Sum(cell => cell.MassQuote);
}
