using System.Runtime.CompilerServices;

namespace WhaleStack.Quant;

/// <summary>Wilder's relative strength index.</summary>
/// <remarks>
/// Formula: 100 U / (U + D). Where: U, D = Wilder's averages of the rises and of the falls from value to value, n =
/// their period. Unit: none. Range: [0, 100].
/// Source: J. Welles Wilder, New Concepts in Technical Trading Systems, 1978. Warm-up: n + 1 values. Cost: O(1).
/// Null in warm-up, and as long as nothing has moved. Not thread-safe.
/// </remarks>
public sealed class Rsi
{
    private readonly int _period;
    private RsiKernel _kernel;

    /// <summary>Makes one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The period is below 1.</exception>
    public Rsi(int period) => _kernel = new RsiKernel(_period = period);

    /// <summary>The index; null in warm-up or when nothing has moved.</summary>
    public double? Value { get; private set; }

    /// <summary>Adds a value; the index, null in warm-up or when nothing has moved.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is no number of at most 1e150 either way.</exception>
    public double? Add(double value)
    {
        Argument.Usable(value);
        return Value = _kernel.Add(value, out var index) ? index : null;
    }

    /// <summary>Forgets all values.</summary>
    public void Clear() => (_kernel, Value) = (new RsiKernel(_period), null);

    /// <summary>The indices of a whole series, NaN where null; returns the place of the first one.</summary>
    /// <exception cref="ArgumentException">Lengths differ, or as for one value.</exception>
    public static int Of(ReadOnlySpan<double> values, int period, Span<double> indices) =>
        Batch.Run(new RsiKernel(period), values, indices, double.NaN);
}

internal struct RsiKernel(int period) : IKernel<double>
{
    private WilderSumKernel _rises = new(period);
    private WilderSumKernel _falls = new(period);
    private double _previous = double.NaN;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Add(double value, out double result)
    {
        var change = value - _previous;
        _previous = value;
        if (double.IsNaN(change))
        {
            result = 0.0;
            return false;
        }

        var isWarm = _rises.Add(double.MaxNative(change, 0.0), out var rise);
        _falls.Add(double.MaxNative(-change, 0.0), out var fall);
        var moved = rise + fall;
        result = 100.0 * (rise / moved); // In this order it cannot be rounded above 100.
        return isWarm && moved > 0.0;
    }
}
