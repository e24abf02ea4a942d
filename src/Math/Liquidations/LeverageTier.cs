using System.Collections.Immutable;

namespace WhaleStack.Quant;

/// <summary>One group of positions that the heatmap assumes: how many use this leverage, and how long they
/// live.</summary>
/// <param name="Leverage">Notional over margin, 1 to 200.</param>
/// <param name="WeightFraction">Share of the opened notional, 0 to 1; the weights of all tiers sum to 1.</param>
/// <param name="HalfLife">Time after which half of the positions are closed by their owners, 1 minute to 365
/// days.</param>
public sealed record LeverageTier(double Leverage, double WeightFraction, TimeSpan HalfLife) : IValidatedOptions
{
    /// <inheritdoc/>
    public ImmutableArray<string> Validate() => new Mistakes()
        .Above("leverage", Leverage, 1.0, 200.0)
        .Within("weight_fraction", WeightFraction, 0.0, 1.0)
        .Within("half_life", HalfLife, TimeSpan.FromMinutes(1), TimeSpan.FromDays(365))
        .Found;
}
