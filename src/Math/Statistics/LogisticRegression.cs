using System.Collections.Immutable;

namespace WhaleStack.Quant;

/// <summary>Fits a logistic model to outcomes.</summary>
/// <remarks>
/// Formula: maximise sum [o u - ln(1 + e^u)] - (r / 2) sum c_k^2 by Newton steps (iteratively reweighted least
/// squares), (Z'WZ + r I) step = Z'(o - p) - r c, W = p(1 - p), each halved until the target rises.
/// Where: Z = features less their mean over their standard deviation, and a column of 1 without penalty, o = outcomes,
/// p = present probabilities, c = coefficients, u = log-odds, r = ridge. Unit: log-odds. Range: finite.
/// Source: T. Hastie, R. Tibshirani and J. Friedman, The Elements of Statistical Learning, sections 4.4.1 and 4.4.4;
/// S. le Cessie and J. van Houwelingen, Ridge estimators in logistic regression, Applied Statistics 41, 1992.
/// Warm-up: one outcome. Cost: O(n k^2) a step; seldom more than ten steps.
/// When all outcomes are the same, the intercept alone has no finite best value: one half of an outcome of the other
/// kind is then assumed, the coefficients are 0.
/// </remarks>
public static class LogisticRegression
{
    /// <summary>Most features.</summary>
    public const int FeaturesMax = 1_000;

    /// <summary>Fits.</summary>
    /// <param name="features">Row after row, each <paramref name="width"/> values.</param>
    /// <param name="width">Features of one row, 1 to <see cref="FeaturesMax"/>.</param>
    /// <param name="outcomes">One a row.</param>
    /// <param name="options">How.</param>
    /// <exception cref="ArgumentException">No rows, lengths that do not fit, a feature that is not finite, or bad
    /// options.</exception>
    public static LogisticFit Fit(
        ReadOnlySpan<double> features, int width, ReadOnlySpan<bool> outcomes, LogisticOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Argument.Count(width, 1, FeaturesMax);
        Argument.Count(outcomes.Length, 1, int.MaxValue);
        Argument.SameLength(features.Length, checked(width * outcomes.Length));
        Argument.Finite(features);
        if (options.Validate() is [var mistake, ..])
        {
            throw new ArgumentException(mistake, nameof(options));
        }

        var hits = outcomes.Count(true);
        return hits == 0 || hits == outcomes.Length
            ? Constant(hits, outcomes.Length, width)
            : Fit(Standardised.Of(features, width), outcomes.ToArray(), options);
    }

    private static LogisticFit Constant(int hits, int count, int width)
    {
        var share = Math.Clamp(hits / (double)count, 0.5 / (count + 0.5), count / (count + 0.5));
        var intercept = Math.Log(share / (1.0 - share));
        var zeros = ImmutableArray.Create(new double[width]);
        return new LogisticFit(
            new LogisticModel(intercept, zeros), zeros, count * Math.Log(Math.Max(share, 1.0 - share)), 0, true);
    }

    private static LogisticFit Fit(Standardised rows, bool[] outcomes, LogisticOptions options)
    {
        var newton = new LogisticNewton(rows, outcomes, options.Ridge);
        var steps = 0;
        var moved = double.PositiveInfinity;
        while (steps < options.StepsMax && moved > options.Tolerance)
        {
            moved = newton.Step();
            steps++;
        }

        var (weights, errors) = (newton.Weights, newton.StandardErrors());
        var width = rows.Width;
        var coefficients = new double[width];
        var intercept = weights[width];
        for (var k = 0; k < width; k++)
        {
            coefficients[k] = weights[k] / rows.Scales[k];
            errors[k] = rows.IsConstant(k) ? 0.0 : errors[k] / rows.Scales[k];
            intercept -= coefficients[k] * rows.Means[k];
        }

        return new LogisticFit(
            new LogisticModel(intercept, [.. coefficients]),
            [.. errors],
            newton.LogLikelihood,
            steps,
            moved <= options.Tolerance);
    }
}
