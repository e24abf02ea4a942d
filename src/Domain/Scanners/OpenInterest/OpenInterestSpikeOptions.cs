using System.Collections.Immutable;
using WhaleStack.Quant;

namespace WhaleStack.Domain.Scanners.OpenInterest;

/// <summary>Thresholds of the open-interest scanner.</summary>
/// <param name="Terms">Name, type, rest and life of its signals.</param>
/// <param name="ZMin">Least absolute robust z-score of one candle's change, (0, 1000].</param>
/// <param name="ChangeFractionMin">Least absolute change over <c>flow_candles</c>, as a fraction, [0, 10].</param>
public sealed record OpenInterestSpikeOptions(ScannerTerms Terms, double ZMin, double ChangeFractionMin)
    : IValidatedOptions
{
    /// <inheritdoc/>
    public ImmutableArray<string> Validate() => new Mistakes()
        .Nested("terms", Terms)
        .Above("z_min", ZMin, 0.0, 1_000.0)
        .Within("change_fraction_min", ChangeFractionMin, 0.0, 10.0)
        .Found;
}
