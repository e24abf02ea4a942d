using System.Diagnostics.Metrics;
using WhaleStack.Storage.Metrics;

namespace WhaleStack.Storage.Files.RawFrames;

/// <summary>What the recorder counts, on the meter that all parts use. Thread-safe.</summary>
internal static class RecordingMetrics
{
    private static readonly Meter Meter = new(MetricsPage.MeterName);
    private static int stopped;

    /// <summary>Frames written to a file.</summary>
    public static Counter<long> Recorded { get; } = Meter.CreateCounter<long>("whalestack_raw_frames_recorded_total");

    /// <summary>Frames that could not be recorded.</summary>
    public static Counter<long> Dropped { get; } = Meter.CreateCounter<long>("whalestack_raw_frames_dropped_total");

    /// <summary>1 while recording has stopped, otherwise 0.</summary>
    public static int Stopped
    {
        get => Volatile.Read(ref stopped);
        set => Volatile.Write(ref stopped, value);
    }

    /// <summary>Shows <see cref="Stopped"/> on the page.</summary>
    public static ObservableGauge<int> StoppedGauge { get; } =
        Meter.CreateObservableGauge("whalestack_raw_frames_stopped", () => Stopped);
}
