using System.Collections.Immutable;
using WhaleStack.Quant;

namespace WhaleStack.Domain.Scanners.Volume;

/// <summary>Thresholds of the volume scanner.</summary>
/// <param name="Terms">Name, type, rest and life of its signals.</param>
/// <param name="ZMin">Least robust z-score of the turnover's logarithm, (0, 1000].</param>
/// <param name="RatioMin">Least turnover over the window's median, [1, 1000].</param>
public sealed record VolumeSpikeOptions(ScannerTerms Terms, double ZMin, double RatioMin) : IValidatedOptions
{
    /// <inheritdoc/>
    public ImmutableArray<string> Validate() => new Mistakes()
        .Nested("terms", Terms)
        .Above("z_min", ZMin, 0.0, 1_000.0)
        .Within("ratio_min", RatioMin, 1.0, 1_000.0)
        .Found;
}
