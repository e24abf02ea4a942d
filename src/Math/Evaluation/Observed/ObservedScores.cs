using System.Collections.Immutable;

namespace WhaleStack.Quant;

/// <summary>Scores maps by where positions really were, or really were closed by force.</summary>
/// <remarks>
/// Open positions: Spearman's correlation of observed and estimated mass over steps of distance, by side; the earth
/// mover's distance between both as shares, in ln(price), s x sum of |F - G| over steps of s; and the share of observed
/// mass near clusters (<see cref="PlacedClusters"/>). Against clusters placed as at other times, and against a control.
/// Single closings: the last, and the distance to the nearest centre. Intervals draw whole coins for positions, and
/// coins' bars for closings. Source: Y. Rubner, C. Tomasi and L. Guibas, The earth mover's distance as a metric for
/// image retrieval, International Journal of Computer Vision 40, 2000.
/// </remarks>
public static class ObservedScores
{
    // Half of the steps of 1.2 % that snapshots of positions come in.
    private const double PositionsToleranceLog = 0.006;
    private const int Columns = 8;

    /// <summary>Scores models by open positions; none when no series knows the time of any.</summary>
    /// <param name="series">One for each coin.</param>
    /// <param name="models">The models; the first is not special.</param>
    /// <param name="control">The model that knows nothing but where price has been.</param>
    /// <param name="observed">Snapshots.</param>
    /// <param name="options">How.</param>
    public static ImmutableArray<PartScore> OfPositions(
        IReadOnlyList<MarketSeries> series,
        IReadOnlyList<LevelModel> models,
        LevelModel control,
        IReadOnlyList<ObservedLevels> observed,
        EvaluationOptions options)
    {
        ArgumentNullException.ThrowIfNull(control);
        var controls = Moments(series, control, observed, options);
        return
        [
            .. Walked(series, models, observed, options).Select(walked => new PartScore(
                walked.Model.Name,
                string.Empty,
                walked.Moments.Sum(moment => moment.Observed.Levels.Count),
                [
                    .. Scopes(walked.Moments).SelectMany(scope => Positions(
                        scope.Name, scope.Moments, walked.Model.Name == control.Name ? [] : controls, options)),
                ])),
        ];
    }

    /// <summary>Scores models by single positions closed by force; none when no series knows the time of any.</summary>
    /// <param name="series">One for each coin.</param>
    /// <param name="models">The models.</param>
    /// <param name="closings">Positions closed, in any order.</param>
    /// <param name="options">How.</param>
    public static ImmutableArray<PartScore> OfClosings(
        IReadOnlyList<MarketSeries> series,
        IReadOnlyList<LevelModel> models,
        IReadOnlyList<LiquidationEvent> closings,
        EvaluationOptions options)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(closings);
        if (series.Count == 0)
        {
            return [];
        }

