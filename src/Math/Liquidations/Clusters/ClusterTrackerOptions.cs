using System.Collections.Immutable;

namespace WhaleStack.Quant;

/// <summary>When two clusters of successive bars are the same.</summary>
/// <param name="MatchFractionMax">Most distance of their centres, as a fraction of the price, (0, 0.1].</param>
/// <param name="ChangeFractionMin">Least change of mass that is told, as a fraction of the mass told last, [0.01,
/// 10].</param>
/// <param name="MissedMax">Updates in which it may be missing before it has faded, 0 to 1,000.</param>
public sealed record ClusterTrackerOptions(double MatchFractionMax, double ChangeFractionMin, int MissedMax)
    : IValidatedOptions
{
    /// <inheritdoc/>
    public ImmutableArray<string> Validate() => new Mistakes()
        .Above("match_fraction_max", MatchFractionMax, 0.0, 0.1)
        .Within("change_fraction_min", ChangeFractionMin, 0.01, 10.0)
        .Within("missed_max", MissedMax, 0, 1_000)
        .Found;
}
