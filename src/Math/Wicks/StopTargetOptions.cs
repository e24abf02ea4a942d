using System.Collections.Immutable;

namespace WhaleStack.Quant;

/// <summary>How stops and targets are laid by wicks and clusters.</summary>
/// <param name="StopFractionMin">Least distance of a stop, as a fraction of the entry, (0, 0.5].</param>
/// <param name="StopFractionMax">Most distance of a stop, (0, 0.5].</param>
/// <param name="ClusterMarginFraction">How far beyond a cluster's edge a stop lies, as a fraction of the price, [0,
/// 0.1].</param>
/// <param name="TargetMarginFraction">How far before a cluster's centre a target lies, as a fraction of the price, [0,
/// 0.1].</param>
/// <param name="TargetsMax">Most targets, 1 to 10.</param>
/// <param name="RewardRiskMin">Least distance of the last target over that of the stop, [0, 100].</param>
public sealed record StopTargetOptions(
    double StopFractionMin,
    double StopFractionMax,
    double ClusterMarginFraction,
    double TargetMarginFraction,
    int TargetsMax,
    double RewardRiskMin) : IValidatedOptions
{
    /// <inheritdoc/>
    public ImmutableArray<string> Validate() => new Mistakes()
        .Above("stop_fraction_min", StopFractionMin, 0.0, 0.5)
        .Above("stop_fraction_max", StopFractionMax, 0.0, 0.5)
        .Unless(
            StopFractionMax >= StopFractionMin,
            "stop_fraction_max",
            StopFractionMax.ToString(System.Globalization.CultureInfo.InvariantCulture),
            "at least stop_fraction_min")
        .Within("cluster_margin_fraction", ClusterMarginFraction, 0.0, 0.1)
        .Within("target_margin_fraction", TargetMarginFraction, 0.0, 0.1)
        .Within("targets_max", TargetsMax, 1, 10)
        .Within("reward_risk_min", RewardRiskMin, 0.0, 100.0)
        .Found;
}
