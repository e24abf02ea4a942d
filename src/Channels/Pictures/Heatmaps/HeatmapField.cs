using WhaleStack.Messages.Derivatives;

namespace WhaleStack.Channels.Pictures.Heatmaps;

/// <summary>The colours of a heatmap, and the bars of its last column.</summary>
internal sealed class HeatmapField
{
    /// <summary>The share of cells that is below the brightest colour: single heavy cells do not darken all
    /// others.</summary>
    private const double BrightQuantile = 0.995;

    /// <summary>Colours are cut into so many steps: the file is smaller, and the eye sees no more.</summary>
    private const double Steps = 60.0;

    /// <summary>Power that lifts weak levels out of the dark; 1 would leave them there.</summary>
    private const double Lift = 0.85;

    private readonly LiquidationHeatmap _map;
    private readonly double _bright;
    private readonly double _levelStep;

    public HeatmapField(LiquidationHeatmap map)
    {
        _map = map;
        var masses = map.Cells.Select(cell => cell.MassQuote).Order().ToArray();
        _bright = masses.Length == 0 ? 1.0 : masses[(int)((masses.Length - 1) * BrightQuantile)];
        var (low, high) = ((double)map.LevelsQuote[0], (double)map.LevelsQuote[^1]);
        _levelStep = Math.Pow(high / low, 0.5 / (map.LevelsQuote.Length - 1));
        (LowQuote, HighQuote) = (low / _levelStep, high * _levelStep);
    }

    /// <summary>Lower edge of the lowest level.</summary>
    public double LowQuote { get; }

    /// <summary>Upper edge of the highest level.</summary>
    public double HighQuote { get; }

    public void Draw(Canvas canvas, Plot plot)
    {
        canvas.Fill(plot.Area, ColourRamp.Viridis.Of(0.0));
        foreach (var cell in _map.Cells)
        {
            var candle = _map.Candles[cell.CandleIndex];
            var left = (int)Math.Round(plot.ColumnOf(Axis.Of(candle.OpenTime)));
            var right = (int)Math.Round(plot.ColumnOf(Axis.Of(candle.CloseTime)));
            var (top, bottom) = RowsOf(plot, cell.LevelIndex);
            canvas.Fill(new Area(left, top, Math.Max(right - left, 1), bottom - top), ColourOf(cell.MassQuote));
        }
    }

    /// <summary>The last column as bars to the right.</summary>
    public void DrawProfile(Canvas canvas, Plot plot, int left, int width)
    {
        var last = _map.Cells.Where(cell => cell.CandleIndex == _map.Candles.Length - 1).ToList();
        var most = last.Count == 0 ? 1.0 : last.Max(cell => cell.MassQuote);
        foreach (var cell in last)
        {
            var (top, bottom) = RowsOf(plot, cell.LevelIndex);
            var length = (int)Math.Round(width * cell.MassQuote / most);
            canvas.Fill(new Area(left, top, length, bottom - top), ColourOf(cell.MassQuote));
        }
    }

    private Colour ColourOf(double massQuote) => ColourRamp.Viridis.Of(
        Math.Ceiling(Math.Pow(Math.Min(massQuote / _bright, 1.0), Lift) * Steps) / Steps);

    private (int Top, int Bottom) RowsOf(Plot plot, int level)
    {
        var price = (double)_map.LevelsQuote[level];
        var top = (int)Math.Round(plot.RowOf(price * _levelStep));
        var bottom = (int)Math.Round(plot.RowOf(price / _levelStep));
        return (Math.Max(top, plot.Area.Top), Math.Min(Math.Max(bottom, top + 1), plot.Area.Bottom));
    }
}
