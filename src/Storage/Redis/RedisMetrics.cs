using System.Diagnostics.Metrics;
using WhaleStack.Domain.Ports;
using WhaleStack.Storage.Metrics;

namespace WhaleStack.Storage.Redis;

/// <summary>The figures of a publisher, read when a page asks for them.</summary>
internal sealed class RedisMetrics : IDisposable
{
    private readonly Meter _meter = new(MetricsPage.MeterName);

    public RedisMetrics(RedisPublisher publisher)
    {
        _meter.CreateObservableCounter(
            "whalestack_redis_sent_total", () => publisher.Counts.Sent, description: "Messages that Redis took.");
        _meter.CreateObservableCounter(
            "whalestack_redis_conflated_total",
            () => publisher.Counts.Conflated,
            description: "Snapshots that gave way to a newer one.");
        _meter.CreateObservableCounter(
            "whalestack_redis_dropped_total",
            () => Dropped(publisher.Counts),
            description: "Messages dropped at a limit.");
        _meter.CreateObservableCounter(
            "whalestack_redis_refused_total",
            () => publisher.Counts.Refused,
            description: "Messages that Redis refused for good.");
        _meter.CreateObservableCounter(
            "whalestack_redis_failures_total",
            () => publisher.Counts.Failures,
            description: "Connections to Redis that failed or could not be made.");
        _meter.CreateObservableGauge(
            "whalestack_redis_waiting", () => publisher.Counts.Waiting, description: "Messages that wait for Redis.");
        _meter.CreateObservableGauge(
            "whalestack_redis_connected",
            () => publisher.Status.State == PublisherState.Connected ? 1 : 0,
            description: "1 while Redis takes messages.");
    }

    public void Dispose() => _meter.Dispose();

    private static IEnumerable<Measurement<long>> Dropped(PublisherCounts counts) =>
    [
        new(counts.SignalsDropped, new KeyValuePair<string, object?>("kind", "signal")),
        new(counts.SnapshotsDropped, new KeyValuePair<string, object?>("kind", "snapshot")),
    ];
}
