namespace WhaleStack.Quant;

/// <summary>The hourly range that is usual for a coin: what its volatility falls back to.</summary>
/// <remarks>
/// Formula: mean of (max(high, c') - min(low, c')) / close / sqrt(bar in hours), exponentially weighted, half-life 10
/// days. Where: c' = close before. Unit: fraction of the price. Range: not negative. Source: ours, after the
/// heterogeneous autoregressive model of F. Corsi, A Simple Approximate Long-Memory Model of Realized Volatility, 2009.
/// Warm-up: a week. Cost: O(1) a bar. Not thread-safe.
/// </remarks>
public sealed class MonthRange
{
    private const double HalfLifeHours = 240.0;
    private static readonly TimeSpan WarmUp = TimeSpan.FromDays(7);
    private readonly double _barHours;
    private readonly long _barsMin;
    private readonly DecayedMean _mean;
    private double _lastClose = double.NaN;
    private long _count;

    /// <summary>Makes one for bars of a length.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The length is not from 1 minute to 1 day.</exception>
    public MonthRange(TimeSpan interval)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(interval, TimeSpan.FromMinutes(1));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(interval, TimeSpan.FromDays(1));
        _barHours = interval.TotalHours;
        _barsMin = (long)(WarmUp / interval);
        _mean = new DecayedMean(HalfLifeHours, _barHours);
    }

    /// <summary>The range as a fraction of the price; null in warm-up.</summary>
    public double? Value => _count >= _barsMin ? _mean.Value / Math.Sqrt(_barHours) : null;

    /// <summary>Adds a closed bar.</summary>
    public void Add(double open, double high, double low, double close)
    {
        var before = double.IsNaN(_lastClose) ? open : _lastClose;
        _mean.Add((Math.Max(high, before) - Math.Min(low, before)) / close);
        _lastClose = close;
        _count++;
    }
}
