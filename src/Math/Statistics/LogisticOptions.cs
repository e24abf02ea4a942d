using System.Collections.Immutable;

namespace WhaleStack.Quant;

/// <summary>How a logistic model is fitted.</summary>
/// <param name="Ridge">Penalty on the squared coefficients of the standardised features, [1e-9, 1e9]; never on the
/// intercept. Above 0, so that there is one finite best fit, even when a feature tells the outcomes apart.</param>
/// <param name="StepsMax">Most Newton steps, 1 to 10,000.</param>
/// <param name="Tolerance">Done when no coefficient of a standardised feature moves by more than this, [1e-14,
/// 1].</param>
public sealed record LogisticOptions(double Ridge = 1e-3, int StepsMax = 100, double Tolerance = 1e-10)
    : IValidatedOptions
{
    /// <inheritdoc/>
    public ImmutableArray<string> Validate() => new Mistakes()
        .Within("ridge", Ridge, 1e-9, 1e9)
        .Within("steps_max", StepsMax, 1, 10_000)
        .Within("tolerance", Tolerance, 1e-14, 1.0)
        .Found;
}
