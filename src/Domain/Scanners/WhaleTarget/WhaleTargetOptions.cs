using System.Collections.Immutable;
using WhaleStack.Quant;

namespace WhaleStack.Domain.Scanners.WhaleTarget;

/// <summary>Thresholds of the whale-target scanner.</summary>
/// <param name="Agent">Name of the scanner, such as <c>whale_target_scanner</c>.</param>
/// <param name="SignalType">Type of its signals, such as <c>whale_target</c>.</param>
/// <param name="PullRangeAtr">Distance, in ATR, at which a cluster's pull has fallen to 1/e of its mass. (0,
/// 100].</param>
/// <param name="TrendWeightFraction">Share of the trend in the score; the rest is the imbalance of pulls. [0,
/// 1].</param>
/// <param name="TrendFullFraction">Distance of price from its EMA that counts as full trend, (0, 1].</param>
/// <param name="ScoreMin">Least absolute score for a signal, (0, 1].</param>
/// <param name="DistanceAtrMin">Nearest target, in ATR from the price, [0, 100].</param>
/// <param name="DistanceAtrMax">Farthest target, in ATR from the price, (0, 100].</param>
/// <param name="StopAtr">Distance of the stop, in ATR, on the other side of the price. (0, 100].</param>
/// <param name="RewardRiskMin">Least ratio of the way to the target over the way to the stop, [0, 100].</param>
/// <param name="CoolDown">Least event time between two signals of one coin, up to 30 days.</param>
/// <param name="SignalLife">Event time after which a signal must not be acted on, up to 30 days.</param>
/// <param name="Predictor">Where the confidence comes from.</param>
public sealed record WhaleTargetOptions(
    string Agent,
    string SignalType,
    double PullRangeAtr,
    double TrendWeightFraction,
    double TrendFullFraction,
    double ScoreMin,
    double DistanceAtrMin,
    double DistanceAtrMax,
    double StopAtr,
    double RewardRiskMin,
    TimeSpan CoolDown,
    TimeSpan SignalLife,
    TargetPredictor Predictor = TargetPredictor.Pull) : IValidatedOptions
{
    /// <summary>The fitted prediction, a file of its own; needed for <see cref="TargetPredictor.Model"/>.</summary>
    public TargetModelOptions? Model { get; init; }

    /// <inheritdoc/>
    public ImmutableArray<string> Validate() => new Mistakes()
        .Name("agent", Agent)
        .Name("signal_type", SignalType)
        .Above("pull_range_atr", PullRangeAtr, 0.0, 100.0)
        .Within("trend_weight_fraction", TrendWeightFraction, 0.0, 1.0)
        .Above("trend_full_fraction", TrendFullFraction, 0.0, 1.0)
        .Above("score_min", ScoreMin, 0.0, 1.0)
        .Within("distance_atr_min", DistanceAtrMin, 0.0, 100.0)
        .Above("distance_atr_max", DistanceAtrMax, Math.Max(0.0, DistanceAtrMin), 100.0)
        .Above("stop_atr", StopAtr, 0.0, 100.0)
        .Within("reward_risk_min", RewardRiskMin, 0.0, 100.0)
        .Within("cool_down", CoolDown, TimeSpan.Zero, TimeSpan.FromDays(30))
        .Within("signal_life", SignalLife, TimeSpan.FromMinutes(1), TimeSpan.FromDays(30))
        .Found;
}
