using System.Collections.Immutable;
using WhaleStack.Quant;

namespace WhaleStack.Domain.Scanners.Price;

/// <summary>Thresholds of the price scanner.</summary>
/// <param name="Terms">Name, type, rest and life of its signals.</param>
/// <param name="MoveAtrMin">Least move over <c>move_candles</c> of <c>coin_facts.yaml</c>, in ATR, (0, 100].</param>
/// <param name="MoveFractionMin">Least move as a fraction of the price, [0, 1].</param>
public sealed record PriceMoveOptions(ScannerTerms Terms, double MoveAtrMin, double MoveFractionMin)
    : IValidatedOptions
{
    /// <inheritdoc/>
    public ImmutableArray<string> Validate() => new Mistakes()
        .Nested("terms", Terms)
        .Above("move_atr_min", MoveAtrMin, 0.0, 100.0)
        .Within("move_fraction_min", MoveFractionMin, 0.0, 1.0)
        .Found;
}
