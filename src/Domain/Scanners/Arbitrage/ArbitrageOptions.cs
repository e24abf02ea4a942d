using System.Collections.Immutable;
using WhaleStack.Quant;

namespace WhaleStack.Domain.Scanners.Arbitrage;

/// <summary>Thresholds of the arbitrage scanner.</summary>
/// <param name="Terms">Name, type, rest and life of its signals.</param>
/// <param name="PriceGapFractionMin">Least difference of the prices of one perpetual at two venues: more than four
/// fees and the slippage, (0, 1].</param>
/// <param name="FundingGapFractionMin">Least difference of their predicted funding by eight hours, (0, 1].</param>
/// <param name="AgeMax">Oldest price that is compared, 1 second to 1 day.</param>
public sealed record ArbitrageOptions(
    ScannerTerms Terms, double PriceGapFractionMin, double FundingGapFractionMin, TimeSpan AgeMax) : IValidatedOptions
{
    /// <inheritdoc/>
    public ImmutableArray<string> Validate() => new Mistakes()
        .Nested("terms", Terms)
        .Above("price_gap_fraction_min", PriceGapFractionMin, 0.0, 1.0)
        .Above("funding_gap_fraction_min", FundingGapFractionMin, 0.0, 1.0)
        .Within("age_max", AgeMax, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1))
        .Found;
}
