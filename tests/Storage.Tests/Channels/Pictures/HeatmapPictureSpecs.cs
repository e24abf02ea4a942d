using System.Collections.Immutable;
using WhaleStack.Channels.Pictures;
using WhaleStack.Channels.Pictures.Heatmaps;
using WhaleStack.Domain.Heatmaps;
using WhaleStack.Messages.Derivatives;
using WhaleStack.Messages.Market;
using WhaleStack.Quant;
using LiquidationHeatmap = WhaleStack.Messages.Derivatives.LiquidationHeatmap;

namespace WhaleStack.Storage.Tests.Channels.Pictures;

/// <summary>What the field says is seen in the picture.</summary>
public sealed class HeatmapPictureSpecs
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Colour Bright = ColourRamp.Viridis.Of(1.0);

    [Fact]
    public void A_heavy_level_is_bright_as_long_as_it_lives_and_dark_behind()
    {
        var canvas = HeatmapPicture.Draw(Scene(), 1_000, 600);
        var dark = ColourRamp.Viridis.Of(0.0);
        // The level of 105 is the 15th of 20; it lives for the first 30 of 60 columns.
        Assert.Equal(Bright, At(canvas, 0.25, 0.74));
        Assert.Equal(dark, At(canvas, 0.75, 0.74));
        Assert.Equal(dark, At(canvas, 0.25, 0.86));
        Assert.InRange(canvas.ToPng().Length, 2_000, 60_000);
    }

    [Fact]
    public void Price_sweeps_clusters_and_the_time_of_knowledge_are_drawn()
    {
        var (plain, marked) = (Scene(), Scene() with
        {
            Sweeps = [new HeatmapSweep(30, LiquidationSide.Shorts, 105, 9)],
            Clusters = [new LiquidationCluster(LiquidationSide.Shorts, 108, 5, 0.01, 0.08)],
            FrozenAt = Start.AddHours(45),
        });
        var (before, after) = (HeatmapPicture.Draw(plain, 1_000, 600), HeatmapPicture.Draw(marked, 1_000, 600));
        Assert.True(CountNew(before, after, new Area(380, 150, 100, 120), Colour.White) > 20, "ring");
        Assert.True(CountNew(before, after, new Area(560, 84, 60, 450), Colour.White) > 100, "time of knowledge");
        Assert.True(CountNew(before, after, new Area(745, 84, 255, 200), Colour.OfRgb(0x64D2FF)) > 60, "cluster");
        Assert.True(
            CountNew(new Canvas(1_000, 600, Colour.Black), before, before.Whole, Colour.OfRgb(0x7CFFB2)) > 60, "price");
    }

    [Fact]
    public void What_cannot_be_drawn_is_refused()
    {
        var scene = Scene();
        Assert.Throws<ArgumentOutOfRangeException>(() => HeatmapPicture.Draw(scene, 499, 600));
        Assert.Throws<ArgumentException>(
            () => HeatmapPicture.Draw(scene with { Map = scene.Map with { Candles = [] } }, 600, 600));
        Assert.Throws<ArgumentException>(
            () => HeatmapPicture.Draw(scene with { Map = scene.Map with { LevelsQuote = [1] } }, 600, 600));
        Assert.NotEmpty(HeatmapPicture.Draw(scene with { Map = scene.Map with { Cells = [] } }, 600, 600).ToPng());
    }

    private static HeatmapScene Scene()
    {
        ImmutableArray<Candle> candles =
        [
            .. Enumerable.Range(0, 60).Select(hour => new Candle(
                Start.AddHours(hour), TimeSpan.FromHours(1), 99.9m, 100.2m, 99.8m, 100, 1, 100)),
        ];
        ImmutableArray<decimal> levels =
            [.. Enumerable.Range(0, 20).Select(level => 90 * (decimal)Math.Pow(1.011, level))];
        ImmutableArray<HeatmapCell> cells = [.. Enumerable.Range(0, 30).Select(hour => new HeatmapCell(hour, 14, 7.0))];
        return new HeatmapScene(
            new LiquidationHeatmap("model", "TESTUSDT", null, candles, levels, cells), "proxy", [], [], null, 100);
    }

    // A place in the plot: 0, 0 is its lower left, 1, 1 its upper right.
    private static Colour At(Canvas canvas, double x, double y) =>
        canvas.At(100 + (int)(x * (1_000 - 350)), 84 + (int)((1 - y) * (600 - 148)));

    private static int CountNew(Canvas before, Canvas after, Area area, Colour colour) =>
        Enumerable.Range(area.Left, area.Width).Sum(x => Enumerable.Range(area.Top, area.Height)
            .Count(y => after.At(x, y) == colour && before.At(x, y) != colour));
}
