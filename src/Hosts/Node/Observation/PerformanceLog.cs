using Serilog;
using Serilog.Core;
using WhaleStack.Actors;
using WhaleStack.Storage.Logging;

namespace WhaleStack.Node.Observation;

/// <summary>Writes a line a minute, and one at the end, about what the node got done and what it took.</summary>
public sealed class PerformanceLog : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly NodeObservation _observation;
    private readonly MetricTotals _totals = new();
    private readonly ILogger _log;
    private readonly ITimer _timer;

    /// <summary>Starts it.</summary>
    public PerformanceLog(NodeObservation observation, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(observation);
        ArgumentNullException.ThrowIfNull(time);
        _observation = observation;
        _log = Log.ForContext(Constants.SourceContextPropertyName, LoggingSetup.PerformanceSource);
        _timer = time.CreateTimer(_ => Write(), null, Interval, Interval);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync().ConfigureAwait(false);
        Write();
        _totals.Dispose();
    }

    private void Write()
    {
        var view = _observation.Current;
        _log.Information(
            "steps {Steps} events {Events} market {Market} signals {Signals} conflated {Conflated} restarts {Restarts} "
            + "equity {Equity} heap {HeapMiB} MiB gc {Gc0}/{Gc1}/{Gc2}",
            view.Steps,
            _totals.Of(NodeMetrics.JournalEvents),
            _totals.Of(NodeMetrics.MarketEvents),
            view.SignalsSeen,
            _totals.Of(NodeMetrics.FramesConflated),
            _totals.Of(NodeMetrics.Restarts),
            view.Account?.EquityQuote,
            GC.GetTotalMemory(forceFullCollection: false) >> 20,
            GC.CollectionCount(0),
            GC.CollectionCount(1),
            GC.CollectionCount(2));
    }
}