        var interval = series[0].Interval.Ticks;
        var observed = closings
            .GroupBy(one => (one.Coin, Bar: one.Time.UtcTicks / interval))
            .Select(bar => new ObservedLevels(
                bar.Key.Coin,
                new DateTimeOffset(bar.Key.Bar * interval, TimeSpan.Zero),
                [.. bar.OrderBy(one => one.Time).Select(one => one.Level)]))
            .ToList();
        return
        [
            .. Walked(series, models, observed, options).Select(walked => new PartScore(
                walked.Model.Name,
                string.Empty,
                walked.Moments.Sum(moment => moment.Observed.Levels.Count),
                [.. Scopes(walked.Moments).SelectMany(scope => Closings(scope.Name, scope.Moments, options))])),
        ];
    }

    private static List<(LevelModel Model, List<ObservedMoment> Moments)> Walked(
        IReadOnlyList<MarketSeries> series,
        IReadOnlyList<LevelModel> models,
        IReadOnlyList<ObservedLevels> observed,
        EvaluationOptions options)
    {
        ArgumentNullException.ThrowIfNull(models);
        return
        [
            .. models.Select(model => (model, Moments(series, model, observed, options)))
                .Where(walked => walked.Item2.Count > 0),
        ];
    }

    private static List<ObservedMoment> Moments(
        IReadOnlyList<MarketSeries> series,
        LevelModel model,
        IReadOnlyList<ObservedLevels> observed,
        EvaluationOptions options)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(observed);
        ArgumentNullException.ThrowIfNull(options);
        return
        [
            .. series.AsParallel().AsOrdered()
                .Select(one => ObservedMoment.Of(one, model, observed, options))
                .ToList()
                .SelectMany(moments => moments),
        ];
    }

    private static IEnumerable<(string Name, List<ObservedMoment> Moments)> Scopes(List<ObservedMoment> moments) =>
    [
        (Finding.AllCoins, moments),
        .. moments.GroupBy(moment => moment.Observed.Coin, StringComparer.Ordinal)
            .Select(coin => (coin.Key, coin.ToList())),
    ];

    private static List<Finding> Positions(
        string scope, List<ObservedMoment> moments, List<ObservedMoment> controls, EvaluationOptions options)
    {
        var coins = moments.Select(moment => moment.Observed.Coin).Distinct(StringComparer.Ordinal).ToList();
        var sums = new WeeklySums(Columns);
        foreach (var moment in moments)
        {
            var unit = sums.Unit(coins.IndexOf(moment.Observed.Coin));
            var control = controls.Find(other => other.Observed == moment.Observed);
            AddMasses(unit, moment, control);
            AddNear(unit[5..], moment, PositionsToleranceLog, isByMass: true);
        }

        var list = new FindingList(scope, sums, options);
        list.Add("rank correlation of mass by distance", TimeSpan.Zero, [1, 0], static sum => sum[0] / sum[1], 0.0, 0);
        list.Add("earth mover's distance, ln(price)", TimeSpan.Zero, [2, 0], static sum => sum[0] / sum[1],
            double.NaN, 0);
        if (controls.Count > 0)
        {
            list.Add("rank correlation, less the control's", TimeSpan.Zero, [1, 3, 0],
                static sum => (sum[0] - sum[1]) / sum[2], 0.0, 0);
            list.Add("earth mover's distance, less the control's", TimeSpan.Zero, [2, 4, 0],
                static sum => (sum[0] - sum[1]) / sum[2], 0.0, 0);
        }

        list.Add("share of mass near clusters", TimeSpan.Zero, [6, 5], static sum => sum[0] / sum[1], double.NaN, 0);
        list.Add("share near, less placed", TimeSpan.Zero, [6, 7, 5], static sum => (sum[0] - sum[1]) / sum[2], 0.0, 0);
        return list.Found;
    }

    private static List<Finding> Closings(string scope, List<ObservedMoment> moments, EvaluationOptions options)
    {
        var sums = new WeeklySums(Columns);
        for (var i = 0; i < moments.Count; i++)
        {
            var unit = sums.Unit(i);
            AddNear(unit, moments[i], toleranceLog: 0.0, isByMass: false);
            foreach (var level in moments[i].Observed.Levels)
            {
                if (PlacedClusters.Distance(moments[i], level) is { } distance)
                {
                    unit[3] += 1.0;
                    unit[4] += distance.Own;
                    unit[5] += distance.Placed;
                }
            }
        }

        var list = new FindingList(scope, sums, options);
        list.Add("share inside clusters", TimeSpan.Zero, [1, 0], static sum => sum[0] / sum[1], double.NaN, 0);
        list.Add("share inside, less placed", TimeSpan.Zero, [1, 2, 0], static sum => (sum[0] - sum[1]) / sum[2],
            0.0, 0);
        list.Add("distance to the nearest centre, ATR", TimeSpan.Zero, [4, 3], static sum => sum[0] / sum[1],
            double.NaN, 3);
        list.Add("distance, less placed, ATR", TimeSpan.Zero, [4, 5, 3], static sum => (sum[0] - sum[1]) / sum[2],
            0.0, 3);
        return list.Found;
    }

    private static void AddNear(Span<double> unit, ObservedMoment moment, double toleranceLog, bool isByMass)
    {
        var all = isByMass ? moment.Observed.Levels.Sum(level => level.MassQuote) : 1.0;
        foreach (var level in moment.Observed.Levels)
        {
            if (PlacedClusters.Near(moment, level, toleranceLog) is { } near)
            {
                var weight = isByMass ? level.MassQuote / all : 1.0;
                unit[0] += weight;
                unit[1] += weight * near.Own;
                unit[2] += weight * near.Placed;
            }
        }
    }

    private static void AddMasses(Span<double> unit, ObservedMoment moment, ObservedMoment? control)
    {
        foreach (var side in (LiquidationSide[])[LiquidationSide.Longs, LiquidationSide.Shorts])
        {
            var seen = moment.ObservedMass(side);
            var own = Compare(seen, moment.Masses[side]);
            var other = control is null ? own : Compare(seen, control.Masses[side]);
            if (own is { } a && other is { } b)
            {
                unit[0] += 1.0;
                unit[1] += a.Correlation;
                unit[2] += a.Distance;
                unit[3] += b.Correlation;
                unit[4] += b.Distance;
            }
        }
    }

    private static (double Correlation, double Distance)? Compare(double[] seen, double[] estimated)
    {
        var (all, estimatedAll) = (seen.Sum(), estimated.Sum());
        if (all <= 0.0 || estimatedAll <= 0.0)
        {
            return null;
        }

        var (ahead, moved) = (0.0, 0.0);
        for (var i = 0; i < seen.Length; i++)
        {
            ahead += (seen[i] / all) - (estimated[i] / estimatedAll);
            moved += Math.Abs(ahead) * ObservedMoment.StepLog;
        }

        var correlation = Ranks.Correlation(seen, estimated);
        return double.IsFinite(correlation) ? (correlation, moved) : null;
    }
}
