using System.Globalization;
using System.Text;
using WhaleStack.Quant;

namespace WhaleStack.Channels.Evaluation;

/// <summary>Writes a report of scores as Markdown.</summary>
public static class EvaluationMarkdown
{
    private const int NotesMax = 40;

    private static readonly string[] PerCoin = ["lift, placed", "lift, mirror"];

    /// <summary>The text. It holds no time of its own: the same scores give the same text.</summary>
    /// <param name="report">What is said.</param>
    /// <param name="hasPictures">Whether the pictures of <see cref="EvaluationPictures"/> lie beside it.</param>
    public static string Write(EvaluationReport report, bool hasPictures)
    {
        ArgumentNullException.ThrowIfNull(report);
        var text = new StringBuilder();
        text.AppendLine("# Scores of liquidation-level models").AppendLine();
        Verdicts(text, report);
        foreach (var score in report.Scores)
        {
            Model(text, report, score, hasPictures);
        }

        foreach (var part in report.Parts)
        {
            EvaluationParts.Write(text, report, part);
        }

        Data(text, report);
        return text.ToString();
    }

    private static void Verdicts(StringBuilder text, EvaluationReport report)
    {
        Line(text, $"{report.Tests} tests were made; \"stands\" holds for all of them together "
            + $"(Holm, {EvaluationReport.FalseChance:0%}), \"may be chance\" for one alone.");
        text.AppendLine();
        text.AppendLine("| model | bars | levels | lift, placed | lift, mirror | mass adds to distance and market | "
            + "looks ahead |");
        text.AppendLine("| --- | --- | --- | --- | --- | --- | --- |");
        foreach (var score in report.Scores)
        {
            Line(text, $"| {score.Model} | {EvaluationWords.Of(score.Interval)} | {Levels(report, score)} | "
                + $"{Short(report, score, "lift, placed")} | {Short(report, score, "lift, mirror")} | "
                + $"{Short(report, score, "Brier skill, mass over distance and market")} | "
                + $"{(score.LookAhead.IsClean && score.PredictionLookAhead.IsClean ? "no" : "YES")} |");
        }

        text.AppendLine();
    }

    private static string Levels(EvaluationReport report, ModelScore score) =>
        Find(report, score, "lift, placed")?.Count.ToString(CultureInfo.InvariantCulture) ?? "0";

    private static string Short(EvaluationReport report, ModelScore score, string measure) =>
        Find(report, score, measure) is { } found
            ? $"{EvaluationWords.Of(found)}: {EvaluationWords.Verdict(found, report.Standing)}"
            : "-";

    private static Finding? Find(EvaluationReport report, ModelScore score, string measure) =>
        score.Findings.FirstOrDefault(finding => finding.Measure == measure
            && finding.Scope == Finding.AllCoins && finding.Horizon == report.Options.HorizonShort);

    private static void Model(StringBuilder text, EvaluationReport report, ModelScore score, bool hasPictures)
    {
        Line(text, $"## {score.Model}, bars of {EvaluationWords.Of(score.Interval)}").AppendLine();
        Line(text, $"{score.Coins.Length} coins, {score.Decisions} decisions. Look-ahead: "
            + $"{EvaluationWords.Of(score.LookAhead, "decisions")}; fitted probabilities: "
            + $"{EvaluationWords.Of(score.PredictionLookAhead, "probabilities")}.").AppendLine();
        text.AppendLine("| all coins | horizon | number (95 %) | knows nothing | what is shown | count |");
        text.AppendLine("| --- | --- | --- | --- | --- | --- |");
        foreach (var finding in score.Findings.Where(finding => finding.Scope == Finding.AllCoins))
        {
            Line(text, $"| {finding.Measure} | {EvaluationWords.Of(finding.Horizon)} | {EvaluationWords.Of(finding)} | "
                + (double.IsNaN(finding.NullValue) ? "" : finding.NullValue.ToString("0", CultureInfo.InvariantCulture))
                + $" | {EvaluationWords.Verdict(finding, report.Standing)} | {finding.Count} |");
        }

        text.AppendLine();
        Coins(text, report, score);
        if (hasPictures)
        {
            foreach (var name in EvaluationPictures.NamesOf(score))
            {
                Line(text, $"![{name}]({name})").AppendLine();
            }
        }
    }

    private static void Coins(StringBuilder text, EvaluationReport report, ModelScore score)
    {
        Line(text, $"| coin, {EvaluationWords.Of(report.Options.HorizonShort)} | {string.Join(" | ", PerCoin)} |");
        Line(text, $"| --- |{string.Concat(PerCoin.Select(_ => " --- |"))}");
        foreach (var coin in score.Coins)
        {
            var cells = PerCoin.Select(measure => score.Findings.FirstOrDefault(finding => finding.Measure == measure
                && finding.Scope == coin && finding.Horizon == report.Options.HorizonShort));
            Line(text, $"| {coin} | {string.Join(" | ", cells.Select(finding => finding is null
                ? "-"
                : $"{EvaluationWords.Of(finding)}: {EvaluationWords.Verdict(finding, report.Standing)}"))} |");
        }

        text.AppendLine();
    }

    private static void Data(StringBuilder text, EvaluationReport report)
    {
        text.AppendLine("## Data").AppendLine();
        text.AppendLine("| coin | venue | bars | from | to | count | open interest | liquidations | funding |");
        text.AppendLine("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        foreach (var series in report.Series)
        {
            var known = series.Bars.Count(bar => double.IsFinite(bar.OpenInterestBase)) / (double)series.Bars.Count;
            var closings = series.Liquidations.Count
                + series.Bars.Count(bar => double.IsFinite(bar.LiquidatedLongsQuote));
            Line(text, $"| {series.Coin} | {series.Venue} | {EvaluationWords.Of(series.Interval)} | "
                + $"{series.Bars[0].CloseTime - series.Interval:yyyy-MM-dd} | {series.Bars[^1].CloseTime:yyyy-MM-dd} | "
                + $"{series.Bars.Count} | {known:0%} of bars | {closings} intervals | {series.Funding.Count} |");
        }

        text.AppendLine();
        Line(text, $"Files used: {string.Join(", ", report.Files)}.").AppendLine();
        foreach (var note in report.Notes.Take(NotesMax))
        {
            Line(text, $"- {note}");
        }

        if (report.Notes.Length > NotesMax)
        {
            Line(text, $"- and {report.Notes.Length - NotesMax} more.");
        }
    }

    // Numbers in interpolated text are written invariantly: the product runs without cultures.
    private static StringBuilder Line(StringBuilder text, string line) => text.AppendLine(line);
}
