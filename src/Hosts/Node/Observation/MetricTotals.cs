using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace WhaleStack.Node.Observation;

/// <summary>Sums every counter of the meter <c>WhaleStack</c> since it was made. Thread-safe.</summary>
public sealed class MetricTotals : IDisposable
{
    private readonly ConcurrentDictionary<string, long> _totals = new(StringComparer.Ordinal);
    private readonly MeterListener _listener = new();

    /// <summary>Starts to listen.</summary>
    public MetricTotals()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "WhaleStack")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, _, _) =>
            _totals.AddOrUpdate(instrument.Name, value, (_, sum) => sum + value));
        _listener.Start();
    }

    /// <summary>The sum of a counter; 0 when it never counted.</summary>
    public long this[string counter] => _totals.GetValueOrDefault(counter);

    /// <summary>The sum of one of the node's counters.</summary>
    public long Of(Counter<long> counter) => this[counter.Name];

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();
}
