using System.Globalization;
using WhaleStack.Quant;

namespace WhaleStack.Channels.Evaluation;

/// <summary>Numbers of a score as people read them.</summary>
internal static class EvaluationWords
{
    /// <summary>A horizon: 24 h.</summary>
    public static string Of(TimeSpan time) => time == TimeSpan.Zero ? "-"
        : time.TotalHours >= 1.0 ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalHours:0.#} h")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0.#} min");

    /// <summary>A number with its interval: 1.05 (0.98 - 1.12).</summary>
    public static string Of(Finding finding)
    {
        var form = FormOf(finding.Measure);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Number(finding.Estimate, form)} ({Number(finding.Low, form)} to {Number(finding.High, form)})");
    }

    /// <summary>What may be said of it.</summary>
    /// <param name="finding">The number.</param>
    /// <param name="standing">Those that stand.</param>
    /// <param name="unit">What intervals are drawn from.</param>
    public static string Verdict(Finding finding, IReadOnlySet<Finding> standing, string unit = "weeks") =>
        double.IsNaN(finding.NullValue) ? string.Empty
        : double.IsNaN(finding.PValue) ? $"too few {unit}"
        : !finding.IsApart ? "none shown"
        : (finding.Estimate > finding.NullValue ? "above" : "below")
            + (standing.Contains(finding) ? ", stands" : ", may be chance");

    /// <summary>A file name's part: 1h, 5m.</summary>
    public static string Short(TimeSpan interval) => interval.TotalHours >= 1.0
        ? string.Create(CultureInfo.InvariantCulture, $"{interval.TotalHours:0.#}h")
        : string.Create(CultureInfo.InvariantCulture, $"{interval.TotalMinutes:0.#}m");

    /// <summary>What the look-ahead test says.</summary>
    public static string Of(LookAhead test, string what) => test.IsClean
        ? $"none in {test.Compared} {what}, worked out again after {test.Cuts} cuts"
        : $"FOUND: {test.FirstDifference}";

    private static string FormOf(string measure) => measure.Contains("bps", StringComparison.Ordinal) ? "0.0"
        : measure.StartsWith("lift", StringComparison.Ordinal)
            || measure.Contains("over null", StringComparison.Ordinal) ? "0.000"
        : "0.0000";

    private static string Number(double value, string form) =>
        double.IsFinite(value) ? value.ToString(form, CultureInfo.InvariantCulture) : "?";
}
