using System.Collections.Immutable;
using WhaleStack.Quant;

namespace WhaleStack.Domain.Scanners.Funding;

/// <summary>Thresholds of the funding scanner.</summary>
/// <param name="Terms">Name, type, rest and life of its signals.</param>
/// <param name="RateFractionMin">Least absolute rate of a settlement, share of notional, (0, 1].</param>
/// <param name="PercentileFractionMin">Least share of remembered settlements that the rate lies beyond, on its side,
/// [0.5, 1].</param>
/// <param name="SettlementsMin">Least remembered settlements before a percentile counts, 2 to 10,000.</param>
public sealed record FundingExtremeOptions(
    ScannerTerms Terms, double RateFractionMin, double PercentileFractionMin, int SettlementsMin) : IValidatedOptions
{
    /// <inheritdoc/>
    public ImmutableArray<string> Validate() => new Mistakes()
        .Nested("terms", Terms)
        .Above("rate_fraction_min", RateFractionMin, 0.0, 1.0)
        .Within("percentile_fraction_min", PercentileFractionMin, 0.5, 1.0)
        .Within("settlements_min", SettlementsMin, 2, 10_000)
        .Found;
}
