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
        var swept = SweptMass.Of(series, model, options);
        score.Add(swept, LiquidationSide.Longs);
        score.Add(swept, LiquidationSide.Shorts);

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

    private void Add(IReadOnlyList<SweptMass> sweeps, LiquidationSide side)
    {
        var mass = Ranks.Of([.. sweeps.Select(sweep => sweep.MassOf(side))]);
        var closed = Ranks.Of([.. sweeps.Select(sweep => sweep.ClosedOf(side))]);
        var way = Ranks.Of([.. sweeps.Select(sweep => sweep.WayOf(side))]);
        var turnover = Ranks.Of([.. sweeps.Select(sweep => sweep.TurnoverQuote)]);
        var range = Ranks.Of([.. sweeps.Select(sweep => sweep.RangeLog)]);
        for (var i = 0; i < sweeps.Count; i++)
        {
            CrossMoments.Add(
                _sums.Week(sweeps[i].Interval.Start), [mass[i], closed[i], way[i], turnover[i], range[i]]);
        }
    }

    private static double Plain(double[] sum, int x, int y) => CrossMoments.Correlation(sum, Variables, x, y);
}
