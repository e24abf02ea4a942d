using System.Collections.Immutable;

namespace WhaleStack.Quant;

/// <summary>What price does after a level was reached: does it go on, or turn?</summary>
/// <remarks>
/// Formula: return from the close of the bar that reached the level, signed so that going on is positive, in
/// hundredths of a percent; less the same after null levels, whose distances are drawn from the pool of the fold.
/// Levels
/// reached by one bar on one side are one event. Unit: bps. Source: ours.
/// </remarks>
internal sealed class SweepScore
{
    private const int NullDraws = 5;
    private const int Columns = 4;
    private readonly EvaluationOptions _options;
    private readonly string _scope;
    private readonly WeeklySums _sums = new(Columns * After.Length);

    private SweepScore(string scope, EvaluationOptions options) => (_scope, _options) = (scope, options);

    /// <summary>Times after the sweep.</summary>
    public static ImmutableArray<TimeSpan> After { get; } =
        [TimeSpan.FromHours(1), TimeSpan.FromHours(4), TimeSpan.FromHours(24)];

    /// <summary>The score of one coin.</summary>
    public static SweepScore Of(
        MarketSeries series, IReadOnlyList<Outcome> outcomes, DistancePool pool, EvaluationOptions options)
    {
        var score = new SweepScore(series.Coin, options);
        var seen = new HashSet<(int Bar, LiquidationSide Side, int Draw)>();
        var path = new BarPath(series, options.HorizonShort);
        var random = new SeededRandom(options.Seed);
        foreach (var outcome in outcomes)
        {
            path.Load(outcome.Decision.Bar);
            var fold = options.FoldOf(outcome.Decision.Time);
            for (var i = 0; i < outcome.Decision.Levels.Length; i++)
            {
                var side = outcome.Decision.Levels[i].Side;
                score.Add(series, path.Touch(side, outcome.Decision.Levels[i].DistanceLog), side, draw: -1, seen);
                for (var draw = 0; draw < NullDraws; draw++)
                {
                    var distance = pool.Draw(fold, side, random) * outcome.Decision.Market.AtrFraction;
                    score.Add(series, path.Touch(side, distance), side, draw, seen);
                }
            }
        }

        return score;
    }

    /// <summary>The score of all coins.</summary>
    public static SweepScore Sum(IEnumerable<SweepScore> scores, EvaluationOptions options)
    {
        var all = new SweepScore(Finding.AllCoins, options);
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
        for (var i = 0; i < After.Length; i++)
        {
            var at = i * Columns;
            list.Add("after a sweep, bps", After[i], [at + 1, at], static sum => sum[0] / sum[1], 0.0, at);
            list.Add("after a null level, bps", After[i], [at + 3, at + 2], static sum => sum[0] / sum[1],
                double.NaN, at + 2);
            list.Add("after a sweep, less null, bps", After[i], [at + 1, at, at + 3, at + 2],
                static sum => (sum[0] / sum[1]) - (sum[2] / sum[3]), 0.0, at);
        }

        return list.Found;
    }

    private void Add(
        MarketSeries series,
        int bar,
        LiquidationSide side,
        int draw,
        HashSet<(int Bar, LiquidationSide Side, int Draw)> seen)
    {
        if (bar < 0 || !seen.Add((bar, side, draw)))
        {
            return;
        }

        var start = series.Bars[bar];
        var week = _sums.Week(start.CloseTime);
        for (var i = 0; i < After.Length; i++)
        {
            var later = bar + (int)Math.Ceiling(After[i] / series.Interval);
            var isThere = later < series.Bars.Count
                && series.Bars[later].CloseTime - start.CloseTime <= After[i] + series.Interval;
            if (isThere)
            {
                var sign = side == LiquidationSide.Shorts ? 1.0 : -1.0;
                var at = (i * Columns) + (draw < 0 ? 0 : 2);
                week[at] += 1.0;
                week[at + 1] += sign * Math.Log(series.Bars[later].Close / start.Close) * 1e4;
            }
        }
    }
}
