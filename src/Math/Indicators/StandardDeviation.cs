namespace WhaleStack.Quant;

/// <summary>Standard deviation of the last values.</summary>
/// <remarks>
/// Formula: sqrt(sum (v - m)^2 / n), of a sample sqrt(sum (v - m)^2 / (n - 1)).
/// Where: v = the last n values, m = their mean, n = period. Unit: that of the values. Range: not negative; exactly 0
/// of equal values. Source: the usual definition; joined without cancellation, see <c>MomentsFold</c>.
/// Warm-up: n values. Cost: O(1) amortised. Null in warm-up. Not thread-safe.
/// </remarks>
public sealed class StandardDeviation
{
    private readonly int _period;
    private readonly bool _isSample;
    private DeviationKernel _kernel;

    /// <summary>Makes one.</summary>
    /// <param name="period">Values, 1 to 10,000; of a sample at least 2.</param>
    /// <param name="isSample">True to divide by one less than the period.</param>
    /// <exception cref="ArgumentOutOfRangeException">The period is out of range.</exception>
    public StandardDeviation(int period, bool isSample = false)
    {
        (_period, _isSample) = (period, isSample);
        _kernel = new DeviationKernel(period, isSample);
    }

    /// <summary>The deviation; null in warm-up.</summary>
    public double? Value { get; private set; }

    /// <summary>Adds a value; the deviation, null in warm-up.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is no number of at most 1e150 either way.</exception>
    public double? Add(double value)
    {
        Argument.Usable(value);
        return Value = _kernel.Add(value, out var deviation) ? deviation : null;
    }

    /// <summary>Forgets all values.</summary>
    public void Clear() => (_kernel, Value) = (new DeviationKernel(_period, _isSample), null);

    /// <summary>The deviations of a whole series, NaN in warm-up; returns the place of the first one.</summary>
    /// <exception cref="ArgumentException">Lengths differ, or as for one value.</exception>
    public static int Of(ReadOnlySpan<double> values, int period, Span<double> deviations, bool isSample = false) =>
        Batch.Run(new DeviationKernel(period, isSample), values, deviations, double.NaN);
}

internal struct DeviationKernel : IKernel<double>
{
    private readonly double _divisor;
    private SlidingFold<double, Moments, MomentsFold> _window;

    public DeviationKernel(int period, bool isSample)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(period, isSample ? 2 : 1);
        _divisor = isSample ? period - 1 : period;
        _window = new SlidingFold<double, Moments, MomentsFold>(period);
    }

    public bool Add(double value, out double result)
    {
        var isWarm = _window.Add(value, out var moments);
        result = Math.Sqrt(moments.Squares / _divisor);
        return isWarm;
    }
}
