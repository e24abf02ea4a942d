namespace WhaleStack.Quant;

/// <summary>Exponential moving average.</summary>
/// <remarks>
/// Formula: e = e' + a x (v - e'), a = 2 / (n + 1); the first e is the mean of the first n values.
/// Where: v = new value, e' = previous average, n = period. Unit: that of the values. Range: that of the values.
/// Source: the usual definition, seeded by the simple mean. Warm-up: n values. Cost: O(1). Null in warm-up.
/// Not thread-safe.
/// </remarks>
public sealed class Ema
{
    private readonly int _period;
    private double _average;
    private int _count;

    /// <summary>Makes one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The period is below 1.</exception>
    public Ema(int period)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(period, 1);
        _period = period;
    }

    /// <summary>The average; null in warm-up.</summary>
    public double? Value => _count >= _period ? _average : null;

    /// <summary>Adds a value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is no finite number.</exception>
    public void Add(double value)
    {
        if (!double.IsFinite(value))
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, "Must be finite.");
        }

        if (_count < _period)
        {
            _count++;
            _average += (value - _average) / _count;
            return;
        }

        _average += 2.0 / (_period + 1) * (value - _average);
    }

    /// <summary>Forgets all values.</summary>
    public void Clear()
    {
        _count = 0;
        _average = 0.0;
    }
}
