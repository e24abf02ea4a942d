using WhaleStack.Domain.Coins.History;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Units;
using WhaleStack.Quant;

namespace WhaleStack.Domain.Tests.Coins.History;

/// <summary>What became of clusters, counted. Horizons 4, 24, 72 hours; lags 1, 4, 24 hours.</summary>
public sealed class ReachHistorySpecs
{
    private static readonly ReachOptions Options = ReachOptions.Default;

    [Fact]
    public void A_cluster_counts_when_its_horizon_is_over_and_is_open_until_then()
    {
        var watch = new Watch(Options).Quiet(1, Watch.Shorts(104)).Quiet(3, Watch.Shorts(104));
        var young = watch.Cell(Side.Sell, 3);
        Assert.Equal((1, 1), (young.Born, young.Open));
        Assert.Empty(young.Weeks);

        watch.Quiet(6, Watch.Shorts(104));
        Assert.Equal([1, 0, 0], Assert.Single(watch.Cell(Side.Sell, 3).Weeks).Decided.AsEnumerable());
        watch.Hour(100, 104, 103); // Ten hours after its birth.
        var reached = watch.Cell(Side.Sell, 3);
        Assert.Equal((1, 0), (reached.Born, reached.Open));
        Assert.Equal(1, reached.HoursToReach[9]);
        Assert.Equal(1, reached.StepsFrom[40]); // 104 is 4 % away: 40 steps of 0.1 %.
        Assert.Equal([1, 0, 0], Assert.Single(reached.Weeks).Decided.AsEnumerable());
        var over = Assert.Single(watch.Quiet(62).Cell(Side.Sell, 3).Weeks);
        Assert.Equal([1, 1, 1], over.Decided.AsEnumerable());
        Assert.Equal([0, 1, 1], over.Reached.AsEnumerable());
    }

    [Fact]
    public void Its_class_is_that_of_its_birth()
    {
        var counts = new Watch(Options)
            .Quiet(1, Watch.Longs(98, 6), Watch.Longs(90, 30), Watch.Longs(87, 64), Watch.Shorts(120, 1)).Counts;
        Assert.Equal(
            [(0.0, 0.0), (0.25, 6.0), (0.25, 12.0)],
            counts.Cells.Where(cell => cell.Class.PositionSide == Side.Buy && cell.Born > 0)
                .Select(cell => (cell.Class.MassShareMin, cell.Class.DistanceAtrMin)));
        Assert.Equal(4, counts.Cells.Sum(cell => cell.Born));
        Assert.Equal(24, counts.Cells.Select(cell => cell.Class).Distinct().Count());
    }

    [Fact]
    public void Returns_run_from_the_close_that_reached_it_and_count_for_the_side_beyond()
    {
        var watch = new Watch(Options).Quiet(1, Watch.Longs(96)).Hour(95, 100, 96);
        for (var hour = 1; hour <= 24; hour++)
        {
            var close = hour == 1 ? 95.04 : hour == 4 ? 97.92 : hour == 24 ? 94.08 : 100.0;
            watch.Hour(94, 100, close);
        }

        var week = Assert.Single(watch.Cell(Side.Buy, 3).Weeks);
        Assert.Equal([1, 1, 1], week.Followed.AsEnumerable());
        // By hand: 96 to 95.04 is 1 % on downwards, to 97.92 is 2 % back, to 94.08 is 2 % on.
        Assert.Equal([0.01, -0.02, 0.02], week.ReturnSums.Select(sum => Math.Round(sum, 9)));
    }

    [Fact]
    public void A_cluster_that_fades_is_watched_on_and_is_the_same_when_it_comes_back()
    {
        var watch = new Watch(Options).Quiet(1, Watch.Shorts(104)).Quiet(4);
        Assert.Equal((1, 1, 1), Of(watch.Cell(Side.Sell, 3)));
        watch.Quiet(1, Watch.Shorts(104.2));
        Assert.Equal((1, 0, 1), Of(watch.Cell(Side.Sell, 3)));
        watch.Quiet(4).Hour(100, 104.1, 100); // It was last seen at 104.2.
        Assert.Equal((1, 1, 1), Of(watch.Cell(Side.Sell, 3)));
        watch.Hour(100, 104.2, 100);
        Assert.Equal((1, 1, 0), Of(watch.Cell(Side.Sell, 3)));
        Assert.Equal(1, watch.Cell(Side.Sell, 3).HoursToReach[10]);
    }

