using WhaleStack.Channels.Pictures;

namespace WhaleStack.Storage.Tests.Channels.Pictures;

/// <summary>Axes and what is placed by them.</summary>
public sealed class PlotSpecs
{
    private static readonly DateTimeOffset Day = new(2025, 10, 10, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_linear_axis_has_marks_at_round_steps()
    {
        var axis = Axis.Linear(-0.31, 1.04);
        Assert.Equal(["0.0", "0.5", "1.0"], axis.Ticks(3).Select(tick => tick.Label));
        Assert.Equal(["-0.2", "0.0", "0.2", "0.4", "0.6", "0.8", "1.0"], axis.Ticks(7).Select(tick => tick.Label));
        Assert.Equal(0.31 / 1.35, axis.FractionOf(0), 12);
        Assert.Equal(["100,000", "110,000", "120,000"], Axis.Linear(95_000, 125_000).Ticks(3).Select(t => t.Label));
    }

    [Fact]
    public void A_log_axis_gives_equal_ratios_equal_length()
    {
        var axis = Axis.Log(10, 1_000);
        Assert.Equal(0.5, axis.FractionOf(100), 12);
        Assert.Equal([10, 20, 50, 100, 200, 500, 1_000], axis.Ticks(7).Select(tick => tick.Value));
        Assert.Equal([10, 50, 200, 1_000], axis.Ticks(4).Select(tick => tick.Value));
        Assert.Equal([100, 110, 120], Axis.Log(98, 123).Ticks(3).Select(tick => tick.Value));
    }

    [Fact]
    public void An_axis_of_time_has_marks_at_round_hours_and_days()
    {
        var hours = Axis.Time(Day.AddHours(1), Day.AddHours(25)).Ticks(3);
        Assert.Equal(["Oct 10 12:00", "Oct 11 00:00"], hours.Select(tick => tick.Label));
        Assert.Equal(Axis.Of(Day.AddHours(12)), hours[0].Value);
        var days = Axis.Time(Day, Day.AddDays(30)).Ticks(6);
        Assert.All(days, tick => Assert.Equal(0, tick.Value % (5 * 86_400)));
        Assert.InRange(days.Length, 5, 7);
        Assert.InRange(Axis.Time(Day, Day.AddDays(100_000)).Ticks(10).Length, 2, 11);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(0, double.NaN)]
    [InlineData(double.NegativeInfinity, 1)]
    public void An_axis_needs_two_ends(double min, double max)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Axis.Linear(min, max));
        Assert.Throws<ArgumentOutOfRangeException>(() => Axis.Log(min, max));
    }

    [Fact]
    public void A_log_axis_starts_above_nothing() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Axis.Log(0, 1));

    [Fact]
    public void Values_stand_where_the_axes_say()
    {
        var (canvas, plot) = Empty();
        Assert.Equal((100.0, 299.0), (plot.ColumnOf(0), plot.ColumnOf(10)));
        Assert.Equal((149.0, 50.0), (plot.RowOf(0), plot.RowOf(1)));
        plot.DrawBox(2, 4, 0, 0.5, Colour.Black);
        Assert.Equal(Colour.Black, canvas.At(150, 110));
        Assert.Equal(Colour.White, canvas.At(150, 90));
        plot.DrawBox(-50, 50, 0.9, 7, Colour.OfRgb(0xFF)); // Cut off at the plot's border.
        Assert.Equal((Colour.White, Colour.OfRgb(0xFF)), (canvas.At(99, 50), canvas.At(100, 50)));
        Assert.Equal(Colour.White, canvas.At(200, 49));
    }

    [Fact]
    public void A_line_has_a_gap_where_a_value_is_missing_and_dots_outside_are_left_out()
    {
        var (canvas, plot) = Empty();
        plot.DrawLine([(0, 0.5), (4, 0.5), (5, double.NaN), (6, 0.5), (10, 0.5)], Colour.Black, 3);
        var row = (int)Math.Round(plot.RowOf(0.5));
        Assert.Equal(Colour.Black, canvas.At((int)plot.ColumnOf(2), row));
        Assert.Equal(Colour.White, canvas.At((int)plot.ColumnOf(5), row));
        Assert.Equal(Colour.Black, canvas.At((int)plot.ColumnOf(8), row));
        plot.DrawDot(3, 0.9, Colour.Black);
        Assert.Equal(Colour.Black, canvas.At((int)plot.ColumnOf(3), (int)plot.RowOf(0.9)));
        plot.DrawDot(11, 0.9, Colour.Black);
        Assert.Equal(Colour.White, canvas.At((int)plot.ColumnOf(11), (int)plot.RowOf(0.9)));
    }

    [Fact]
    public void The_frame_is_drawn_with_marks_and_labels_around_it()
    {
        var (canvas, plot) = Empty();
        plot.DrawGrid();
        plot.DrawFrame("title", "across", "up");
        Assert.Equal(plot.Ink, canvas.At(100, 50));
        Assert.Equal(plot.Ink, canvas.At(299, 149));
        bool HasInk(Area area) => Enumerable.Range(area.Left, area.Width).Any(x =>
            Enumerable.Range(area.Top, area.Height).Any(y => canvas.At(x, y) == plot.Ink));
        Assert.True(HasInk(new Area(60, 60, 36, 90)), "labels on the left");
        Assert.True(HasInk(new Area(90, 156, 220, 16)), "labels below");
        Assert.True(HasInk(new Area(150, 176, 100, 16)), "meaning below");
        Assert.True(HasInk(new Area(100, 26, 60, 16)), "meaning above");
        Assert.True(HasInk(new Area(100, 4, 80, 16)), "title");
    }

    private static (Canvas Canvas, Plot Plot) Empty()
    {
        var canvas = new Canvas(340, 200, Colour.White);
        var plot = new Plot(canvas, new Area(100, 50, 200, 100), Axis.Linear(0, 10), Axis.Linear(0, 1));
        return (canvas, plot);
    }
}
