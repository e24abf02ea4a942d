using System.Runtime.CompilerServices;

namespace WhaleStack.Quant;

/// <summary>Wilder's smoothing, of which several indicators are made.</summary>
/// <remarks>
/// Formula: a = a' + (v - a') / n; the first a is the mean of the first n values.
/// Where: v = new value, a' = previous average, n = period. Unit: that of the values. Range: that of the values.
/// Source: J. Welles Wilder, New Concepts in Technical Trading Systems, 1978. Warm-up: n values. Cost: O(1).
/// </remarks>
internal struct WilderKernel : IKernel<double>
{
    private readonly double _period;
    private double _count;

    public WilderKernel(int period)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(period, 1);
        _period = period;
    }

    /// <summary>The average of what came, also in warm-up.</summary>
    public double Average { get; private set; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Add(double value, out double result)
    {
        if (_count < _period)
        {
            _count++;
        }

        result = Average += (value - Average) / _count;
        return _count == _period;
    }
}

/// <summary>Wilder's smoothing where only the ratio of two averages counts: n times the average, without a
/// division.</summary>
/// <remarks>
/// Formula: s = s' (n - 1) / n + v; the first s is the sum of the first n values.
/// Where: v = new value, s' = previous sum, n = period. Unit: that of the values. Range: n times that of the values.
/// Source: as above, which smooths directional movement in this form. Warm-up: n values. Cost: O(1).
/// </remarks>
internal struct WilderSumKernel : IKernel<double>
{
    private readonly int _period;
    private readonly double _kept;
    private double _sum;
    private int _count;

    public WilderSumKernel(int period)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(period, 1);
        _period = period;
        _kept = (period - 1.0) / period;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Add(double value, out double result)
    {
        if (_count < _period)
        {
            _count++;
            _sum += value;
        }
        else
        {
            _sum = (_kept * _sum) + value;
        }

        result = _sum;
        return _count == _period;
    }
}