    [Fact]
    public void A_gap_ends_the_watch_and_leaves_undecided_what_was()
    {
        var watch = new Watch(Options).Quiet(1, Watch.Shorts(104)).Quiet(5, Watch.Shorts(104)).Gap();
        watch.Quiet(100);
        Assert.Equal(1, watch.Counts.Cut);
        Assert.Equal((1, 0, 0), Of(watch.Cell(Side.Sell, 3)));
        Assert.Equal([1, 0, 0], Assert.Single(watch.Cell(Side.Sell, 3).Weeks).Decided.AsEnumerable());
    }

    [Fact]
    public void Warm_up_has_no_classes_and_room_is_bounded()
    {
        Assert.Equal(1, new Watch(Options).Warming(Watch.Shorts(104)).Counts.Unclassified);
        var full = new Watch(Options with { WatchedMax = 2 })
            .Quiet(1, Watch.Shorts(104), Watch.Shorts(106), Watch.Shorts(108)).Counts;
        Assert.Equal((1, 2), (full.Dropped, full.Cells.Sum(cell => cell.Born)));
    }

    [Fact]
    public void Old_weeks_become_one_and_no_count_is_lost()
    {
        var (few, many) = (new Watch(Options with { WeeksMax = 4 }), new Watch(Options));
        var random = new SeededRandom(3);
        for (var day = 0; day < 100; day++)
        {
            var top = 103 + (4 * random.NextDouble());
            foreach (var watch in new[] { few, many })
            {
                watch.Quiet(1, Watch.Shorts(105)).Hour(99, top, 100).Quiet(22);
            }
        }

        var (short4, whole) = (few.Cell(Side.Sell, 3), many.Cell(Side.Sell, 3));
        Assert.Equal((4, 15), (short4.Weeks.Length, whole.Weeks.Length));
        Assert.True(whole.Weeks.Sum(week => week.Reached[1]) > 20);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(whole.Weeks.Sum(week => week.Decided[i]), short4.Weeks.Sum(week => week.Decided[i]));
            Assert.Equal(whole.Weeks.Sum(week => week.Reached[i]), short4.Weeks.Sum(week => week.Reached[i]));
            Assert.Equal(whole.Weeks.Sum(week => week.Followed[i]), short4.Weeks.Sum(week => week.Followed[i]));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void It_counts_what_a_plain_search_through_the_candles_finds(int seed)
    {
        var random = new SeededRandom((ulong)seed);
        var (watch, price, target) = (new Watch(Options), 100.0, 0.0);
        var highs = new List<double>();
        var born = new List<(int Hour, double Price)>();
        for (var hour = 0; hour < 1_500; hour++)
        {
            var open = price;
            price = Math.Max(50, price + random.NextNormal() - (0.02 * (price - 100)));
            highs.Add(Math.Max(open, price) + random.NextDouble());
            // One is reached, or forgotten when nothing is asked of it any more.
            if (target <= highs[hour] || hour - born[^1].Hour > 72)
            {
                target = highs[hour] + 0.5 + (4 * random.NextDouble());
                while (born.TakeLast(5).Any(one => Math.Abs((target / one.Price) - 1) < 0.01))
                {
                    target += 0.5; // Else it would be the same one again.
                }

                born.Add((hour, target));
            }

            watch.Hour(Math.Min(open, price), highs[hour], price, Watch.Shorts(target));
        }

        var weeks = watch.Counts.Cells.SelectMany(cell => cell.Weeks).ToList();
        Assert.True(born.Count > 20);
        foreach (var (hours, i) in new[] { (4, 0), (24, 1), (72, 2) })
        {
            var old = born.Where(one => one.Hour + hours < highs.Count).ToList();
            Assert.Equal(old.Count, weeks.Sum(week => week.Decided[i]));
            Assert.Equal(
                old.Count(one => highs.GetRange(one.Hour + 1, hours).Exists(high => high >= one.Price)),
                weeks.Sum(week => week.Reached[i]));
        }
    }

    private static (int Born, int Faded, int Open) Of(ReachCell cell) => (cell.Born, cell.Faded, cell.Open);
}
