using WhaleStack.Actors;
using WhaleStack.Node.Observation;

namespace WhaleStack.Node.Demo;

/// <summary>Reads counters and makes rates of them. One reader at a time.</summary>
public sealed class GaugeBoard
{
    private static readonly TimeSpan RateWindow = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan TroubleShown = TimeSpan.FromSeconds(10);
    private readonly NodeObservation _observation;
    private readonly MetricTotals _totals;
    private readonly double _speed;
    private readonly int _steps;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();

    private long _at;
    private long _journal;
    private long _market;
    private long _troubles;
    private long _troubleAt;
    private double _journalRate;
    private double _marketRate;

    /// <summary>Makes it.</summary>
    public GaugeBoard(NodeObservation observation, MetricTotals totals, double speed, int steps, TimeProvider time)
    {
        _observation = observation;
        _totals = totals;
        _speed = speed;
        _steps = steps;
        _time = time;
        _at = time.GetTimestamp();
    }

    /// <summary>What the person can do now; empty for the usual footer.</summary>
    public string Hint { get; set; } = string.Empty;

    /// <summary>The figures now; rates are of about the last second.</summary>
    public ScreenGauges Read()
    {
        lock (_lock)
        {
            var (journal, market) = (_totals.Of(NodeMetrics.JournalEvents), _totals.Of(NodeMetrics.MarketEvents));
            var elapsed = _time.GetElapsedTime(_at);
            if (elapsed >= RateWindow)
            {
                _journalRate = (journal - _journal) / elapsed.TotalSeconds;
                _marketRate = (market - _market) / elapsed.TotalSeconds;
                (_at, _journal, _market) = (_time.GetTimestamp(), journal, market);
            }

            var fraction = Math.Min(1.0, (double)_observation.Current.Steps / _steps);
            return new ScreenGauges(fraction, _speed, journal, _journalRate, _marketRate, Trouble(), Hint);
        }
    }

    private string Trouble()
    {
        if (_observation.Troubles > _troubles)
        {
            (_troubles, _troubleAt) = (_observation.Troubles, _time.GetTimestamp());
        }

        return _troubles > 0 && _time.GetElapsedTime(_troubleAt) < TroubleShown ? _observation.Trouble : string.Empty;
    }
}
