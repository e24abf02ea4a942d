using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;

namespace WhaleStack.Storage.Metrics;

/// <summary>
/// Listens to a meter from its making on, and writes all counters, gauges and histograms as Prometheus reads them.
/// </summary>
/// <remarks>
/// A counter's name ends in <c>_total</c>. At most <see cref="SeriesMax"/> label sets are kept; what comes above is not
/// recorded and counted in <c>whalestack_metrics_dropped_total</c>. Thread-safe.
/// </remarks>
public sealed class MetricsPage : IDisposable
{
    /// <summary>Name of the meter that all parts of the system use.</summary>
    public const string MeterName = "WhaleStack";

    /// <summary>Label sets that are kept, over all metrics.</summary>
    public const int SeriesMax = 2_000;

    // 1, 2.5, 5 in each decade from 100 microseconds to 50 thousand, whatever the unit in the name.
    private static readonly double[] DefaultBounds =
        [.. Enumerable.Range(-4, 9).SelectMany(e => new[] { 1, 2.5, 5 }, (e, m) => Math.Round(m * Math.Pow(10, e), 5))];

    private readonly ConcurrentDictionary<string, MetricFamily> _families = new(StringComparer.Ordinal);
    private readonly MeterListener _listener = new();
    private long _dropped;

    /// <summary>Starts to listen.</summary>
    /// <param name="meterName">Which meter.</param>
    public MetricsPage(string meterName = MeterName)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == meterName)
            {
                listener.EnableMeasurementEvents(instrument, FamilyOf(instrument));
            }
        };
        _listener.SetMeasurementEventCallback<int>((i, value, tags, family) => Record(i, value, tags, family));
        _listener.SetMeasurementEventCallback<long>((i, value, tags, family) => Record(i, value, tags, family));
        _listener.SetMeasurementEventCallback<double>((i, value, tags, family) => Record(i, value, tags, family));
        _listener.SetMeasurementEventCallback<decimal>(
            (i, value, tags, family) => Record(i, (double)value, tags, family));
        _listener.Start();
    }

    /// <summary>The page as it stands; asks the observed instruments first.</summary>
    public string Text()
    {
        _listener.RecordObservableInstruments();
        var text = new StringBuilder();
        foreach (var family in _families.Values.OrderBy(family => family.Name, StringComparer.Ordinal))
        {
            family.AppendTo(text);
        }

        text.Append("# TYPE whalestack_metrics_dropped_total counter\nwhalestack_metrics_dropped_total ")
            .Append(Interlocked.Read(ref _dropped)).Append('\n');
        return text.ToString();
    }

    /// <summary>Stops to listen.</summary>
    public void Dispose() => _listener.Dispose();

    private static string LabelsOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty)
        {
            return string.Empty;
        }

        var labels = new string[tags.Length];
        for (var i = 0; i < tags.Length; i++)
        {
            labels[i] = MetricFamily.Label(tags[i].Key, tags[i].Value?.ToString() ?? string.Empty);
        }

        Array.Sort(labels, StringComparer.Ordinal);
        return string.Join(',', labels);
    }

    private static MetricKind KindOf(Instrument instrument) => instrument.GetType().Name.Split('`')[0] switch
    {
        "Counter" or "ObservableCounter" => MetricKind.Counter,
        "Histogram" => MetricKind.Histogram,
        _ => MetricKind.Gauge,
    };

    private MetricFamily FamilyOf(Instrument instrument)
    {
        var kind = KindOf(instrument);
        var name = MetricFamily.SafeName(instrument.Name);
        var needsEnding = kind == MetricKind.Counter && !name.EndsWith("_total", StringComparison.Ordinal);
        name = needsEnding ? name + "_total" : name;
        var bounds = kind == MetricKind.Histogram ? DefaultBounds : [];
        var help = instrument.Description ?? string.Empty;
        return _families.GetOrAdd(name, key => new MetricFamily(key, help, kind, bounds));
    }

    private MetricSeries? Grow(MetricFamily family, string labels) =>
        _families.Values.Sum(other => other.Count) < SeriesMax ? family.GetOrAdd(labels) : null;

    private void Record(
        Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
    {
        var family = (MetricFamily)state!;
        var labels = LabelsOf(tags);
        if ((family.Find(labels) ?? Grow(family, labels)) is not { } series)
        {
            Interlocked.Increment(ref _dropped);
        }
        else if (family.Kind == MetricKind.Histogram)
        {
            series.Record(value);
        }
        else if (instrument.IsObservable || instrument.GetType().Name.StartsWith("Gauge", StringComparison.Ordinal))
        {
            series.Set(value);
        }
        else
        {
            series.Add(value);
        }
    }
}
