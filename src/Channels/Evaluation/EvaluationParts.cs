using System.Globalization;
using System.Text;
using WhaleStack.Quant;

namespace WhaleStack.Channels.Evaluation;

/// <summary>Writes the parts of a report beside the scores of models as Markdown.</summary>
internal static class EvaluationParts
{
    /// <summary>Adds a part: what was scored and how, then every number of all coins together.</summary>
    public static void Write(StringBuilder text, EvaluationReport report, EvaluationPart part)
    {
        text.AppendLine($"## {part.Title}, bars of {EvaluationWords.Of(part.Interval)}").AppendLine();
        text.AppendLine(part.Words + (part.LookAhead is { } test
            ? $" Look-ahead: {EvaluationWords.Of(test, "of them")}."
            : string.Empty));
        text.AppendLine();
        text.AppendLine("| whose | which | count | number | horizon | all coins (95 %) | what is shown | scored |");
        text.AppendLine("| --- | --- | --- | --- | --- | --- | --- | --- |");
        foreach (var score in part.Scores)
        {
            Rows(text, report, part, score);
        }

        text.AppendLine();
    }

    private static void Rows(StringBuilder text, EvaluationReport report, EvaluationPart part, PartScore score)
    {
        var all = score.Findings.Where(finding => finding.Scope == Finding.AllCoins).ToList();
        var head = string.Create(CultureInfo.InvariantCulture, $"| {score.Name} | {score.Label} | {score.Count} |");
        if (all.Count == 0)
        {
            text.AppendLine($"{head} - | - | - | - | 0 |");
        }

        foreach (var finding in all)
        {
            text.Append(CultureInfo.InvariantCulture, $"{head} {finding.Measure} | ");
            text.Append(CultureInfo.InvariantCulture, $"{EvaluationWords.Of(finding.Horizon)} | ");
            text.Append(CultureInfo.InvariantCulture, $"{EvaluationWords.Of(finding)} | ");
            text.Append(EvaluationWords.Verdict(finding, report.Standing, part.Unit));
            text.AppendLine(CultureInfo.InvariantCulture, $" | {finding.Count} |");
        }
    }
}
