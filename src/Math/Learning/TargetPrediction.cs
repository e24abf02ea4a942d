using System.Collections.Immutable;

namespace WhaleStack.Quant;

/// <summary>Why a prediction is what it is.</summary>
/// <param name="Feature">Name of a feature, one of <see cref="LevelFeatures.Names"/>.</param>
/// <param name="Value">What it is now.</param>
/// <param name="LogOdds">What that adds to the log-odds, against its mean: above 0 makes it likelier.</param>
public readonly record struct TargetReason(string Feature, double Value, double LogOdds);

/// <summary>How likely a level is to be reached in a time.</summary>
/// <param name="Level">The level.</param>
/// <param name="Horizon">The time.</param>
/// <param name="Probability">0 to 1.</param>
/// <param name="Reasons">The strongest first.</param>
public sealed record TargetPrediction(
    EvaluatedLevel Level, TimeSpan Horizon, double Probability, ImmutableArray<TargetReason> Reasons);
