namespace WhaleStack.Quant;

/// <summary>What price swept of a model in an interval, and what was closed by force in it.</summary>
/// <param name="Interval">The interval and its closings.</param>
/// <param name="LongsMass">Mass of longs in the buckets that price swept, as it stood before; quote.</param>
/// <param name="ShortsMass">Likewise of shorts.</param>
/// <param name="DownLog">How far price went down, |ln|.</param>
/// <param name="UpLog">How far up.</param>
/// <param name="TurnoverQuote">Turnover of the interval.</param>
internal readonly record struct SweptMass(
    LiquidationInterval Interval,
    double LongsMass,
    double ShortsMass,
    double DownLog,
    double UpLog,
    double TurnoverQuote)
{
    /// <summary>Way down and way up.</summary>
    public double RangeLog => UpLog + DownLog;

    /// <summary>All intervals with known closings after the warm-up; none when nothing is known.</summary>
    public static IReadOnlyList<SweptMass> Of(MarketSeries series, LevelModel model, EvaluationOptions options)
    {
        var intervals = Intervals(series);
        var map = model.Create(series);
        var sweeps = new List<SweptMass>();
        var mass = Array.Empty<double>();
        var next = 0;
        var warm = series.Bars[0].CloseTime + options.WarmUp;
        for (var i = 0; i < series.Bars.Count - 1 && next < intervals.Count; i++)
        {
            map.Apply(series.Bars[i]);
            while (next < intervals.Count && intervals[next].Start < series.Bars[i].CloseTime)
            {
                next++;
            }

            if (next < intervals.Count && intervals[next].Start == series.Bars[i].CloseTime
                && intervals[next].Start >= warm)
            {
                var (high, low, turnover) = Within(series, i, intervals[next].End);
                var price = series.Bars[i].Close;
                var end = Math.Max(map.BucketOf(high), map.BucketOf(price)) + 1;
                var first = Math.Min(map.BucketOf(low), map.BucketOf(price));
                Array.Resize(ref mass, Math.Max(mass.Length, end - first));
                sweeps.Add(new SweptMass(
                    intervals[next],
                    SumOf(map, LiquidationSide.Longs, first, map.BucketOf(price) + 1, mass),
                    SumOf(map, LiquidationSide.Shorts, map.BucketOf(price), end, mass),
                    Math.Max(0.0, Math.Log(price / low)),
                    Math.Max(0.0, Math.Log(high / price)),
                    turnover));
            }
        }

        return sweeps;
    }

    /// <summary>Mass of a side.</summary>
    public double MassOf(LiquidationSide side) => side == LiquidationSide.Longs ? LongsMass : ShortsMass;

    /// <summary>Closings of a side.</summary>
    public double ClosedOf(LiquidationSide side) =>
        side == LiquidationSide.Longs ? Interval.LongsQuote : Interval.ShortsQuote;

    /// <summary>Way to a side.</summary>
    public double WayOf(LiquidationSide side) => side == LiquidationSide.Longs ? DownLog : UpLog;

    private static List<LiquidationInterval> Intervals(MarketSeries series)
    {
        var ofBars = series.Bars
            .Where(bar => double.IsFinite(bar.LiquidatedLongsQuote) && double.IsFinite(bar.LiquidatedShortsQuote))
            .Select(bar => new LiquidationInterval(
                bar.CloseTime - series.Interval, bar.CloseTime, bar.LiquidatedLongsQuote, bar.LiquidatedShortsQuote))
            .ToList();
        return ofBars.Count > series.Liquidations.Count ? ofBars : [.. series.Liquidations];
    }

    private static double SumOf(ILevelMap map, LiquidationSide side, int first, int end, double[] buffer)
    {
        var mass = buffer.AsSpan(0, Math.Max(0, end - first));
        map.CopyMass(side, first, mass);
        var sum = 0.0;
        foreach (var value in mass)
        {
            sum += value;
        }

        return sum;
    }

    private static (double High, double Low, double TurnoverQuote) Within(
        MarketSeries series, int bar, DateTimeOffset end)
    {
        var (high, low, turnover) = (series.Bars[bar].Close, series.Bars[bar].Close, 0.0);
        for (var i = bar + 1; i < series.Bars.Count && series.Bars[i].CloseTime <= end; i++)
        {
            high = Math.Max(high, series.Bars[i].High);
            low = Math.Min(low, series.Bars[i].Low);
            turnover += series.Bars[i].TurnoverQuote;
        }

        return (high, low, turnover);
    }
}
