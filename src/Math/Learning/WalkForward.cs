using System.Collections.Immutable;

namespace WhaleStack.Quant;

/// <summary>Predictions that are made with nothing but the past: a model for each fold, fitted on what was over before
/// it began.</summary>
/// <remarks>
/// A row may be learned from once its horizon has ended before the fold starts, so no outcome of a fold reaches its own
/// model. Folds without <see cref="RowsMin"/> such rows have no prediction. Of more than <see cref="RowsMax"/> rows the
/// latest are used.
/// </remarks>
public static class WalkForward
{
    /// <summary>Fewest rows that a model is fitted on.</summary>
    public const int RowsMin = 500;

    /// <summary>Most rows.</summary>
    public const int RowsMax = 40_000;

    /// <summary>Ridge of the fits: light, to keep features that are nearly alike from running away.</summary>
    public const double Ridge = 10.0;

    /// <summary>The probability of each row; NaN where there is no model yet.</summary>
    /// <param name="table">The rows.</param>
    /// <param name="columns">Features that the model may look at.</param>
    /// <param name="horizon">0 the short one, 1 the long one.</param>
    /// <param name="options">Folds.</param>
    /// <param name="fit">Fits a model and gives back what predicts a row.</param>
    public static double[] Predict(
        ReachTable table,
        ImmutableArray<int> columns,
        int horizon,
        EvaluationOptions options,
        Func<double[], int, bool[], RowPredictor> fit)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(fit);
        var probabilities = Unknown(table);
        Predict(table, columns, horizon, options, fit, leftOut: null, probabilities);
        return probabilities;
    }

    /// <summary>
    /// The probability of each row by a model that was fitted on the past of the other coins alone; NaN where there is
    /// none, as when there is but one coin.
    /// </summary>
    /// <param name="table">The rows.</param>
    /// <param name="columns">Features that the model may look at.</param>
    /// <param name="horizon">0 the short one, 1 the long one.</param>
    /// <param name="options">Folds.</param>
    /// <param name="fit">Fits a model and gives back what predicts a row.</param>
    public static double[] PredictLeftOut(
        ReachTable table,
        ImmutableArray<int> columns,
        int horizon,
        EvaluationOptions options,
        Func<double[], int, bool[], RowPredictor> fit)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(fit);
        var probabilities = Unknown(table);
        var coins = Enumerable.Range(0, table.Count).Select(table.CoinOf).Distinct().ToList();

        // Each coin writes to rows of its own.
        Parallel.ForEach(
            coins, coin => Predict(table, columns, horizon, options, fit, leftOut: coin, probabilities));
        return probabilities;
    }

    private static double[] Unknown(ReachTable table)
    {
        var probabilities = new double[table.Count];
        Array.Fill(probabilities, double.NaN);
        return probabilities;
    }

    private static void Predict(
        ReachTable table,
        ImmutableArray<int> columns,
        int horizon,
        EvaluationOptions options,
        Func<double[], int, bool[], RowPredictor> fit,
        int? leftOut,
        double[] probabilities)
    {
        var features = new double[columns.Length];
        RowPredictor? model = null;
        int? lastFold = null;
        for (var row = 0; row < table.Count; row++)
        {
            if (leftOut is { } only && table.CoinOf(row) != only)
            {
                continue;
            }

            var fold = options.FoldOf(table.TimeOf(row));
            if (fold != lastFold)
            {
                model = Train(table, columns, horizon, options.StartOf(fold) - options.Horizons[horizon], fit, leftOut);
                lastFold = fold;
            }

            if (model is not null)
            {
                Pick(table.FeaturesOf(row), columns, features);
                probabilities[row] = model(features);
            }
        }
    }

    /// <summary>A logistic model of rows.</summary>
    public static RowPredictor Logistic(double[] features, int width, bool[] outcomes)
    {
        var model = LogisticRegression.Fit(features, width, outcomes, new LogisticOptions(Ridge)).Model;
        return row => model.Probability(row);
    }

    /// <summary>Fits on all rows whose decision was made no later than a time and whose outcome is known; null when
    /// they are too few.</summary>
    /// <param name="table">The rows.</param>
    /// <param name="columns">Features that the model may look at.</param>
    /// <param name="horizon">0 the short one, 1 the long one.</param>
    /// <param name="decidedUntil">Time of the last decision to learn from.</param>
    /// <param name="fit">Fits a model.</param>
    /// <param name="leftOut">A coin not to learn from; null for none.</param>
    public static RowPredictor? Train(
        ReachTable table,
        ImmutableArray<int> columns,
        int horizon,
        DateTimeOffset decidedUntil,
        Func<double[], int, bool[], RowPredictor> fit,
        int? leftOut = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(fit);
        var rows = new List<int>();
        for (var row = 0; row < table.Count && table.TimeOf(row) <= decidedUntil; row++)
        {
            if (table.OutcomeOf(row, horizon) is not null && table.CoinOf(row) != leftOut)
            {
                rows.Add(row);
            }
        }

        if (rows.Count < RowsMin)
        {
            return null;
        }

        rows.RemoveRange(0, Math.Max(0, rows.Count - RowsMax));
        var features = new double[rows.Count * columns.Length];
        var outcomes = new bool[rows.Count];
        for (var i = 0; i < rows.Count; i++)
        {
            Pick(table.FeaturesOf(rows[i]), columns, features.AsSpan(i * columns.Length, columns.Length));
            outcomes[i] = table.OutcomeOf(rows[i], horizon)!.Value;
        }

        return fit(features, columns.Length, outcomes);
    }

    private static void Pick(ReadOnlySpan<double> all, ImmutableArray<int> columns, Span<double> picked)
    {
        for (var i = 0; i < columns.Length; i++)
        {
            picked[i] = all[columns[i]];
        }
    }
}
