namespace WhaleStack.Quant;

/// <summary>Weighted moving average: the newest value counts n times, the oldest once.</summary>
/// <remarks>
/// Formula: sum of k v_k / (n (n + 1) / 2), k = 1 for the oldest to n for the newest.
/// Where: v_k = values, n = period. Unit: that of the values. Range: that of the values.
/// Source: the usual definition; summed without subtraction, see <c>SlidingFold</c>. Warm-up: n values.
/// Cost: O(1) amortised. Null in warm-up. Not thread-safe.
/// </remarks>
public sealed class Wma
{
    private readonly int _period;
    private WmaKernel _kernel;

    /// <summary>Makes one.</summary>
    /// <param name="period">Values, 1 to 10,000.</param>
    /// <exception cref="ArgumentOutOfRangeException">The period is out of range.</exception>
    public Wma(int period) => _kernel = new WmaKernel(_period = period);

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
    public void Clear() => (_kernel, Value) = (new WmaKernel(_period), null);

    /// <summary>The averages of a whole series, NaN in warm-up; returns the place of the first one.</summary>
    /// <exception cref="ArgumentException">Lengths differ, or as for one value.</exception>
    public static int Of(ReadOnlySpan<double> values, int period, Span<double> averages) =>
        Batch.Run(new WmaKernel(period), values, averages, double.NaN);
}

internal struct WmaKernel(int period) : IKernel<double>
{
    private readonly double _weights = period * (period + 1.0) / 2.0;
    private SlidingFold<double, WeightedSum, WeightedFold> _window = new(period);

    public bool Add(double value, out double result)
    {
        var isWarm = _window.Add(value, out var sums);
        result = sums.Weighted / _weights;
        return isWarm;
    }
}
