namespace WhaleStack.Quant;

/// <summary>Simple moving average; of volumes, the volume average.</summary>
/// <remarks>
/// Formula: (1/n) sum of the last n values. Where: n = period. Unit: that of the values. Range: that of the values.
/// Source: the usual definition; summed without subtraction, see <c>SlidingFold</c>. Warm-up: n values.
/// Cost: O(1) amortised. Null in warm-up. Not thread-safe.
/// </remarks>
public sealed class Sma
{
    private readonly int _period;
    private SmaKernel _kernel;

    /// <summary>Makes one.</summary>
    /// <param name="period">Values, 1 to 10,000.</param>
    /// <exception cref="ArgumentOutOfRangeException">The period is out of range.</exception>
    public Sma(int period) => _kernel = new SmaKernel(_period = period);

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
    public void Clear() => (_kernel, Value) = (new SmaKernel(_period), null);

    /// <summary>The averages of a whole series, NaN in warm-up; returns the place of the first one.</summary>
    /// <exception cref="ArgumentException">Lengths differ, or as for one value.</exception>
    public static int Of(ReadOnlySpan<double> values, int period, Span<double> averages) =>
        Batch.Run(new SmaKernel(period), values, averages, double.NaN);
}

internal struct SmaKernel(int period) : IKernel<double>
{
    private readonly double _period = period;
    private SlidingFold<double, double, SumFold> _window = new(period);

    public bool Add(double value, out double result)
    {
        var isWarm = _window.Add(value, out var sum);
        result = sum / _period;
        return isWarm;
    }
}
