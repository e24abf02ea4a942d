namespace WhaleStack.Quant;

/// <summary>How good predicted probabilities of yes-or-no events are.</summary>
/// <remarks>
/// Formula: B = (1/n) sum (p - o)^2; skill S = 1 - B / B(reference). Log loss: -(1/n) sum ln(o ? p : 1 - p).
/// Where: p = predicted probability, o = 1 when it happened, otherwise 0, n = predictions. Unit: none.
/// Range: B in [0, 1], 0 is best; S at most 1, 0 is as good as the reference; log loss from 0 to infinity.
/// Source: G. Brier, Verification of forecasts expressed in terms of probability, Monthly Weather Review 78, 1950 (half
/// of his sum over two classes). Warm-up: one prediction. Cost: O(n).
/// </remarks>
public static class BrierScore
{
    /// <summary>The score; 0 is best.</summary>
    /// <exception cref="ArgumentException">No prediction, one outside [0, 1], or not one outcome each.</exception>
    public static double Of(ReadOnlySpan<double> probabilities, ReadOnlySpan<bool> outcomes)
    {
        Check(probabilities, outcomes);
        var sum = 0.0;
        for (var i = 0; i < probabilities.Length; i++)
        {
            sum += OfOne(probabilities[i], outcomes[i]);
        }

        return sum / probabilities.Length;
    }

    /// <summary>The score of one prediction, to be averaged.</summary>
    public static double OfOne(double probability, bool happened)
    {
        var miss = (happened ? 1.0 : 0.0) - probability;
        return miss * miss;
    }

    /// <summary>The skill against another forecaster of the same events; null when that one was perfect.</summary>
    /// <exception cref="ArgumentException">No prediction, one outside [0, 1], or lengths differ.</exception>
    public static double? Skill(
        ReadOnlySpan<double> probabilities, ReadOnlySpan<double> reference, ReadOnlySpan<bool> outcomes)
    {
        var score = Of(probabilities, outcomes);
        var other = Of(reference, outcomes);
        return other > 0.0 ? 1.0 - (score / other) : null;
    }

    /// <summary>The skill against always saying the share of events that happened; null when all or none did.</summary>
    /// <exception cref="ArgumentException">No prediction, one outside [0, 1], or not one outcome each.</exception>
    public static double? Skill(ReadOnlySpan<double> probabilities, ReadOnlySpan<bool> outcomes)
    {
        var score = Of(probabilities, outcomes);
        var share = (double)outcomes.Count(true) / outcomes.Length;
        var uncertainty = share * (1.0 - share);
        return uncertainty > 0.0 ? 1.0 - (score / uncertainty) : null;
    }

    /// <summary>The log loss, in nats; infinite when something happened that was called impossible.</summary>
    /// <exception cref="ArgumentException">No prediction, one outside [0, 1], or not one outcome each.</exception>
    public static double LogLoss(ReadOnlySpan<double> probabilities, ReadOnlySpan<bool> outcomes)
    {
        Check(probabilities, outcomes);
        var sum = 0.0;
        for (var i = 0; i < probabilities.Length; i++)
        {
            sum -= Math.Log(outcomes[i] ? probabilities[i] : 1.0 - probabilities[i]);
        }

        return sum / probabilities.Length;
    }

    internal static void Check(ReadOnlySpan<double> probabilities, ReadOnlySpan<bool> outcomes)
    {
        Argument.Count(probabilities.Length, 1, int.MaxValue);
        Argument.SameLength(outcomes.Length, probabilities.Length);
        for (var i = 0; i < probabilities.Length; i++)
        {
            if (!(probabilities[i] >= 0.0 && probabilities[i] <= 1.0))
            {
                Argument.Refuse($"{nameof(probabilities)}[{i}]", probabilities[i], "Must lie in [0, 1].");
            }
        }
    }
}
