using System.Text.Json;
using WhaleStack.Quant;

namespace WhaleStack.Channels.Evaluation;

/// <summary>Writes all numbers of a report as JSON; what is not defined is null.</summary>
public static class EvaluationJson
{
    /// <summary>The UTF-8 text.</summary>
    public static byte[] Write(EvaluationReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteNumber("tests", report.Tests);
            json.WriteNumber("seed", report.Options.Seed);
            json.WriteNumber("decision_every_hours", report.Options.DecisionEvery.TotalHours);
            json.WriteStartArray("scores");
            foreach (var score in report.Scores)
            {
                Write(json, report, score);
            }

            json.WriteEndArray();
            json.WriteStartArray("parts");
            foreach (var part in report.Parts)
            {
                Write(json, report, part);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static void Write(Utf8JsonWriter json, EvaluationReport report, ModelScore score)
    {
        json.WriteStartObject();
        json.WriteString("model", score.Model);
        json.WriteNumber("bar_seconds", score.Interval.TotalSeconds);
        json.WriteNumber("decisions", score.Decisions);
        json.WriteBoolean("looks_ahead", !score.LookAhead.IsClean || !score.PredictionLookAhead.IsClean);
        Write(json, "findings", score.Findings, report.Standing);
        Write(json, "lift_placed_by_distance_atr", score.LiftByDistance, report.Standing);
        Write(json, "lift_mirror_by_distance_atr", score.MirrorByDistance, report.Standing);
        json.WriteStartArray("calibration");
        foreach (var curve in score.Calibration)
        {
            foreach (var bin in curve.Bins)
            {
                json.WriteStartObject();
                json.WriteString("of", curve.Name);
                json.WriteNumber("horizon_hours", curve.Horizon.TotalHours);
                json.WriteNumber("count", bin.Count);
                Number(json, "predicted", bin.ProbabilityMean);
                Number(json, "observed", bin.Observed.Share);
                json.WriteEndObject();
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, EvaluationReport report, EvaluationPart part)
    {
        json.WriteStartObject();
        json.WriteString("part", part.Title);
        json.WriteNumber("bar_seconds", part.Interval.TotalSeconds);
        json.WriteBoolean("looks_ahead", part.LookAhead is { IsClean: false });
        json.WriteStartArray("scores");
        foreach (var score in part.Scores)
        {
            json.WriteStartObject();
            json.WriteString("name", score.Name);
            json.WriteString("label", score.Label);
            json.WriteNumber("count", score.Count);
            Write(json, "findings", score.Findings, report.Standing);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(
        Utf8JsonWriter json, string name, IEnumerable<Finding> findings, IReadOnlySet<Finding> standing)
    {
        json.WriteStartArray(name);
        foreach (var finding in findings)
        {
            json.WriteStartObject();
            json.WriteString("measure", finding.Measure);
            json.WriteString("scope", finding.Scope);
            json.WriteNumber("horizon_hours", finding.Horizon.TotalHours);
            Number(json, "estimate", finding.Estimate);
            Number(json, "low", finding.Low);
            Number(json, "high", finding.High);
            Number(json, "knows_nothing", finding.NullValue);
            Number(json, "p_value", finding.PValue);
            json.WriteBoolean("stands", standing.Contains(finding));
            json.WriteNumber("count", finding.Count);
            json.WriteNumber("weeks", finding.Weeks);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Number(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
