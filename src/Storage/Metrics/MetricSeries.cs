namespace WhaleStack.Storage.Metrics;

/// <summary>
/// One metric with one set of labels: a number, and for histograms the counts of its buckets. Thread-safe.
/// </summary>
internal sealed class MetricSeries(string labels, double[] bounds)
{
    private readonly Lock _gate = new();
    private readonly long[] _buckets = new long[bounds.Length];
    private double _value;
    private long _count;

    /// <summary>As they are written: <c>feed="bybit"</c>; empty for none.</summary>
    public string Labels { get; } = labels;

    /// <summary>Adds to a counter or an up-down counter.</summary>
    public void Add(double value)
    {
        lock (_gate)
        {
            _value += value;
        }
    }

    /// <summary>Sets what is measured as a whole: a gauge, or an observed counter.</summary>
    public void Set(double value)
    {
        lock (_gate)
        {
            _value = value;
        }
    }

    /// <summary>Counts one value of a histogram.</summary>
    public void Record(double value)
    {
        lock (_gate)
        {
            _value += value;
            _count++;
            var bucket = Array.FindIndex(bounds, bound => value <= bound);
            if (bucket >= 0)
            {
                _buckets[bucket]++;
            }
        }
    }

    /// <summary>Value (the sum, for a histogram), count and buckets at one moment.</summary>
    public (double Value, long Count, long[] Buckets) Read()
    {
        lock (_gate)
        {
            return (_value, _count, [.. _buckets]);
        }
    }
}
