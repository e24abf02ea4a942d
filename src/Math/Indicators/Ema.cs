using System.Runtime.CompilerServices;

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
    private EmaKernel _kernel;

    /// <summary>Makes one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The period is below 1.</exception>
    public Ema(int period) => _kernel = new EmaKernel(_period = period);

    /// <summary>The average; null in warm-up.</summary>
    public double? Value { get; private set; }

    /// <summary>Adds a value; the average, null in warm-up.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is no number of at most 1e150 either way.</exception>
    public double? Add(double value)
    {
        Argument.Usable(value);
        return Value = _kernel.Add(value, out var average) ? average : null;
    }

    /// <summary>Forgets all values.</summary>
    public void Clear() => (_kernel, Value) = (new EmaKernel(_period), null);

    /// <summary>The averages of a whole series, NaN in warm-up; returns the place of the first one.</summary>
    /// <exception cref="ArgumentException">Lengths differ, or as for one value.</exception>
    public static int Of(ReadOnlySpan<double> values, int period, Span<double> averages) =>
        Batch.Run(new EmaKernel(period), values, averages, double.NaN);
}

internal struct EmaKernel : IKernel<double>
{
    private readonly int _period;
    private readonly double _weight;
    private double _average;
    private int _count;

    public EmaKernel(int period)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(period, 1);
        _period = period;
        _weight = 2.0 / (period + 1.0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Add(double value, out double result)
    {
        if (_count < _period)
        {
            _count++;
            _average += (value - _average) / _count;
        }
        else
        {
            _average += _weight * (value - _average);
        }

        result = _average;
        return _count >= _period;
    }
}
