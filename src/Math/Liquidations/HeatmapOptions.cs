using System.Collections.Immutable;
using System.Globalization;

namespace WhaleStack.Quant;

/// <summary>Parameters of the liquidation heatmap.</summary>
/// <param name="InflowFraction">Share of a candle's turnover taken as newly opened notional, (0, 1]: the volume
/// proxy.</param>
/// <param name="MaintenanceFraction">Maintenance margin rate of a typical position, [0, 0.2]; below 1 / leverage of
/// every tier.</param>
/// <param name="BucketFraction">Width of a price bucket as a step of ln(price), 0.0001 to 0.02.</param>
/// <param name="Tiers">Leverage tiers, 1 to 16.</param>
public sealed record HeatmapOptions(
    double InflowFraction,
    double MaintenanceFraction,
    double BucketFraction,
    ImmutableArray<LeverageTier> Tiers) : IValidatedOptions
{
    private const double WeightSumTolerance = 1e-9;

    /// <inheritdoc/>
    public ImmutableArray<string> Validate()
    {
        var mistakes = new Mistakes()
            .Above("inflow_fraction", InflowFraction, 0.0, 1.0)
            .Within("maintenance_fraction", MaintenanceFraction, 0.0, 0.2)
            .Within("bucket_fraction", BucketFraction, 0.0001, 0.02);
        var count = Tiers.IsDefault ? 0 : Tiers.Length;
        mistakes.Within("tiers (count)", count, 1, 16);
        for (var i = 0; i < count; i++)
        {
            mistakes.Nested($"tiers[{i}]", Tiers[i]);
            mistakes.Unless(
                MaintenanceFraction * Tiers[i].Leverage < 1.0,
                $"tiers[{i}].leverage",
                Tiers[i].Leverage.ToString(CultureInfo.InvariantCulture),
                "below 1 / maintenance_fraction, or the position is liquidated when it opens");
        }

        var sum = count == 0 ? 0.0 : Tiers.Sum(tier => tier.WeightFraction);
        return mistakes.Unless(
            Math.Abs(sum - 1.0) <= WeightSumTolerance,
            "tiers (sum of weight_fraction)",
            sum.ToString(CultureInfo.InvariantCulture),
            "1").Found;
    }
}
