using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace WhaleStack.Storage.Metrics;

/// <summary>One metric with all its label sets, and how Prometheus reads it.</summary>
/// <remarks>Format: Prometheus text exposition 0.0.4 (prometheus.io/docs/instrumenting/exposition_formats).</remarks>
internal sealed class MetricFamily(string name, string help, MetricKind kind, double[] bounds)
{
    private readonly ConcurrentDictionary<string, MetricSeries> _series = new(StringComparer.Ordinal);

    public string Name => name;

    public MetricKind Kind => kind;

    public int Count => _series.Count;

    /// <summary>The series of a label set; null when there is none yet.</summary>
    public MetricSeries? Find(string labels) => _series.GetValueOrDefault(labels);

    /// <summary>The series of a label set, new if need be.</summary>
    public MetricSeries GetOrAdd(string labels) =>
        _series.GetOrAdd(labels, static (key, sizes) => new MetricSeries(key, sizes), bounds);

    public void AppendTo(StringBuilder text)
    {
        if (help.Length > 0)
        {
            text.Append("# HELP ").Append(name).Append(' ').Append(Escape(help, quotes: false)).Append('\n');
        }

        text.Append("# TYPE ").Append(name).Append(' ').Append(kind.ToString().ToLowerInvariant()).Append('\n');
        foreach (var series in _series.Values.OrderBy(series => series.Labels, StringComparer.Ordinal))
        {
            if (kind == MetricKind.Histogram)
            {
                AppendHistogram(text, series);
            }
            else
            {
                AppendLine(text, name, series.Labels, series.Read().Value);
            }
        }
    }

    /// <summary>A label as it is written.</summary>
    public static string Label(string name, string value) => $"{SafeName(name)}=\"{Escape(value, quotes: true)}\"";

    /// <summary>A name of letters, digits and underscores.</summary>
    public static string SafeName(string name)
    {
        var safe = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
        return safe.Length == 0 || char.IsAsciiDigit(safe[0]) ? "_" + safe : safe;
    }

    private static string Escape(string text, bool quotes)
    {
        var escaped = text.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal);
        return quotes ? escaped.Replace("\"", "\\\"", StringComparison.Ordinal) : escaped;
    }

    private static void AppendLine(StringBuilder text, string name, string labels, double value)
    {
        text.Append(name);
        if (labels.Length > 0)
        {
            text.Append('{').Append(labels).Append('}');
        }

        text.Append(' ').Append(Number(value)).Append('\n');
    }

    private static string Number(double value) =>
        double.IsPositiveInfinity(value) ? "+Inf"
        : double.IsNegativeInfinity(value) ? "-Inf"
        : value.ToString("R", CultureInfo.InvariantCulture);

    private void AppendHistogram(StringBuilder text, MetricSeries series)
    {
        var (sum, count, buckets) = series.Read();
        var separator = series.Labels.Length > 0 ? "," : string.Empty;
        var below = 0L;
        for (var i = 0; i < bounds.Length; i++)
        {
            below += buckets[i];
            AppendLine(text, name + "_bucket", $"{series.Labels}{separator}le=\"{Number(bounds[i])}\"", below);
        }

        AppendLine(text, name + "_bucket", $"{series.Labels}{separator}le=\"+Inf\"", count);
        AppendLine(text, name + "_sum", series.Labels, sum);
        AppendLine(text, name + "_count", series.Labels, count);
    }
}
