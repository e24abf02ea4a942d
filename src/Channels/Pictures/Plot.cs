namespace WhaleStack.Channels.Pictures;

/// <summary>A rectangle of a canvas with two axes: places values, and draws the frame, marks and labels.</summary>
/// <remarks>Leave about 90 pixels left of it for labels, 30 below and 40 above.</remarks>
public sealed class Plot
{
    private const int LabelGap = 8;
    private const int LabelScale = 2;
    private const int TickSpacingX = 150;
    private const int TickSpacingY = 60;
    private readonly Canvas _canvas;
    private readonly Axis _x;
    private readonly Axis _y;

    /// <summary>Makes one.</summary>
    public Plot(Canvas canvas, Area area, Axis x, Axis y)
    {
        ArgumentNullException.ThrowIfNull(canvas);
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        _canvas = canvas;
        _x = x;
        _y = y;
        Area = area;
    }

    /// <summary>Where it is.</summary>
    public Area Area { get; }

    /// <summary>The colour of frame, marks and text.</summary>
    public Colour Ink { get; init; } = Colour.OfRgb(0x333333);

    /// <summary>The colour of the lines at the marks.</summary>
    public Colour Grid { get; init; } = Colour.OfRgb(0xDDDDDD);

    /// <summary>The column of a value of the first axis; may be outside the plot.</summary>
    public double ColumnOf(double x) => Area.Left + (_x.FractionOf(x) * (Area.Width - 1));

    /// <summary>The row of a value of the second axis; may be outside the plot.</summary>
    public double RowOf(double y) => Area.Top + ((1.0 - _y.FractionOf(y)) * (Area.Height - 1));

    /// <summary>Draws lines across the plot at the marks: before the values.</summary>
    public void DrawGrid()
    {
        foreach (var tick in _x.Ticks(TicksOf(Area.Width, TickSpacingX)))
        {
            _canvas.Fill(new Area(Round(ColumnOf(tick.Value)), Area.Top, 1, Area.Height), Grid);
        }

        foreach (var tick in _y.Ticks(TicksOf(Area.Height, TickSpacingY)))
        {
            _canvas.Fill(new Area(Area.Left, Round(RowOf(tick.Value)), Area.Width, 1), Grid);
        }
    }

    /// <summary>Draws the frame, the labels of both axes and what they mean: after the values.</summary>
    /// <param name="title">Above the plot, larger.</param>
    /// <param name="xMeaning">Below the labels of the first axis; may be empty.</param>
    /// <param name="yMeaning">Above the second axis; may be empty.</param>
    public void DrawFrame(string title, string xMeaning = "", string yMeaning = "")
    {
        _canvas.Frame(Area, Ink);
        var letters = BitmapFont.GlyphHeight * LabelScale;
        foreach (var tick in _x.Ticks(TicksOf(Area.Width, TickSpacingX)))
        {
            var column = Round(ColumnOf(tick.Value));
            _canvas.Fill(new Area(column, Area.Bottom, 1, 4), Ink);
            _canvas.Text(column, Area.Bottom + LabelGap, tick.Label, Ink, LabelScale, TextAnchor.Middle);
        }

        foreach (var tick in _y.Ticks(TicksOf(Area.Height, TickSpacingY)))
        {
            var row = Round(RowOf(tick.Value));
            _canvas.Fill(new Area(Area.Left - 4, row, 4, 1), Ink);
            _canvas.Text(Area.Left - LabelGap, row - (letters / 2), tick.Label, Ink, LabelScale, TextAnchor.End);
        }

        var below = Area.Bottom + (2 * LabelGap) + letters;
        _canvas.Text(Area.Left + (Area.Width / 2), below, xMeaning, Ink, LabelScale, TextAnchor.Middle);
        _canvas.Text(Area.Left, Area.Top - LabelGap - letters, yMeaning, Ink);
        var above = Area.Top - (2 * LabelGap) - letters - (yMeaning.Length > 0 ? letters + LabelGap : 0);
        _canvas.Text(Area.Left, above, title, Ink);
    }

    /// <summary>Joins points by lines, inside the plot; a point that is no number is a gap.</summary>
    public void DrawLine(IEnumerable<(double X, double Y)> points, Colour colour, double thickness = 2.0)
    {
        ArgumentNullException.ThrowIfNull(points);
        (double X, double Y)? last = null;
        foreach (var (x, y) in points)
        {
            (double X, double Y)? place = double.IsNaN(x) || double.IsNaN(y)
                ? null
                : (Inside(ColumnOf(x), Area.Left, Area.Right), Inside(RowOf(y), Area.Top, Area.Bottom));
            if (last is { } from && place is { } to)
            {
                _canvas.Line(from, to, colour, thickness);
            }

            last = place;
        }
    }

    /// <summary>Draws a round dot at a value; one that lies outside is left out.</summary>
    public void DrawDot(double x, double y, Colour colour, double diameter = 8.0)
    {
        var (column, row) = (ColumnOf(x), RowOf(y));
        if (column >= Area.Left && column < Area.Right && row >= Area.Top && row < Area.Bottom)
        {
            _canvas.Line((column, row), (column, row), colour, diameter);
        }
    }

    /// <summary>Fills the rectangle between two values of each axis, as far as it lies inside.</summary>
    public void DrawBox(double x0, double x1, double y0, double y1, Colour colour, double opacityFraction = 1.0)
    {
        var left = Round(Inside(ColumnOf(Math.Min(x0, x1)), Area.Left, Area.Right));
        var right = Round(Inside(ColumnOf(Math.Max(x0, x1)), Area.Left, Area.Right));
        var top = Round(Inside(RowOf(Math.Max(y0, y1)), Area.Top, Area.Bottom));
        var bottom = Round(Inside(RowOf(Math.Min(y0, y1)), Area.Top, Area.Bottom));
        var size = (Width: Math.Max(right - left, 1), Height: Math.Max(bottom - top, 1));
        _canvas.Fill(new Area(left, top, size.Width, size.Height), colour, opacityFraction);
    }

    private static int TicksOf(int pixels, int spacing) => Math.Clamp(pixels / spacing, 2, 20);

    private static int Round(double place) => (int)Math.Round(place);

    private static double Inside(double place, int first, int end) => Math.Clamp(place, first, end - 1.0);
}
