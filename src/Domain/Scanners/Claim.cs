using System.Collections.Immutable;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Scanners;

/// <summary>What a scanner makes of a coin, before it is a signal.</summary>
/// <param name="Label">What exactly, within the signal's type, such as <c>up</c>.</param>
/// <param name="Direction">Where price is expected to go; null for information.</param>
/// <param name="ConfidenceFraction">How sure, above 0, at most 1.</param>
/// <param name="Reasons">Why, for a person.</param>
internal sealed record Claim(
    string Label, Side? Direction, double ConfidenceFraction, ImmutableArray<string> Reasons)
{
    /// <summary>Price at which it is wrong; null where it has none.</summary>
    public decimal? StopQuote { get; init; }

    /// <summary>Price that is expected to be reached, or that it is about; null where there is none.</summary>
    public decimal? TargetQuote { get; init; }

    /// <summary>How sure one may be of a value that only had to reach a threshold: 0.5 there, and nearer to 1 the
    /// farther it lies beyond.</summary>
    /// <param name="value">The value; its sign does not matter.</param>
    /// <param name="threshold">The threshold, above 0.</param>
    public static double ConfidenceOf(double value, double threshold) =>
        Math.Clamp(1.0 - (threshold / (2.0 * Math.Abs(value))), 0.5, 1.0);
}
