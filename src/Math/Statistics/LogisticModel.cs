using System.Collections.Immutable;

namespace WhaleStack.Quant;

/// <summary>The probability of an event as a logistic function of features.</summary>
/// <remarks>
/// Formula: p = 1 / (1 + e^-u), u = a + sum c_k x_k. Where: a = intercept, c = coefficients, x = features.
/// Unit: u is a log-odds. Range: p in [0, 1]. Source: the usual definition (T. Hastie, R. Tibshirani and J. Friedman,
/// The Elements of Statistical Learning, section 4.4). Warm-up: none. Cost: O(features).
/// </remarks>
/// <param name="Intercept">Log-odds when all features are 0.</param>
/// <param name="Coefficients">Log-odds for one unit of each feature.</param>
public sealed record LogisticModel(double Intercept, ImmutableArray<double> Coefficients)
{
    /// <summary>The probability, 0 to 1.</summary>
    /// <exception cref="ArgumentException">Not one finite value for each coefficient.</exception>
    public double Probability(ReadOnlySpan<double> features) => Sigmoid(LogOdds(features));

    /// <summary>The log-odds; the part of feature k is its value times its coefficient.</summary>
    /// <exception cref="ArgumentException">Not one finite value for each coefficient.</exception>
    public double LogOdds(ReadOnlySpan<double> features)
    {
        Argument.SameLength(features.Length, Coefficients.Length);
        Argument.Finite(features);
        var logOdds = Intercept;
        for (var k = 0; k < features.Length; k++)
        {
            logOdds += Coefficients[k] * features[k];
        }

        return logOdds;
    }

    /// <summary>The probability of log-odds, without overflow at either end.</summary>
    public static double Sigmoid(double logOdds)
    {
        var small = Math.Exp(-Math.Abs(logOdds));
        return logOdds >= 0.0 ? 1.0 / (1.0 + small) : small / (1.0 + small);
    }
}
