using System.Collections.Immutable;

namespace WhaleStack.Quant;

/// <summary>A part of an evaluation beside the scores of models: scanners, open positions and the like.</summary>
/// <param name="Title">What is scored.</param>
/// <param name="Words">How, in a sentence or two.</param>
/// <param name="Unit">What intervals draw, such as <c>weeks</c>.</param>
/// <param name="Interval">Length of the bars.</param>
/// <param name="LookAhead">The look-ahead test; null where the scored thing has one of its own elsewhere.</param>
/// <param name="Scores">In the order in which they are shown.</param>
public sealed record EvaluationPart(
    string Title,
    string Words,
    string Unit,
    TimeSpan Interval,
    LookAhead? LookAhead,
    ImmutableArray<PartScore> Scores);
