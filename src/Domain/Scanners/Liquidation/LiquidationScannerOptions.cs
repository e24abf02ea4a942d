using System.Collections.Immutable;
using WhaleStack.Quant;

namespace WhaleStack.Domain.Scanners.Liquidation;

/// <summary>Thresholds of the liquidation scanner.</summary>
/// <param name="Terms">Name, type, rest and life of its signals.</param>
/// <param name="LevelShareFractionMin">Least share of its side's mass of a cluster that price has reached, for a
/// signal, (0, 1].</param>
/// <param name="CascadeTurnoverFractionMin">Least forced closes of a side over the turnover of a median candle, for a
/// cascade, (0, 100].</param>
/// <param name="CascadeQuoteMin">Least forced closes of a cascade, in quote, 0 or above.</param>
public sealed record LiquidationScannerOptions(
    ScannerTerms Terms, double LevelShareFractionMin, double CascadeTurnoverFractionMin, double CascadeQuoteMin)
    : IValidatedOptions
{
    /// <inheritdoc/>
    public ImmutableArray<string> Validate() => new Mistakes()
        .Nested("terms", Terms)
        .Above("level_share_fraction_min", LevelShareFractionMin, 0.0, 1.0)
        .Above("cascade_turnover_fraction_min", CascadeTurnoverFractionMin, 0.0, 100.0)
        .Within("cascade_quote_min", CascadeQuoteMin, 0.0, 1e12)
        .Found;
}
