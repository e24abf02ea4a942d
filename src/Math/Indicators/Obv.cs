using System.Runtime.CompilerServices;

namespace WhaleStack.Quant;

/// <summary>On-balance volume.</summary>
/// <remarks>
/// Formula: b = b' + v when the close rose, b' - v when it fell, b' when it did not move; the first b is 0.
/// Where: v = volume, b' = previous balance. Unit: that of the volume. Range: any.
/// Source: J. Granville, New Key to Stock Market Profits, 1963; summed with compensation. Warm-up: none. Cost: O(1).
/// Null before the first candle. Not thread-safe.
/// </remarks>
public sealed class Obv
{
    private ObvKernel _kernel = new();

    /// <summary>The balance; null before the first candle.</summary>
    public double? Value { get; private set; }

    /// <summary>Adds a candle; the balance.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The close is no number of at most 1e150 either way, or the volume
    /// none from 0 to 1e150.</exception>
    public double? Add(double close, double volume)
    {
        Argument.Usable(close);
        Argument.UsableVolume(volume);
        _kernel.Add(close, volume, out var balance);
        return Value = balance;
    }

    /// <summary>Forgets all candles.</summary>
    public void Clear() => (_kernel, Value) = (new ObvKernel(), null);

    /// <summary>The balances of a whole series; returns the place of the first one.</summary>
    /// <exception cref="ArgumentException">Lengths differ, or as for one candle.</exception>
    public static int Of(ReadOnlySpan<double> closes, ReadOnlySpan<double> volumes, Span<double> balances)
    {
        Argument.Usable(closes);
        Argument.UsableVolume(volumes);
        return Batch.RunPairs(new ObvKernel(), closes, volumes, balances, double.NaN);
    }
}

internal struct ObvKernel() : IPairKernel<double>
{
    private CompensatedSum _balance;
    private double _previous = double.NaN;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Add(double first, double second, out double result)
    {
        // A sign instead of a branch that nobody can foretell. Against no previous close there is no change.
        var change = first - _previous;
        _balance.Add(Math.Abs(change) > 0.0 ? Math.CopySign(second, change) : 0.0);
        _previous = first;
        result = _balance.Value;
        return true;
    }
}
