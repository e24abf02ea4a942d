using System.Collections.Immutable;
using WhaleStack.Quant;

namespace WhaleStack.Domain.Scanners.Cycle;

/// <summary>Thresholds of the whale cycle.</summary>
/// <param name="Terms">Name, type, rest and life of its signals.</param>
/// <param name="PushAtrMin">Least move of a push, in ATR, (0, 100].</param>
/// <param name="CalmAtrMax">Largest move of a calm price, in ATR, (0, 100].</param>
/// <param name="SweptFractionMin">Least share of a side's clusters that a push goes through, (0, 1].</param>
/// <param name="FlowFractionMin">Least imbalance of takers that counts, (0, 1].</param>
/// <param name="OpenInterestChangeFractionMin">Least change of open interest that counts, (0, 1].</param>
/// <param name="FundingFractionMin">Least funding that counts, (0, 1].</param>
/// <param name="AgreeFractionMin">Least share of what is known of flows, open interest and funding that must agree, [0,
/// 1].</param>
/// <param name="PhaseMax">Longest that a phase may last before nothing is left of it, 1 hour to 90 days.</param>
public sealed record WhaleCycleOptions(
    ScannerTerms Terms,
    double PushAtrMin,
    double CalmAtrMax,
    double SweptFractionMin,
    double FlowFractionMin,
    double OpenInterestChangeFractionMin,
    double FundingFractionMin,
    double AgreeFractionMin,
    TimeSpan PhaseMax) : IValidatedOptions
{
    /// <inheritdoc/>
    public ImmutableArray<string> Validate() => new Mistakes()
        .Nested("terms", Terms)
        .Above("push_atr_min", PushAtrMin, 0.0, 100.0)
        .Above("calm_atr_max", CalmAtrMax, 0.0, 100.0)
        .Above("swept_fraction_min", SweptFractionMin, 0.0, 1.0)
        .Above("flow_fraction_min", FlowFractionMin, 0.0, 1.0)
        .Above("open_interest_change_fraction_min", OpenInterestChangeFractionMin, 0.0, 1.0)
        .Above("funding_fraction_min", FundingFractionMin, 0.0, 1.0)
        .Within("agree_fraction_min", AgreeFractionMin, 0.0, 1.0)
        .Within("phase_max", PhaseMax, TimeSpan.FromHours(1), TimeSpan.FromDays(90))
        .Found;
}
