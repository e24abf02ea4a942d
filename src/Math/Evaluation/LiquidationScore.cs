namespace WhaleStack.Quant;

/// <summary>Are positions closed by force where the model said they would be?</summary>
/// <remarks>
/// Formula: in each interval with known liquidations, x = mass of the buckets that price swept, as it stood before the
/// interval; y = liquidations of that side; z = how far price went. Spearman's rank correlation of x and y; of y and z;
/// and of x and y with z held fixed: r = (r_xy - r_xz r_yz) / sqrt((1 - r_xz^2)(1 - r_yz^2)), since a longer way both
/// sweeps more and liquidates more. Ranks within coin and side. Unit: none. Range: [-1, 1]. Source: C. Spearman, The
/// proof and measurement of association between two things, American Journal of Psychology 15, 1904.
/// </remarks>
internal sealed class LiquidationScore
{
    private const int Columns = 10;
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
        list.Add("liquidations and swept mass", TimeSpan.Zero, all, static sum => Correlation(sum, 1, 2, 4, 5, 7),
            0.0, 0);
        list.Add("liquidations and way of price", TimeSpan.Zero, all, static sum => Correlation(sum, 2, 3, 5, 6, 9),
            double.NaN, 0);
        list.Add("liquidations and swept mass, way held fixed", TimeSpan.Zero, all, Partial, 0.0, 0);
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
                var (high, low) = Range(series, i, intervals[next].End);
                var price = series.Bars[i].Close;
                var end = Math.Max(map.BucketOf(high), map.BucketOf(price)) + 1;
                var first = Math.Min(map.BucketOf(low), map.BucketOf(price));
                Array.Resize(ref mass, Math.Max(mass.Length, end - first));
                sweeps.Add(new Sweep(
                    intervals[next],
                    SumOf(map, LiquidationSide.Longs, first, map.BucketOf(price) + 1, mass),
                    SumOf(map, LiquidationSide.Shorts, map.BucketOf(price), end, mass),
                    Math.Max(0.0, Math.Log(price / low)),
                    Math.Max(0.0, Math.Log(high / price))));
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

    private static (double High, double Low) Range(MarketSeries series, int bar, DateTimeOffset end)
    {
        var (high, low) = (series.Bars[bar].Close, series.Bars[bar].Close);
        for (var i = bar + 1; i < series.Bars.Count && series.Bars[i].CloseTime <= end; i++)
        {
            high = Math.Max(high, series.Bars[i].High);
            low = Math.Min(low, series.Bars[i].Low);
        }

        return (high, low);
    }

    private void Add(List<Sweep> sweeps, LiquidationSide side)
    {
        var isLongs = side == LiquidationSide.Longs;
        var x = Ranks([.. sweeps.Select(sweep => isLongs ? sweep.LongMass : sweep.ShortMass)]);
        var y = Ranks([.. sweeps.Select(sweep =>
            isLongs ? sweep.Interval.LongsQuote : sweep.Interval.ShortsQuote)]);
        var z = Ranks([.. sweeps.Select(sweep => isLongs ? sweep.DownLog : sweep.UpLog)]);
        for (var i = 0; i < sweeps.Count; i++)
        {
            var week = _sums.Week(sweeps[i].Interval.Start);
            double[] add =
            [
                1.0, x[i], y[i], z[i], x[i] * x[i], y[i] * y[i], z[i] * z[i], x[i] * y[i], x[i] * z[i], y[i] * z[i],
            ];
            for (var k = 0; k < Columns; k++)
            {
                week[k] += add[k];
            }
        }
    }

    /// <summary>Ranks from 0 to 1; equal values share their mean rank.</summary>
    private static double[] Ranks(double[] values)
    {
        var order = Enumerable.Range(0, values.Length).OrderBy(i => values[i]).ToArray();
        var ranks = new double[values.Length];
        for (var i = 0; i < order.Length;)
        {
            var end = i;
            while (end < order.Length && values[order[end]] == values[order[i]])
            {
                end++;
            }

            for (var k = i; k < end; k++)
            {
                ranks[order[k]] = (i + end - 1) / 2.0 / Math.Max(1, order.Length - 1);
            }

            i = end;
        }

        return ranks;
    }

    private static double Correlation(double[] sum, int a, int b, int aa, int bb, int ab)
    {
        var n = sum[0];
        var covariance = (sum[ab] / n) - (sum[a] / n * (sum[b] / n));
        var variances = ((sum[aa] / n) - (sum[a] / n * (sum[a] / n))) * ((sum[bb] / n) - (sum[b] / n * (sum[b] / n)));
        return variances > 0.0 ? covariance / Math.Sqrt(variances) : double.NaN;
    }

    private static double Partial(double[] sum)
    {
        var (xy, yz, xz) = (Correlation(sum, 1, 2, 4, 5, 7), Correlation(sum, 2, 3, 5, 6, 9),
            Correlation(sum, 1, 3, 4, 6, 8));
        return (xy - (xz * yz)) / Math.Sqrt((1.0 - (xz * xz)) * (1.0 - (yz * yz)));
    }

    private readonly record struct Sweep(
        LiquidationInterval Interval, double LongMass, double ShortMass, double DownLog, double UpLog);
}
