using System.Collections.Immutable;

namespace WhaleStack.Quant;

/// <summary>What was predicted against what happened.</summary>
/// <param name="Name">Whose probabilities.</param>
/// <param name="Horizon">How far ahead.</param>
/// <param name="Bins">By rising probability.</param>
public sealed record CalibrationCurve(string Name, TimeSpan Horizon, ImmutableArray<CalibrationBin> Bins);
