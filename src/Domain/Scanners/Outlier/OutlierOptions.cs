using System.Collections.Immutable;
using WhaleStack.Quant;

namespace WhaleStack.Domain.Scanners.Outlier;

/// <summary>Thresholds of the outlier scanner.</summary>
/// <param name="Terms">Name, type, rest and life of its signals.</param>
/// <param name="ReturnZMin">Least absolute robust z-score of one candle's log return, (0, 1000].</param>
public sealed record OutlierOptions(ScannerTerms Terms, double ReturnZMin) : IValidatedOptions
{
    /// <inheritdoc/>
    public ImmutableArray<string> Validate() => new Mistakes()
        .Nested("terms", Terms)
        .Above("return_z_min", ReturnZMin, 0.0, 1_000.0)
        .Found;
}
