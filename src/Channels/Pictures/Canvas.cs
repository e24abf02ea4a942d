namespace WhaleStack.Channels.Pictures;

/// <summary>A picture in memory: rectangles, lines and text, and its PNG in the end.</summary>
/// <remarks>Columns count from the left, rows from the top. What lies outside is not drawn. Not thread-safe.</remarks>
public sealed class Canvas
{
    /// <summary>Most columns, and most rows.</summary>
    public const int SideMax = 8_192;

    private readonly Colour[] _pixels;

    /// <summary>Makes one, filled with a colour.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A side is below 1 or above <see cref="SideMax"/>.</exception>
    public Canvas(int width, int height, Colour background)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, SideMax);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(height, SideMax);
        Width = width;
        Height = height;
        _pixels = new Colour[width * height];
        Array.Fill(_pixels, background);
    }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>All of it.</summary>
    public Area Whole => new(0, 0, Width, Height);

    /// <summary>The colour of a pixel.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The pixel lies outside.</exception>
    public Colour At(int x, int y)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(x);
        ArgumentOutOfRangeException.ThrowIfNegative(y);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(x, Width);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(y, Height);
        return _pixels[(y * Width) + x];
    }

    /// <summary>Fills a rectangle.</summary>
    /// <param name="area">Where.</param>
    /// <param name="colour">With what.</param>
    /// <param name="opacityFraction">1 covers what was there, less lets it shine through.</param>
    public void Fill(Area area, Colour colour, double opacityFraction = 1.0)
    {
        var (left, right) = (Math.Max(area.Left, 0), Math.Min(area.Right, Width));
        for (var y = Math.Max(area.Top, 0); y < Math.Min(area.Bottom, Height); y++)
        {
            for (var x = left; x < right; x++)
            {
                ref var pixel = ref _pixels[(y * Width) + x];
                pixel = opacityFraction >= 1.0 ? colour : pixel.Under(colour, opacityFraction);
            }
        }
    }

    /// <summary>Draws the border of a rectangle, inside it.</summary>
    public void Frame(Area area, Colour colour, int thickness = 1)
    {
        Fill(area with { Height = thickness }, colour);
        Fill(area with { Top = area.Bottom - thickness, Height = thickness }, colour);
        Fill(area with { Width = thickness }, colour);
        Fill(area with { Left = area.Right - thickness, Width = thickness }, colour);
    }

    /// <summary>Draws a straight line with soft edges; both ends are pixels' centres.</summary>
    /// <param name="from">One end: column and row.</param>
    /// <param name="to">The other end.</param>
    /// <param name="colour">With what.</param>
    /// <param name="thickness">In pixels, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not finite, or the line has no thickness.</exception>
    public void Line((double X, double Y) from, (double X, double Y) to, Colour colour, double thickness = 1.0)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(thickness);
        if (!double.IsFinite(from.X + from.Y + to.X + to.Y + thickness))
        {
            throw new ArgumentOutOfRangeException(nameof(from), (from, to), "Must be finite.");
        }

        var reach = (thickness / 2.0) + 0.5;
        var top = (int)Math.Max(Math.Floor(Math.Min(from.Y, to.Y) - reach), 0.0);
        var bottom = (int)Math.Min(Math.Ceiling(Math.Max(from.Y, to.Y) + reach), Height - 1.0);
        var left = (int)Math.Max(Math.Floor(Math.Min(from.X, to.X) - reach), 0.0);
        var right = (int)Math.Min(Math.Ceiling(Math.Max(from.X, to.X) + reach), Width - 1.0);
        for (var y = top; y <= bottom; y++)
        {
            for (var x = left; x <= right; x++)
            {
                var covered = reach - Distance((x, y), from, to);
                if (covered > 0.0)
                {
                    ref var pixel = ref _pixels[(y * Width) + x];
                    pixel = pixel.Under(colour, Math.Min(covered, thickness));
                }
            }
        }
    }

    /// <summary>Writes a line of text; characters that <see cref="BitmapFont"/> lacks are a hollow box.</summary>
    /// <param name="x">Column of the anchor.</param>
    /// <param name="y">Row of the letters' top.</param>
    /// <param name="text">What.</param>
    /// <param name="colour">With what.</param>
    /// <param name="scale">Pixels a dot of the font, 1 to 16.</param>
    /// <param name="anchor">Which part of the text stands at the column.</param>
    public void Text(
        int x, int y, string text, Colour colour, int scale = 2, TextAnchor anchor = TextAnchor.Start)
    {
        ArgumentNullException.ThrowIfNull(text);
        var width = BitmapFont.WidthOf(text, scale);
        var start = anchor switch
        {
            TextAnchor.Start => x,
            TextAnchor.Middle => x - (width / 2),
            TextAnchor.End => x - width,
            _ => throw new ArgumentOutOfRangeException(nameof(anchor), anchor, "Unknown anchor."),
        };
        foreach (var character in text)
        {
            Glyph(start, y, character, colour, scale);
            start += BitmapFont.Advance * scale;
        }
    }

    /// <summary>The picture as a PNG file's bytes.</summary>
    public byte[] ToPng() => PngEncoder.Encode(Width, Height, _pixels);

    private void Glyph(int left, int top, char character, Colour colour, int scale)
    {
        for (var column = 0; column < BitmapFont.GlyphWidth; column++)
        {
            for (var row = 0; row < BitmapFont.GlyphHeight; row++)
            {
                if (BitmapFont.IsInk(character, column, row))
                {
                    Fill(new Area(left + (column * scale), top + (row * scale), scale, scale), colour);
                }
            }
        }
    }

    private static double Distance((double X, double Y) point, (double X, double Y) from, (double X, double Y) to)
    {
        var (dx, dy) = (to.X - from.X, to.Y - from.Y);
        var square = (dx * dx) + (dy * dy);
        var along = square > 0.0
            ? Math.Clamp((((point.X - from.X) * dx) + ((point.Y - from.Y) * dy)) / square, 0.0, 1.0)
            : 0.0;
        var (rx, ry) = (point.X - from.X - (along * dx), point.Y - from.Y - (along * dy));
        return Math.Sqrt((rx * rx) + (ry * ry));
    }
}
