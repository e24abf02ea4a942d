using System.Globalization;
using WhaleStack.Quant;

namespace WhaleStack.Channels.Evaluation;

/// <summary>The short table that ends an evaluation on a screen.</summary>
public static class EvaluationTable
{
    /// <summary>Its lines, eighty columns at most.</summary>
    public static IReadOnlyList<string> Lines(EvaluationReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        List<string> lines =
        [
            string.Empty,
            $"{"model",-22}{"bars",7}{"levels",9}{"lift placed",13}{"mirror",8}{"Brier skill",13}  looks",
            $"{string.Empty,-22}{string.Empty,7}{string.Empty,9}{"1 = none",13}{"1 = none",9}{"of mass",12}  ahead",
        ];
        foreach (var score in report.Scores)
        {
            lines.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"{Cut(score.Model),-22}{EvaluationWords.Of(score.Interval),7}{Count(report, score),9}")
                + $"{Cell(report, score, "lift, placed"),13}{Cell(report, score, "lift, mirror"),8}"
                + $"{Cell(report, score, "Brier skill, mass over distance and market"),13}"
                + (score.LookAhead.IsClean && score.PredictionLookAhead.IsClean ? "  no" : "  YES"));
        }

        lines.Add(string.Create(
            CultureInfo.InvariantCulture,
            $"Within {EvaluationWords.Of(report.Options.HorizonShort)}. * stands among all {report.Tests} tests."));
        return lines;
    }

    private static string Cut(string name) => name.Length <= 21 ? name : name[..21];

    private static long Count(EvaluationReport report, ModelScore score) =>
        Find(report, score, "lift, placed")?.Count ?? 0;

    private static string Cell(EvaluationReport report, ModelScore score, string measure) =>
        Find(report, score, measure) is { } found
            ? found.Estimate.ToString("0.000", CultureInfo.InvariantCulture)
                + (report.Standing.Contains(found) ? "*" : " ")
            : "- ";

    private static Finding? Find(EvaluationReport report, ModelScore score, string measure) =>
        score.Findings.FirstOrDefault(finding => finding.Measure == measure
            && finding.Scope == Finding.AllCoins && finding.Horizon == report.Options.HorizonShort);
}
