using System.Collections.Immutable;

namespace WhaleStack.Quant;

/// <summary>What was found about one thing in a part of an evaluation, such as a scanner.</summary>
/// <param name="Name">Whose score it is: a scanner, a model.</param>
/// <param name="Label">Which part of it; empty for all together.</param>
/// <param name="Count">Signals, levels or events behind it, those that could not be scored too.</param>
/// <param name="Findings">Findings of all coins, and of each where there are any.</param>
public sealed record PartScore(string Name, string Label, long Count, ImmutableArray<Finding> Findings);
