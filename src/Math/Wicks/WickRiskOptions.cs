using System.Collections.Immutable;

namespace WhaleStack.Quant;

/// <summary>How wicks and stop hunts become a risk score.</summary>
/// <param name="FullFraction">A long wick of this fraction of the price is full risk, (0, 1].</param>
/// <param name="HuntWeight">Weight of stop hunts in the score, [0, 1]; the rest is that of wicks.</param>
/// <param name="HuntShareFull">Share of candles that are stop hunts at which their part is full, (0, 1].</param>
public sealed record WickRiskOptions(double FullFraction, double HuntWeight, double HuntShareFull) : IValidatedOptions
{
    /// <inheritdoc/>
    public ImmutableArray<string> Validate() => new Mistakes()
        .Above("full_fraction", FullFraction, 0.0, 1.0)
        .Within("hunt_weight", HuntWeight, 0.0, 1.0)
        .Above("hunt_share_full", HuntShareFull, 0.0, 1.0)
        .Found;
}
