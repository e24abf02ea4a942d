using System.Collections.Immutable;
using WhaleStack.Quant;

namespace WhaleStack.Domain.Scanners.Heatmap;

/// <summary>Thresholds of the scanner of one heatmap's model.</summary>
/// <param name="Terms">Name, type, rest and life of its signals.</param>
/// <param name="Model">Which model's clusters it looks at: one that the coins hold, such as <c>time_weighted</c> or
/// <c>coinglass1</c>, or <c>volume proxy</c> for the coin's own heatmap.</param>
/// <param name="ShareFractionMin">Least share of its side's mass of a cluster, (0, 1].</param>
/// <param name="DistanceAtrMax">Farthest cluster, in ATR from the price, (0, 100].</param>
public sealed record HeatmapScannerOptions(
    ScannerTerms Terms, string Model, double ShareFractionMin, double DistanceAtrMax) : IValidatedOptions
{
    /// <inheritdoc/>
    public ImmutableArray<string> Validate() => new Mistakes()
        .Nested("terms", Terms)
        .Unless(Model is { Length: > 0 and <= 64 }, "model", $"'{Model}'", "the name of a model")
        .Above("share_fraction_min", ShareFractionMin, 0.0, 1.0)
        .Above("distance_atr_max", DistanceAtrMax, 0.0, 100.0)
        .Found;
}
