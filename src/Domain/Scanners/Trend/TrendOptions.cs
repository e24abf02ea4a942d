using System.Collections.Immutable;
using WhaleStack.Quant;

namespace WhaleStack.Domain.Scanners.Trend;

/// <summary>Thresholds of the trend scanner.</summary>
/// <param name="Terms">Name, type, rest and life of its signals.</param>
/// <param name="EfficiencyFractionMin">Least net move over the sum of all moves, (0, 1].</param>
/// <param name="TrendAtrMin">Least distance of price from its slow mean, in ATR, on the same side, [0, 100].</param>
/// <param name="StopAtr">Distance of the stop, in ATR, on the other side of the price, (0, 100].</param>
public sealed record TrendOptions(
    ScannerTerms Terms, double EfficiencyFractionMin, double TrendAtrMin, double StopAtr) : IValidatedOptions
{
    /// <inheritdoc/>
    public ImmutableArray<string> Validate() => new Mistakes()
        .Nested("terms", Terms)
        .Above("efficiency_fraction_min", EfficiencyFractionMin, 0.0, 1.0)
        .Within("trend_atr_min", TrendAtrMin, 0.0, 100.0)
        .Above("stop_atr", StopAtr, 0.0, 100.0)
        .Found;
}
