using System.Collections.Immutable;
using System.Globalization;

namespace WhaleStack.Quant;

/// <summary>Parameters of a <see cref="HeatmapEstimator"/>.</summary>
/// <param name="Name">Name of the model, such as <c>all_openings</c>.</param>
/// <param name="ChurnFraction">Share of what both sides traded that opened new positions while others were closed,
/// where open interest is known, [0, 1].</param>
/// <param name="ProxyFraction">The same where open interest is not known: the volume proxy, (0, 1].</param>
/// <param name="TakerTiltFraction">How far takers' buying makes longs heavier than shorts: 0 not at all, 1 in
/// proportion.</param>
/// <param name="MaintenanceFraction">Maintenance margin rate of a typical position, [0, 0.2].</param>
/// <param name="BucketFraction">Width of a price bucket as a step of ln(price), 0.0005 to 0.02.</param>
/// <param name="HasHalfLives">Whether levels fade by the half-life of their tier.</param>
/// <param name="FollowsClosings">Whether levels are removed in proportion to positions closed.</param>
/// <param name="LeverageMin">Tiers below it are left out; the weights of the others are scaled to sum to 1.</param>
/// <param name="LearningRate">How fast tiers' weights follow observed liquidations, 0 to 1; 0 is never. Needs
/// half-lives, since without them tiers are not kept apart.</param>
/// <param name="Tiers">Leverage tiers, 1 to 16.</param>
public sealed record HeatmapModelOptions(
    string Name,
    double ChurnFraction,
    double ProxyFraction,
    double TakerTiltFraction,
    double MaintenanceFraction,
    double BucketFraction,
    bool HasHalfLives,
    bool FollowsClosings,
    double LeverageMin,
    double LearningRate,
    ImmutableArray<LeverageTier> Tiers) : IValidatedOptions
{
    private const double WeightSumTolerance = 1e-9;

    /// <inheritdoc/>
    public ImmutableArray<string> Validate()
    {
        var mistakes = new Mistakes()
            .Name("name", Name)
            .Within("churn_fraction", ChurnFraction, 0.0, 1.0)
            .Above("proxy_fraction", ProxyFraction, 0.0, 1.0)
            .Within("taker_tilt_fraction", TakerTiltFraction, 0.0, 1.0)
            .Within("maintenance_fraction", MaintenanceFraction, 0.0, 0.2)
            .Within("bucket_fraction", BucketFraction, 0.0005, 0.02)
            .Within("leverage_min", LeverageMin, 1.0, 200.0)
            .Within("learning_rate", LearningRate, 0.0, HasHalfLives ? 1.0 : 0.0);
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
        mistakes.Unless(
            Math.Abs(sum - 1.0) <= WeightSumTolerance,
            "tiers (sum of weight_fraction)",
            sum.ToString(CultureInfo.InvariantCulture),
            "1");
        return mistakes.Unless(
            count > 0 && Tiers.Any(tier => tier.Leverage >= LeverageMin && tier.WeightFraction > 0.0),
            "leverage_min",
            LeverageMin.ToString(CultureInfo.InvariantCulture),
            "at most the leverage of a tier that has a weight").Found;
    }
}
