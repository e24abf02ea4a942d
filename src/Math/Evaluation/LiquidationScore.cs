namespace WhaleStack.Quant;

/// <summary>Are positions closed by force where the model said they would be?</summary>
/// <remarks>
/// Formula: in each interval with known liquidations, x = mass of the buckets that price swept, as it stood before the
/// interval; y = liquidations of that side; way = how far price went to that side, since a longer way both sweeps and
/// liquidates more; turnover and range (way up + way down) of the interval, since a busy market does everything more.
/// Spearman's rank correlation of x and y, and the same with the way, and with all three, held fixed
/// (<see cref="CrossMoments"/>). Ranks within coin and side. Unit: none. Range: [-1, 1]. Source: as
/// <see cref="Ranks"/>.
/// </remarks>
internal sealed class LiquidationScore
{
    private const int Variables = 5;
    private static readonly int Columns = CrossMoments.ColumnsOf(Variables);
    private readonly EvaluationOptions _options;
    private readonly string _scope;
    private readonly WeeklySums _sums = new(Columns);

    private LiquidationScore(string scope, EvaluationOptions options) => (_scope, _options) = (scope, options);

    /// <summary>The score of one coin; without known liquidations it is empty.</summary>
    public static LiquidationScore Of(MarketSeries series, LevelModel model, EvaluationOptions options)
    {
        var score = new LiquidationScore(series.Coin, options);
        var intervals = Intervals(series);
        if (intervals.Count > 0)
        {
            var swept = Sweeps(series, model, intervals, options);
            score.Add(swept, LiquidationSide.Longs);
            score.Add(swept, LiquidationSide.Shorts);
        }

        return score;
    }

    /// <summary>The score of all coins.</summary>
    public static LiquidationScore Sum(IEnumerable<LiquidationScore> scores, EvaluationOptions options)
    {
        var all = new LiquidationScore(Finding.AllCoins, options);
        foreach (var score in scores)
        {
            all._sums.Add(score._sums);
        }

        return all;
    }

    /// <summary>What was found.</summary>
    public IReadOnlyList<Finding> Findings()
    {
        var list = new FindingList(_scope, _sums, _options);
        int[] all = [.. Enumerable.Range(0, Columns)];
        list.Add("liquidations and swept mass", TimeSpan.Zero, all, static sum => Plain(sum, 0, 1), 0.0, 0);
        list.Add("liquidations and way of price", TimeSpan.Zero, all, static sum => Plain(sum, 1, 2), double.NaN, 0);
        list.Add("liquidations and swept mass, way held fixed", TimeSpan.Zero, all,
            static sum => CrossMoments.Partial(sum, Variables, 0, 1, 2), 0.0, 0);
        list.Add("liquidations and swept mass, way, turnover and range held fixed", TimeSpan.Zero, all,
            static sum => CrossMoments.Partial(sum, Variables, 0, 1, 2, 3, 4), 0.0, 0);
        return list.Found;
    }

    private static List<LiquidationInterval> Intervals(MarketSeries series)
    {
        var ofBars = series.Bars
            .Where(bar => double.IsFinite(bar.LiquidatedLongsQuote) && double.IsFinite(bar.LiquidatedShortsQuote))
            .Select(bar => new LiquidationInterval(
                bar.CloseTime - series.Interval, bar.CloseTime, bar.LiquidatedLongsQuote, bar.LiquidatedShortsQuote))
            .ToList();
        return ofBars.Count > series.Liquidations.Count ? ofBars : [.. series.Liquidations];
    }

    private static List<Sweep> Sweeps(
        MarketSeries series, LevelModel model, List<LiquidationInterval> intervals, EvaluationOptions options)
    {
        var map = model.Create(series);
        var sweeps = new List<Sweep>();
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
                sweeps.Add(new Sweep(
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

    private void Add(List<Sweep> sweeps, LiquidationSide side)
    {
        var isLongs = side == LiquidationSide.Longs;
        var mass = Ranks.Of([.. sweeps.Select(sweep => isLongs ? sweep.LongMass : sweep.ShortMass)]);
        var closed = Ranks.Of([.. sweeps.Select(sweep =>
            isLongs ? sweep.Interval.LongsQuote : sweep.Interval.ShortsQuote)]);
        var way = Ranks.Of([.. sweeps.Select(sweep => isLongs ? sweep.DownLog : sweep.UpLog)]);
        var turnover = Ranks.Of([.. sweeps.Select(sweep => sweep.TurnoverQuote)]);
        var range = Ranks.Of([.. sweeps.Select(sweep => sweep.RangeLog)]);
        for (var i = 0; i < sweeps.Count; i++)
        {
            CrossMoments.Add(
                _sums.Week(sweeps[i].Interval.Start), [mass[i], closed[i], way[i], turnover[i], range[i]]);
        }
    }

    private static double Plain(double[] sum, int x, int y) => CrossMoments.Correlation(sum, Variables, x, y);

    private readonly record struct Sweep(
        LiquidationInterval Interval,
        double LongMass,
        double ShortMass,
        double DownLog,
        double UpLog,
        double TurnoverQuote)
    {
        public double RangeLog => UpLog + DownLog;
    }
}
