namespace WhaleStack.Quant;

/// <summary>Keeps the numbers of a market from bar to bar, for bars of any length.</summary>
/// <remarks>Formula: as <see cref="MarketState"/> says. Warm-up: a week of bars. Cost: O(1) a bar. Bounded: it keeps
/// the closes and open interest of one day. Not thread-safe.</remarks>
public sealed class MarketTracker
{
    private const int BarsOfDayMax = 24 * 60;
    private readonly double _barHours;
    private readonly Atr _day;
    private readonly Atr _week;
    private readonly Ema _trend;
    private readonly DecayedMean _variance;
    private readonly DecayedMean _turnover;
    private readonly DecayedMean _turnoverWeek;
    private readonly DecayedMean _upperWick;
    private readonly DecayedMean _lowerWick;
    private readonly MonthRange _monthRange;
    private readonly double[] _closes;
    private readonly double[] _openInterest;
    private readonly int _recentBars;
    private double _lastClose = double.NaN;
    private long _count;

    /// <summary>Makes one for bars of a length.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The length is not from 1 minute to 1 day.</exception>
    public MarketTracker(TimeSpan interval)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(interval, TimeSpan.FromMinutes(1));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(interval, TimeSpan.FromDays(1));
        _barHours = interval.TotalHours;
        var dayBars = Math.Clamp((int)Math.Round(24.0 / _barHours), 1, BarsOfDayMax);
        _recentBars = Math.Max(1, (int)Math.Round(4.0 / _barHours));
        _day = new Atr(Math.Max(2, dayBars));
        _week = new Atr(Math.Max(3, 7 * dayBars));
        _trend = new Ema(Math.Max(2, 4 * dayBars));
        _variance = new DecayedMean(72.0, _barHours);
        _turnover = new DecayedMean(2.0, _barHours);
        _turnoverWeek = new DecayedMean(84.0, _barHours);
        _upperWick = new DecayedMean(12.0, _barHours);
        _lowerWick = new DecayedMean(12.0, _barHours);
        _monthRange = new MonthRange(interval);
        _closes = new double[dayBars];
        _openInterest = new double[dayBars];
    }

    /// <summary>Whether a week of bars was seen.</summary>
    public bool IsWarm => _week.Value is not null && _trend.Value is not null && _count > _closes.Length;

    /// <summary>Adds a closed bar.</summary>
    public void Add(in MarketBar bar)
    {
        _day.Add(bar.High, bar.Low, bar.Close);
        _week.Add(bar.High, bar.Low, bar.Close);
        _trend.Add(bar.Close);
        if (_count > 0)
        {
            var step = Math.Log(bar.Close / _lastClose);
            _variance.Add(step * step / _barHours);
        }

        _monthRange.Add(bar.Open, bar.High, bar.Low, bar.Close);
        _turnover.Add(bar.TurnoverQuote);
        _turnoverWeek.Add(bar.TurnoverQuote);
        _upperWick.Add((bar.High - Math.Max(bar.Open, bar.Close)) / bar.Close);
        _lowerWick.Add((Math.Min(bar.Open, bar.Close) - bar.Low) / bar.Close);
        var place = (int)(_count % _closes.Length);
        (DayAgo, OpenInterestDayAgo) = (_closes[place], _openInterest[place]);
        (_closes[place], _openInterest[place]) = (bar.Close, bar.OpenInterestBase);
        (_lastClose, OpenInterest) = (bar.Close, bar.OpenInterestBase);
        _count++;
    }

    private double DayAgo { get; set; }

    private double OpenInterestDayAgo { get; set; }

    private double OpenInterest { get; set; }

    /// <summary>The numbers now; null in warm-up and while price does not move at all.</summary>
    /// <param name="fundingFraction">Last funding rate; NaN when not known.</param>
    public MarketState? State(double fundingFraction)
    {
        if (!IsWarm || _day.Value is not > 0.0 || _week.Value is not > 0.0 || _variance.Value <= 0.0
            || _monthRange.Value is not > 0.0)
        {
            return null;
        }

        var atr = _day.Value.Value / _lastClose / Math.Sqrt(_barHours);
        var recent = _closes[(int)((_count - 1 - Math.Min(_recentBars, _closes.Length - 1)) % _closes.Length)];
        var change = OpenInterest / OpenInterestDayAgo;
        return new MarketState(
            atr,
            Math.Sqrt(_variance.Value),
            ((_lastClose / _trend.Value!.Value) - 1.0) / atr,
            Math.Log(_lastClose / DayAgo) / atr,
            Math.Log(_lastClose / recent) / atr,
            Math.Log(_day.Value.Value / _week.Value.Value),
            _turnover.Value > 0.0 ? Math.Log(_turnover.Value / _turnoverWeek.Value) : 0.0,
            _upperWick.Value / atr,
            _lowerWick.Value / atr,
            double.IsFinite(fundingFraction) ? fundingFraction * 1e4 : 0.0,
            double.IsFinite(change) ? Math.Clamp(change - 1.0, -1.0, 1.0) : 0.0,
            _monthRange.Value.Value);
    }
}
