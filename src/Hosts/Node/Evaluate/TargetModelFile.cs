using System.Globalization;
using System.Text;
using WhaleStack.Quant;

namespace WhaleStack.Node.Evaluate;

/// <summary>Writes the parameters of the whale-target prediction as YAML.</summary>
public static class TargetModelFile
{
    private const string Head =
        """
        # The whale-target prediction: how likely price is to reach a liquidation level in a time. Written by
        # ./whale evaluate --fit FILE, not by hand; what it is worth is in docs/evaluation.md. A weight is in log-odds
        # for one unit of its feature; the mean is where its reasons count from.
        """;

    /// <summary>The text; numbers to seven digits, so that a change can be read.</summary>
    public static string Write(TargetModelOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var text = new StringBuilder();
        text.AppendLine(Head);
        text.AppendLine(CultureInfo.InvariantCulture, $"version: {options.Version}");
        text.AppendLine(CultureInfo.InvariantCulture, $"levels: {options.Levels}");
        text.AppendLine(CultureInfo.InvariantCulture, $"fitted_on: \"{options.FittedOn}\"");
        text.AppendLine(
            CultureInfo.InvariantCulture, $"fitted_until: {options.FittedUntil.UtcDateTime:yyyy-MM-ddTHH:mm:ss}Z");
        text.AppendLine(CultureInfo.InvariantCulture, $"rows: {options.Rows}");
        text.AppendLine("horizons:");
        foreach (var horizon in options.Horizons)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  - horizon: {horizon.Horizon.TotalHours:0}h");
            text.AppendLine(CultureInfo.InvariantCulture, $"    intercept: {Number(horizon.Intercept)}");
            text.AppendLine("    weights:");
            foreach (var weight in horizon.Weights)
            {
                text.Append(CultureInfo.InvariantCulture, $"      - {{ feature: {weight.Feature}, ");
                text.AppendLine(
                    CultureInfo.InvariantCulture,
                    $"weight: {Number(weight.Weight)}, mean: {Number(weight.Mean)} }}");
            }
        }

        return text.ToString();
    }

    // Never with an exponent, which YAML readers disagree about.
    private static string Number(double value) =>
        double.Parse(value.ToString("G7", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)
            .ToString("0.##############", CultureInfo.InvariantCulture);
}
