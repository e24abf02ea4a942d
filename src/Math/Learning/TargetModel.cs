using System.Collections.Immutable;

namespace WhaleStack.Quant;

/// <summary>Predicts which level price reaches, by when, with what probability, and why.</summary>
/// <remarks>
/// Formula: p = 1 / (1 + e^-u), u = a + sum c_k x_k, for each horizon; reason k is c_k (x_k - its mean).
/// Where: x = <see cref="LevelFeatures"/>, a, c = fitted by <see cref="LogisticRegression"/> on levels of all coins
/// alike, so that it fits coins that it never saw. Unit: log-odds. Range: p in (0, 1). Source: ours; how well it does
/// is in docs/evaluation.md. Warm-up: that of <see cref="MarketTracker"/>. Cost: O(levels x features).
/// </remarks>
public sealed class TargetModel
{
    private const int ReasonsMax = 4;
    private readonly TargetModelOptions _options;

    /// <summary>Makes one of fitted parameters.</summary>
    /// <exception cref="ArgumentException">The parameters have mistakes; the message names all.</exception>
    public TargetModel(TargetModelOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Validate() is { Length: > 0 } mistakes)
        {
            throw new ArgumentException(string.Join(' ', mistakes), nameof(options));
        }

        _options = options;
    }

    /// <summary>
    /// Fits parameters on all levels whose decisions were made by a time and whose outcome is known; null when they are
    /// fewer than <see cref="WalkForward.RowsMin"/>.
    /// </summary>
    /// <param name="table">The levels.</param>
    /// <param name="levels">Name of the model of levels.</param>
    /// <param name="fittedOn">Which data, in words.</param>
    /// <param name="until">Last time of a decision.</param>
    /// <param name="options">Horizons.</param>
    public static TargetModelOptions? Fit(
        ReachTable table, string levels, string fittedOn, DateTimeOffset until, EvaluationOptions options)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(options);
        var horizons = ImmutableArray.CreateBuilder<TargetHorizon>();
        var rows = 0;
        for (var i = 0; i < options.Horizons.Length; i++)
        {
            TargetHorizon? fitted = null;
            var columns = LevelFeatures.Target(options.Horizons[i]);
            WalkForward.Train(table, columns, i, until, (features, width, outcomes) =>
            {
                (fitted, rows) = (Fit(options.Horizons[i], columns, features, outcomes), outcomes.Length);
                return static _ => double.NaN;
            });
            if (fitted is null)
            {
                return null;
            }

            horizons.Add(fitted);
        }

        return new TargetModelOptions(
            TargetModelOptions.VersionNow, levels, fittedOn, until + options.HorizonLong, rows, horizons.ToImmutable());
    }

    /// <summary>The predictions for the levels of a decision: by horizon, the likeliest first.</summary>
    public ImmutableArray<TargetPrediction> Predict(Decision decision)
    {
        ArgumentNullException.ThrowIfNull(decision);
        var features = new double[LevelFeatures.Count];
        var predictions = new List<TargetPrediction>();
        for (var i = 0; i < decision.Levels.Length; i++)
        {
            LevelFeatures.Write(decision, i, features);
            predictions.AddRange(_options.Horizons.Select(horizon => Of(horizon, decision.Levels[i], features)));
        }

        return
        [
            .. predictions.OrderBy(prediction => prediction.Horizon)
                .ThenByDescending(prediction => prediction.Probability)
                .ThenBy(prediction => prediction.Level.Price),
        ];
    }

    private static TargetPrediction Of(TargetHorizon horizon, EvaluatedLevel level, double[] features)
    {
        var logOdds = horizon.Intercept;
        var reasons = new List<TargetReason>();
        foreach (var weight in horizon.Weights)
        {
            var value = features[LevelFeatures.Names.IndexOf(weight.Feature)];
            logOdds += weight.Weight * value;
            reasons.Add(new TargetReason(weight.Feature, value, weight.Weight * (value - weight.Mean)));
        }

        return new TargetPrediction(
            level,
            horizon.Horizon,
            LogisticModel.Sigmoid(logOdds),
            [.. reasons.OrderByDescending(reason => Math.Abs(reason.LogOdds)).Take(ReasonsMax)]);
    }

    private static TargetHorizon Fit(
        TimeSpan horizon, ImmutableArray<int> columns, double[] features, bool[] outcomes)
    {
        var width = columns.Length;
        var fit = LogisticRegression.Fit(features, width, outcomes, new LogisticOptions(WalkForward.Ridge));
        return new TargetHorizon(
            horizon,
            fit.Model.Intercept,
            [
                .. Enumerable.Range(0, width).Select(k => new TargetWeight(
                    LevelFeatures.Names[columns[k]],
                    fit.Model.Coefficients[k],
                    Enumerable.Range(0, outcomes.Length).Average(row => features[(row * width) + k]))),
            ]);
    }
}
