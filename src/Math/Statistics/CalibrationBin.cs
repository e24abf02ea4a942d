namespace WhaleStack.Quant;

/// <summary>Predictions of about the same probability, and what came of them.</summary>
/// <param name="Count">Predictions, at least 1.</param>
/// <param name="ProbabilityMean">Mean of what was predicted, [0, 1].</param>
/// <param name="Observed">Share that happened, with its interval.</param>
public readonly record struct CalibrationBin(int Count, double ProbabilityMean, Proportion Observed);
