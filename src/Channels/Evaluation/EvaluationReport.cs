using System.Collections.Immutable;
using WhaleStack.Quant;

namespace WhaleStack.Channels.Evaluation;

/// <summary>All that a report of scores says.</summary>
/// <param name="Series">What was scored.</param>
/// <param name="Files">Files that were used, below their folders.</param>
/// <param name="Notes">What is missing, doubled or wrong in them.</param>
/// <param name="Options">How it was scored.</param>
/// <param name="Scores">By bars, then by model.</param>
/// <param name="Parts">What else was scored: scanners, open positions and the like.</param>
public sealed record EvaluationReport(
    ImmutableArray<MarketSeries> Series,
    ImmutableArray<string> Files,
    ImmutableArray<string> Notes,
    EvaluationOptions Options,
    ImmutableArray<ModelScore> Scores,
    ImmutableArray<EvaluationPart> Parts)
{
    /// <summary>Chance of a single false finding among all that stand.</summary>
    public const double FalseChance = 0.05;

    /// <summary>Findings that are tests: those with a null value and enough weeks.</summary>
    public int Tests => All(Scores, Parts).Count(finding => double.IsFinite(finding.PValue));

    /// <summary>Findings that stand when all tests are admitted.</summary>
    public IReadOnlySet<Finding> Standing { get; } = Holm.Standing(All(Scores, Parts), FalseChance);

    /// <summary>Whether nothing was seen to look ahead.</summary>
    public bool IsClean => Scores.All(score => score.LookAhead.IsClean && score.PredictionLookAhead.IsClean)
        && Parts.All(part => part.LookAhead?.IsClean ?? true);

    private static IEnumerable<Finding> All(
        ImmutableArray<ModelScore> scores, ImmutableArray<EvaluationPart> parts) =>
        scores.SelectMany(score => score.Findings)
            .Concat(parts.SelectMany(part => part.Scores).SelectMany(score => score.Findings));
}
