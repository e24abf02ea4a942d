using System.Globalization;
using WhaleStack.Domain.Heatmaps;
using WhaleStack.Messages.Market;
using WhaleStack.Quant;

namespace WhaleStack.Channels.Pictures.Heatmaps;

/// <summary>Draws a heatmap over time: price over a field of colours, sweeps as rings, clusters at the right.</summary>
public static class HeatmapPicture
{
    /// <summary>Least columns and rows of pixels.</summary>
    public const int SideMin = 500;

    private const int Left = 100;
    private const int Top = 84;
    private const int Bottom = 64;
    private const int PanelWidth = 250;
    private const int PanelGap = 6;
    private static readonly Colour Paper = Colour.OfRgb(0x14101C);
    private static readonly Colour Ink = Colour.OfRgb(0xD8D4E0);
    private static readonly Colour Dim = Colour.OfRgb(0x8A8496);
    private static readonly Colour Rising = Colour.OfRgb(0x7CFFB2);
    private static readonly Colour Falling = Colour.OfRgb(0xFF5A6E);
    private static readonly Colour LongMark = Colour.OfRgb(0xFF8A65);
    private static readonly Colour ShortMark = Colour.OfRgb(0x64D2FF);

    /// <summary>Draws it.</summary>
    /// <param name="scene">What.</param>
    /// <param name="width">Columns, from <see cref="SideMin"/> to <see cref="Canvas.SideMax"/>.</param>
    /// <param name="height">Rows, likewise.</param>
    /// <exception cref="ArgumentException">The scene has no candle or no level, or a side is out of range.</exception>
    public static Canvas Draw(HeatmapScene scene, int width, int height)
    {
        ArgumentNullException.ThrowIfNull(scene);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, SideMin);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, SideMin);
        if (scene.Map.Candles.IsEmpty || scene.Map.LevelsQuote.Length < 2)
        {
            throw new ArgumentException("A heatmap needs a candle and two levels.", nameof(scene));
        }

        var canvas = new Canvas(width, height, Paper);
        var area = new Area(Left, Top, width - Left - PanelWidth, height - Top - Bottom);
        var field = new HeatmapField(scene.Map);
        var y = Axis.Log(field.LowQuote, field.HighQuote);
        var plot = new Plot(
            canvas,
            area,
            Axis.Time(scene.Map.Candles[0].OpenTime, scene.Map.Candles[^1].CloseTime),
            y) { Ink = Ink, Grid = Paper };
        field.Draw(canvas, plot);
        DrawFreeze(canvas, plot, scene);
        foreach (var candle in scene.Map.Candles)
        {
            DrawCandle(canvas, plot, candle);
        }

        DrawSweeps(canvas, plot, scene);
        DrawClusters(canvas, plot, scene, field);
        plot.DrawFrame("");
        DrawWords(canvas, scene, width, height);
        return canvas;
    }

    private static void DrawCandle(Canvas canvas, Plot plot, Candle candle)
    {
        var left = (int)Math.Round(plot.ColumnOf(Axis.Of(candle.OpenTime)));
        var right = (int)Math.Round(plot.ColumnOf(Axis.Of(candle.CloseTime)));
        var colour = candle.CloseQuote >= candle.OpenQuote ? Rising : Falling;
        var high = RowOf(plot, (double)candle.HighQuote);
        var low = RowOf(plot, (double)candle.LowQuote);
        canvas.Fill(new Area((left + right) / 2, high, 1, Math.Max(low - high, 1)), colour);
        var (open, close) = (RowOf(plot, (double)candle.OpenQuote), RowOf(plot, (double)candle.CloseQuote));
        var body = new Area(
            left, Math.Min(open, close), Math.Max(right - left - 1, 1), Math.Max(Math.Abs(open - close), 1));
        canvas.Fill(body, colour);
    }

    private static void DrawFreeze(Canvas canvas, Plot plot, HeatmapScene scene)
    {
        if (scene.FrozenAt is not { } time)
        {
            return;
        }

        var column = (int)Math.Round(plot.ColumnOf(Axis.Of(time)));
        for (var row = plot.Area.Top; row < plot.Area.Bottom; row += 10)
        {
            canvas.Fill(new Area(column, row, 2, 5), Colour.White);
        }

        canvas.Text(column - 8, plot.Area.Top + 8, "known until here", Colour.White, 2, TextAnchor.End);
    }

    // The heavier the sweep, the wider its ring.
    private static void DrawSweeps(Canvas canvas, Plot plot, HeatmapScene scene)
    {
        var most = scene.Sweeps.IsEmpty ? 1.0 : scene.Sweeps.Max(sweep => sweep.MassQuote);
        foreach (var sweep in scene.Sweeps.OrderBy(sweep => sweep.MassQuote))
        {
            var candle = scene.Map.Candles[sweep.CandleIndex];
            var column = plot.ColumnOf(Axis.Of(candle.OpenTime + (candle.Interval / 2)));
            var radius = 4.0 + (8.0 * Math.Sqrt(sweep.MassQuote / most));
            Ring(canvas, column, RowOf(plot, sweep.PriceQuote), radius);
        }
    }

    private static void Ring(Canvas canvas, double x, double y, double radius)
    {
        const int Sides = 24;
        for (var i = 0; i < Sides; i++)
        {
            var (a, b) = (2.0 * Math.PI * i / Sides, 2.0 * Math.PI * (i + 1) / Sides);
            canvas.Line(
                (x + (radius * Math.Cos(a)), y + (radius * Math.Sin(a))),
                (x + (radius * Math.Cos(b)), y + (radius * Math.Sin(b))),
                Colour.White,
                1.5);
        }
    }

    private static void DrawClusters(Canvas canvas, Plot plot, HeatmapScene scene, HeatmapField field)
    {
        var left = plot.Area.Right + PanelGap;
        field.DrawProfile(canvas, plot, left, PanelWidth - PanelGap - 8);
        var lastText = new List<int>();
        foreach (var cluster in scene.Clusters)
        {
            if (cluster.Price < field.LowQuote || cluster.Price > field.HighQuote)
            {
                continue;
            }

            var row = RowOf(plot, cluster.Price);
            var half = Math.Sqrt(1.0 + cluster.WidthFraction);
            var (top, bottom) = (RowOf(plot, cluster.Price * half), RowOf(plot, cluster.Price / half));
            var colour = cluster.Side == LiquidationSide.Longs ? LongMark : ShortMark;
            canvas.Fill(new Area(plot.Area.Right, top, PanelGap - 1, Math.Max(bottom - top, 3)), colour);
            canvas.Line((plot.Area.Right - 40, row), (plot.Area.Right, row), colour, 1.5);
            if (lastText.TrueForAll(other => Math.Abs(other - row) >= 18))
            {
                lastText.Add(row);
                var distance = (cluster.DistanceFraction * 100.0).ToString("+0.0;-0.0", CultureInfo.InvariantCulture);
                var words = $"{Price(cluster.Price)} {distance}%";
                var plate = new Area(left + 3, row - 10, BitmapFont.WidthOf(words, 2) + 8, 19);
                canvas.Fill(plate, Paper, 0.8);
                canvas.Text(plate.Left + 4, row - 7, words, colour);
            }
        }
    }

    private static void DrawWords(Canvas canvas, HeatmapScene scene, int width, int height)
    {
        var (first, last) = (scene.Map.Candles[0], scene.Map.Candles[^1]);
        canvas.Text(Left, 14, $"{scene.Map.Symbol}  liquidation levels, {scene.Map.Source}", Ink, 3);
        var span = string.Create(
            CultureInfo.InvariantCulture,
            $"{first.OpenTime:yyyy-MM-dd HH:mm} - {last.CloseTime:yyyy-MM-dd HH:mm} UTC, fed by {scene.Inflow}. ");
        canvas.Text(Left, 50, span + "Estimated, relative values.", Dim);
        var y = height - 24;
        canvas.Text(Left, y, "dark: few  bright: many positions    rings: heavy sweeps", Dim);
        canvas.Text(width - 10, y, "longs", LongMark, 2, TextAnchor.End);
        canvas.Text(width - 10 - BitmapFont.WidthOf("longs ", 2), y, "shorts", ShortMark, 2, TextAnchor.End);
        canvas.Text(
            width - 10 - BitmapFont.WidthOf("longs shorts ", 2), y, "clusters of", Dim, 2, TextAnchor.End);
    }

    private static int RowOf(Plot plot, double priceQuote) =>
        (int)Math.Clamp(Math.Round(plot.RowOf(priceQuote)), plot.Area.Top, plot.Area.Bottom - 1.0);

    private static string Price(double quote) => quote.ToString(
        quote >= 1_000.0 ? "#,##0" : quote >= 1.0 ? "0.00" : "0.000000", CultureInfo.InvariantCulture);
}
