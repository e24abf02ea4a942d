namespace WhaleStack.Quant;

/// <summary>Scores models of levels on recorded series. Pure: the same series, models and options give the same
/// scores.</summary>
public static class Evaluator
{
    /// <summary>Scores one model on series with bars of one length.</summary>
    /// <param name="series">One for each coin.</param>
    /// <param name="model">The model.</param>
    /// <param name="options">How.</param>
    /// <param name="stop">Gives up between two coins.</param>
    /// <exception cref="ArgumentException">No series, bars of different length, two of one coin, or bad
    /// options.</exception>
    public static ModelScore Score(
        IReadOnlyList<MarketSeries> series,
        LevelModel model,
        EvaluationOptions options,
        CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        Check(series, options);
        var runs = series.AsParallel().AsOrdered().WithCancellation(stop)
            .Select(one => Run(one, model, options))
            .ToList();
        var table = ReachTable.Of([.. runs.Select(run => (run.Series, run.Decisions))], options);
        var (reach, curves) = ReachScore.Of(table, [.. series.Select(one => one.Coin)], options);
        var lift = LiftScore.Sum(runs.Select(run => run.Lift), options);
        var findings = lift.Findings()
            .Concat(SideFirstScore.Sum(runs.Select(run => run.Side), options).Findings())
            .Concat(SweepScore.Sum(runs.Select(run => run.Sweeps), options).Findings())
            .Concat(LiquidationScore.Sum(runs.Select(run => run.Liquidations), options).Findings())
            .Concat(runs.SelectMany(run => run.Lift.Findings()))
            .Concat(runs.SelectMany(run => run.Side.Findings()))
            .Concat(runs.SelectMany(run => run.Sweeps.Findings()))
            .Concat(runs.SelectMany(run => run.Liquidations.Findings()))
            .Concat(reach);
        stop.ThrowIfCancellationRequested();
        return new ModelScore(
            model.Name,
            series[0].Interval,
            [.. series.Select(one => one.Coin)],
            runs.Sum(run => (long)run.Decisions.Count),
            [.. findings],
            [.. lift.ByDistance(0, 2)],
            [.. lift.ByDistance(0, 3)],
            curves,
            runs.Select(run => run.LookAhead).Aggregate((a, b) => a.And(b)),
            CheckPredictions(series, model, table, options));
    }

    /// <summary>The levels of all series with their features and outcomes: what a prediction is fitted on.</summary>
    /// <exception cref="ArgumentException">As for <see cref="Score"/>.</exception>
    public static ReachTable Table(IReadOnlyList<MarketSeries> series, LevelModel model, EvaluationOptions options)
    {
        Check(series, options);
        return ReachTable.Of([.. series.Select(one => (one, Decisions.Of(one, model, options)))], options);
    }

    private static CoinRun Run(MarketSeries series, LevelModel model, EvaluationOptions options)
    {
        var decisions = Decisions.Of(series, model, options);
        var outcomes = Outcome.Of(series, decisions, options);
        var pool = new DistancePool(decisions, options);
        return new CoinRun(
            series,
            decisions,
            LiftScore.Of(series.Coin, outcomes, pool, options),
            SideFirstScore.Of(series.Coin, outcomes, options),
            SweepScore.Of(series, outcomes, pool, options),
            LiquidationScore.Of(series, model, options),
            LookAhead.Check(series, model, decisions, options));
    }

    /// <summary>Cuts all series at one time, fits again, and compares the probabilities up to then bit for
    /// bit.</summary>
    private static LookAhead CheckPredictions(
        IReadOnlyList<MarketSeries> series, LevelModel model, ReachTable whole, EvaluationOptions options)
    {
        if (whole.Count == 0)
        {
            return new LookAhead(0, 0, FirstDifference: null);
        }

        // In the later half, where there are models to compare.
        var middle = whole.Count / 2;
        var time = whole.TimeOf(middle + new SeededRandom(options.Seed).NextBelow(whole.Count - middle));
        var cut = series.Select(one => one.Until(time)).Where(one => one.Bars.Count > 0)
            .AsParallel().AsOrdered()
            .Select(one => (one, Decisions.Of(one, model, options)))
            .ToList();
        var table = ReachTable.Of(cut, options);
        var after = WalkForward.Predict(table, LevelFeatures.All, 0, options, WalkForward.Logistic);
        var before = WalkForward.Predict(whole, LevelFeatures.All, 0, options, WalkForward.Logistic);
        var compared = 0;
        for (var row = 0; row < after.Length; row++)
        {
            if (BitConverter.DoubleToInt64Bits(after[row]) != BitConverter.DoubleToInt64Bits(before[row]))
            {
                return new LookAhead(1, compared, FormattableString.Invariant(
                    $"{model.Name}: a probability of {table.TimeOf(row):yyyy-MM-dd HH:mm} differs when data after ")
                    + FormattableString.Invariant($"{time:yyyy-MM-dd HH:mm} is not there."));
            }

            compared += double.IsFinite(after[row]) ? 1 : 0;
        }

        return new LookAhead(1, compared, FirstDifference: null);
    }

    private static void Check(IReadOnlyList<MarketSeries> series, EvaluationOptions options)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Validate() is { Length: > 0 } mistakes)
        {
            throw new ArgumentException(string.Join(' ', mistakes), nameof(options));
        }

        if (series.Count == 0 || series.Any(one => one.Bars.Count == 0 || one.Interval != series[0].Interval)
            || series.DistinctBy(one => one.Coin, StringComparer.Ordinal).Count() != series.Count)
        {
            throw new ArgumentException(
                "Must be one series or more, with bars of one length, each of another coin.", nameof(series));
        }
    }

    private sealed record CoinRun(
        MarketSeries Series,
        IReadOnlyList<Decision> Decisions,
        LiftScore Lift,
        SideFirstScore Side,
        SweepScore Sweeps,
        LiquidationScore Liquidations,
        LookAhead LookAhead);
}
