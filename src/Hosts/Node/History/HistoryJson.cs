using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using WhaleStack.Domain.Coins.History;
using WhaleStack.Messages.Serialization;
using WhaleStack.Messages.Units;

namespace WhaleStack.Node.History;

/// <summary>Reports as JSON for programs: snake case, units in the names, null for what is not known.</summary>
public static class HistoryJson
{
    /// <summary>Writes reports as one document.</summary>
    public static string Write(IEnumerable<ReachReport> reports)
    {
        ArgumentNullException.ThrowIfNull(reports);
        ImmutableArray<HistoryLine> lines = [.. reports.Select(LineOf)];
        return JsonSerializer.Serialize(lines, HistoryJsonContext.Default.ImmutableArrayHistoryLine);
    }

    private static HistoryLine LineOf(ReachReport report) => new(
        [.. report.Coins.Select(coin => $"{coin}")],
        report.From,
        report.Until,
        report.Candles,
        report.Unclassified,
        report.Cut,
        report.Dropped,
        [.. report.Rows.Select(RowOf)]);

    private static HistoryClassLine RowOf(ReachRow row) => new(
        row.Class.PositionSide == Side.Buy ? "long" : "short",
        row.Class.MassShareMin,
        row.Class.MassShareMax,
        row.Class.DistanceAtrMin,
        row.Class.DistanceAtrMax,
        row.Born,
        row.Faded,
        row.Open,
        [
            .. row.Rates.Select(rate => new HistoryRateLine(
                rate.Within.TotalHours, rate.Reached, rate.Of, rate.LowFraction, rate.HighFraction)),
        ],
        row.HoursToReach,
        row.FromFraction,
        [
            .. row.Returns.Select(after => new HistoryReturnLine(
                after.After.TotalHours, after.Count, after.MeanFraction, after.LowFraction, after.HighFraction)),
        ]);
}

internal sealed record HistoryLine(
    ImmutableArray<string> Coins,
    DateTimeOffset? From,
    DateTimeOffset? Until,
    long Candles,
    long Unclassified,
    long Cut,
    long Dropped,
    ImmutableArray<HistoryClassLine> Classes);

internal sealed record HistoryClassLine(
    string Side,
    double MassShareMin,
    double? MassShareMax,
    double DistanceAtrMin,
    double? DistanceAtrMax,
    int Born,
    int Faded,
    int Open,
    ImmutableArray<HistoryRateLine> Reached,
    ImmutableArray<int> HoursToReachQuartiles,
    ImmutableArray<double> FromFractionQuartiles,
    ImmutableArray<HistoryReturnLine> Returns);

internal sealed record HistoryRateLine(
    double WithinHours, int Reached, int Of, double LowFraction, double HighFraction);

internal sealed record HistoryReturnLine(
    double AfterHours, int Count, double? MeanFraction, double? LowFraction, double? HighFraction);

/// <summary>Metadata of the report, generated at build time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    WriteIndented = true,
    Converters = [typeof(UtcTimeJsonConverter)],
    GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(ImmutableArray<HistoryLine>))]
internal sealed partial class HistoryJsonContext : JsonSerializerContext;
