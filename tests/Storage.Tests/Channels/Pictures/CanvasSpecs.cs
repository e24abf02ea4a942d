using WhaleStack.Channels.Pictures;

namespace WhaleStack.Storage.Tests.Channels.Pictures;

/// <summary>What is drawn is in the file, pixel by pixel.</summary>
public sealed class CanvasSpecs
{
    private static readonly Colour Red = Colour.OfRgb(0xFF0000);

    [Fact]
    public void Few_colours_make_a_file_with_a_palette_that_reads_back()
    {
        var canvas = new Canvas(37, 21, Colour.White);
        canvas.Fill(new Area(-5, -5, 10, 8), Red);
        canvas.Frame(new Area(10, 10, 9, 7), Colour.Black);
        canvas.Text(20, 2, "a|@", Colour.OfRgb(0x0000FF), scale: 1);
        var png = new PngReader(canvas.ToPng());
        Assert.True(png.HasPalette);
        AssertSame(canvas, png);
        Assert.Equal(Red, png.At(4, 2));
        Assert.Equal(Colour.White, png.At(5, 2));
        Assert.Equal((Colour.Black, Colour.White), (png.At(18, 16), png.At(11, 11)));
    }

    [Fact]
    public void Many_colours_make_a_file_without_and_every_filter_reads_back()
    {
        var random = new Random(5);
        for (var round = 0; round < 10; round++)
        {
            var canvas = new Canvas(random.Next(30, 90), random.Next(30, 60), Colour.OfRgb(random.Next(0x1000000)));
            for (var i = 0; i < 1_000; i++)
            {
                var area = new Area(random.Next(-9, 90), random.Next(-9, 60), random.Next(1, 12), random.Next(1, 12));
                canvas.Fill(area, Colour.OfRgb(random.Next(0x1000000)), random.NextDouble());
            }

            var png = new PngReader(canvas.ToPng());
            Assert.False(png.HasPalette);
            AssertSame(canvas, png);
        }
    }

    [Theory]
    [InlineData(256, true)]
    [InlineData(257, false)]
    public void A_palette_holds_256_colours(int colours, bool hasPalette)
    {
        var canvas = new Canvas(colours, 2, Colour.Black);
        for (var i = 1; i < colours; i++)
        {
            canvas.Fill(new Area(i, 0, 1, 2), Colour.OfRgb(i * 7));
        }

        var png = new PngReader(canvas.ToPng());
        Assert.Equal(hasPalette, png.HasPalette);
        AssertSame(canvas, png);
    }

    [Fact]
    public void A_line_covers_its_pixels_and_has_soft_edges()
    {
        var canvas = new Canvas(20, 20, Colour.White);
        canvas.Line((2, 5), (12, 5), Colour.Black);
        Assert.Equal((Colour.Black, Colour.Black), (canvas.At(2, 5), canvas.At(12, 5)));
        Assert.Equal((Colour.White, Colour.White), (canvas.At(7, 4), canvas.At(7, 6)));
        Assert.Equal(Colour.White, canvas.At(13, 5));
        canvas.Line((0, 10), (19, 13), Colour.Black, 2);
        Assert.Contains(Enumerable.Range(0, 20).Select(x => canvas.At(x, 12)), colour => colour.Red is > 0 and < 255);
        canvas.Line((-1e9, 19), (1e9, 19), Red);
        Assert.Equal((Red, Red), (canvas.At(0, 19), canvas.At(19, 19)));
    }

    [Fact]
    public void Text_is_drawn_in_dots_of_its_scale_at_its_anchor()
    {
        Assert.Equal(((3 * 6) - 1) * 2, BitmapFont.WidthOf("abc", 2));
        Assert.Equal(0, BitmapFont.WidthOf("", 2));
        var canvas = new Canvas(40, 20, Colour.White);
        canvas.Text(39, 1, "T", Red, 2, TextAnchor.End); // 10 wide: columns 29 to 38.
        Assert.Equal(Red, canvas.At(29, 1)); // The bar of the T ...
        Assert.Equal(Red, canvas.At(38, 2));
        Assert.Equal((Colour.White, Red), (canvas.At(29, 5), canvas.At(34, 14))); // ... and its foot, seven dots down.
        Assert.Equal(Colour.White, canvas.At(34, 15));
    }

    [Fact]
    public void Every_printable_letter_has_a_shape_of_its_own_and_others_are_a_box()
    {
        static string Shape(char c) => string.Concat(
            from column in Enumerable.Range(0, 5)
            from row in Enumerable.Range(0, 7)
            select BitmapFont.IsInk(c, column, row) ? '#' : '.');
        var shapes = Enumerable.Range(' ', 95).Select(code => Shape((char)code)).ToList();
        Assert.Equal(95, shapes.Distinct(StringComparer.Ordinal).Count());
        Assert.DoesNotContain('#', shapes[0]);
        Assert.DoesNotContain(Shape('\u00FC'), shapes);
        Assert.Equal(Shape('\u00FC'), Shape('\n'));
    }

    [Fact]
    public void Colours_mix_and_the_ramp_brightens_evenly()
    {
        Assert.Equal(new Colour(128, 128, 128), Colour.Black.Under(Colour.White, 0.5));
        Assert.Equal(Red, Colour.Black.Under(Red, 7));
        static int Light(Colour colour) => (299 * colour.Red) + (587 * colour.Green) + (114 * colour.Blue);
        var lights = Enumerable.Range(0, 101).Select(i => Light(ColourRamp.Viridis.Of(i / 100.0))).ToList();
        Assert.Equal(lights.Order(), lights);
        Assert.Equal(Colour.OfRgb(0x440154), ColourRamp.Viridis.Of(-3));
        Assert.Equal(Colour.OfRgb(0xFDE725), ColourRamp.Viridis.Of(double.PositiveInfinity));
        Assert.Throws<ArgumentOutOfRangeException>(() => ColourRamp.Viridis.Of(double.NaN));
    }

    [Fact]
    public void What_is_out_of_range_is_refused()
    {
        var canvas = new Canvas(4, 4, Colour.White);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Canvas(0, 1, Red));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Canvas(1, Canvas.SideMax + 1, Red));
        Assert.Throws<ArgumentOutOfRangeException>(() => canvas.At(4, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => canvas.Line((0, double.NaN), (1, 1), Red));
        Assert.Throws<ArgumentOutOfRangeException>(() => canvas.Line((0, 0), (1, 1), Red, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => canvas.Text(0, 0, "a", Red, 17));
        Assert.Throws<ArgumentOutOfRangeException>(() => Colour.OfRgb(0x1000000));
    }

    private static void AssertSame(Canvas canvas, PngReader png)
    {
        Assert.Equal((canvas.Width, canvas.Height), (png.Width, png.Height));
        for (var y = 0; y < canvas.Height; y++)
        {
            for (var x = 0; x < canvas.Width; x++)
            {
                Assert.Equal(canvas.At(x, y), png.At(x, y));
            }
        }
    }
}
