namespace WhaleStack.Storage.Metrics;

/// <summary>Prometheus' kinds of metric.</summary>
internal enum MetricKind
{
    /// <summary>Only grows.</summary>
    Counter = 1,

    /// <summary>Goes both ways.</summary>
    Gauge = 2,

    /// <summary>Counts values by size.</summary>
    Histogram = 3,
}
