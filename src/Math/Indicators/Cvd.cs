using System.Runtime.CompilerServices;

namespace WhaleStack.Quant;

/// <summary>Cumulative volume delta: what takers bought less what they sold.</summary>
/// <remarks>
/// Formula: d = d' + b - s. Where: b, s = taker buys and sells, d' = previous delta. Unit: that of the volumes.
/// Range: any. Source: the usual definition; summed with compensation. Warm-up: none. Cost: O(1).
/// Null before the first volumes. Not thread-safe.
/// </remarks>
public sealed class Cvd
{
    private CvdKernel _kernel;

    /// <summary>The delta; null before the first volumes.</summary>
    public double? Value { get; private set; }

    /// <summary>Adds the volumes of a trade or a candle; the delta.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A volume is no number from 0 to 1e150.</exception>
    public double? Add(double bought, double sold)
    {
        Argument.UsableVolume(bought);
        Argument.UsableVolume(sold);
        _kernel.Add(bought, sold, out var delta);
        return Value = delta;
    }

    /// <summary>Begins again at 0.</summary>
    public void Clear() => (_kernel, Value) = (default, null);

    /// <summary>The deltas of a whole series; returns the place of the first one.</summary>
    /// <exception cref="ArgumentException">Lengths differ, or as for one trade.</exception>
    public static int Of(ReadOnlySpan<double> bought, ReadOnlySpan<double> sold, Span<double> deltas)
    {
        Argument.UsableVolume(bought);
        Argument.UsableVolume(sold);
        return Batch.RunPairs(default(CvdKernel), bought, sold, deltas, double.NaN);
    }
}

internal struct CvdKernel : IPairKernel<double>
{
    private CompensatedSum _delta;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Add(double first, double second, out double result)
    {
        _delta.Add(first);
        _delta.Add(-second);
        result = _delta.Value;
        return true;
    }
}
