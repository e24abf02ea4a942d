using System.Collections.Immutable;

namespace WhaleStack.Quant;

/// <summary>How good walk-forward probabilities are that a level is reached, and whether mass adds to
/// distance.</summary>
/// <remarks>
/// Formula: Brier skill S = 1 - B(model) / B(reference), both from models fitted on the past alone. Distance alone is
/// the
/// reference for mass; distance and market that for all features, so that mass must add to everything else. Intervals
/// draw whole weeks. Unit: none. Range: at most 1; 0 when nothing is added. Source: <see cref="BrierScore"/>.
/// </remarks>
internal sealed class ReachScore
{
    private const int Kinds = 6;
    private const int LeftOut = Kinds + 1;
    private const int Columns = LeftOut + 3;
    private readonly string _scope;
    private readonly EvaluationOptions _options;
    private readonly WeeklySums _sums;

    private ReachScore(string scope, EvaluationOptions options) =>
        (_scope, _options, _sums) = (scope, options, new WeeklySums(Columns * options.Horizons.Length));

    /// <summary>The scores of each coin, and of all.</summary>
    public static (IReadOnlyList<Finding> Findings, ImmutableArray<CalibrationCurve> Curves) Of(
        ReachTable table, IReadOnlyList<string> coins, EvaluationOptions options)
    {
        var scores = coins.Append(Finding.AllCoins).Select(coin => new ReachScore(coin, options)).ToList();
        var curves = ImmutableArray.CreateBuilder<CalibrationCurve>();
        for (var horizon = 0; horizon < options.Horizons.Length; horizon++)
        {
            var distance = Predict(table, LevelFeatures.Distance, horizon, options);
            var mass = Predict(table, LevelFeatures.DistanceAndMass, horizon, options);
            var market = Predict(table, LevelFeatures.AllButMass, horizon, options);
            var all = Predict(table, LevelFeatures.All, horizon, options);
            var share = Shares(table, horizon, options);
            var columns = LevelFeatures.Target(options.Horizons[horizon]);
            var target = Predict(table, columns, horizon, options);
            var leftOut = WalkForward.PredictLeftOut(table, columns, horizon, options, WalkForward.Logistic);
            for (var row = 0; row < table.Count; row++)
            {
                if (table.OutcomeOf(row, horizon) is { } reached && double.IsFinite(all[row]))
                {
                    double[] probabilities =
                    [
                        distance[row], mass[row], market[row], all[row], share[row], target[row],
                    ];
                    scores[table.CoinOf(row)].Add(table.TimeOf(row), horizon, probabilities, leftOut[row], reached);
                    scores[^1].Add(table.TimeOf(row), horizon, probabilities, leftOut[row], reached);
                }
            }

            curves.Add(CurveOf("distance alone", table, distance, horizon, options));
            curves.Add(CurveOf("whale target", table, target, horizon, options));
            curves.Add(CurveOf("whale target, coin left out", table, leftOut, horizon, options));
        }

        return ([.. scores.SelectMany(score => score.Findings())], [.. curves.Where(curve => !curve.Bins.IsEmpty)]);
    }

    private static double[] Predict(
        ReachTable table, ImmutableArray<int> columns, int horizon, EvaluationOptions options) =>
        WalkForward.Predict(table, columns, horizon, options, WalkForward.Logistic);

    /// <summary>The share of levels reached so far, walk-forward too: what one says who knows no level.</summary>
    private static double[] Shares(ReachTable table, int horizon, EvaluationOptions options) => WalkForward.Predict(
        table,
        LevelFeatures.Distance,
        horizon,
        options,
        (_, _, outcomes) =>
        {
            var share = outcomes.Count(reached => reached) / (double)outcomes.Length;
            return _ => share;
        });

    private static CalibrationCurve CurveOf(
        string name, ReachTable table, double[] probabilities, int horizon, EvaluationOptions options)
    {
        var rows = Enumerable.Range(0, table.Count)
            .Where(row => double.IsFinite(probabilities[row]) && table.OutcomeOf(row, horizon) is not null)
            .ToArray();
        return new CalibrationCurve(
            name,
            options.Horizons[horizon],
            rows.Length == 0
                ? []
                : Calibration.ByWidth(
                    [.. rows.Select(row => probabilities[row])],
                    [.. rows.Select(row => table.OutcomeOf(row, horizon)!.Value)]).Bins);
    }

    private void Add(DateTimeOffset time, int horizon, double[] probabilities, double leftOut, bool reached)
    {
        var week = _sums.Week(time)[(horizon * Columns)..];
        for (var kind = 0; kind < Kinds; kind++)
        {
            week[kind] += BrierScore.OfOne(probabilities[kind], reached);
        }

        week[Kinds] += 1.0;
        if (double.IsFinite(leftOut))
        {
            week[LeftOut] += BrierScore.OfOne(leftOut, reached);
            week[LeftOut + 1] += BrierScore.OfOne(probabilities[0], reached);
            week[LeftOut + 2] += 1.0;
        }
    }

    private List<Finding> Findings()
    {
        var list = new FindingList(_scope, _sums, _options);
        for (var h = 0; h < _options.Horizons.Length; h++)
        {
            var at = h * Columns;
            AddSkill(list, "Brier skill, distance over none", h, at, at + 4, nullValue: double.NaN);
            AddSkill(list, "Brier skill, mass over distance", h, at + 1, at);
            AddSkill(list, "Brier skill, market over distance", h, at + 2, at);
            AddSkill(list, "Brier skill, mass over distance and market", h, at + 3, at + 2);
            AddSkill(list, "Brier skill, all over distance", h, at + 3, at);
            AddSkill(list, "Brier skill, whale target over distance", h, at + 5, at);
            list.Add("Brier skill, whale target over distance, coin left out", _options.Horizons[h],
                [at + LeftOut, at + LeftOut + 1], static sum => 1.0 - (sum[0] / sum[1]), 0.0, at + LeftOut + 2);
            list.Add("Brier score, whale target", _options.Horizons[h], [at + 5, at + Kinds],
                static sum => sum[0] / sum[1], double.NaN, at + Kinds);
        }

        return list.Found;
    }

    private void AddSkill(
        FindingList list, string name, int horizon, int model, int reference, double nullValue = 0.0) => list.Add(
        name,
        _options.Horizons[horizon],
        [model, reference],
        static sum => 1.0 - (sum[0] / sum[1]),
        nullValue,
        (horizon * Columns) + Kinds);
}
