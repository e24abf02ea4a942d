namespace WhaleStack.Quant;

/// <summary>Bollinger's bands at one value.</summary>
/// <param name="Middle">Mean of the window.</param>
/// <param name="Upper">Upper band.</param>
/// <param name="Lower">Lower band.</param>
/// <param name="Deviation">Standard deviation of the window, of the whole population.</param>
/// <param name="Newest">The value the bands are for.</param>
public readonly record struct BollingerValue(
    double Middle, double Upper, double Lower, double Deviation, double Newest)
{
    /// <summary>Where the value is between the bands: 0 at the lower, 1 at the upper one; null without
    /// deviation.</summary>
    public double? PercentB => Upper > Lower ? (Newest - Lower) / (Upper - Lower) : null;

    /// <summary>The value's distance from the mean in deviations; null without deviation.</summary>
    public double? ZScore => Deviation > 0.0 ? (Newest - Middle) / Deviation : null;

    /// <summary>Distance of the bands as a fraction of the mean; null when the mean is 0.</summary>
    public double? Width => Middle != 0.0 ? (Upper - Lower) / Middle : null;
}

/// <summary>Bollinger's bands.</summary>
/// <remarks>
/// Formula: m -+ k s. Where: m, s = mean and standard deviation of the last n values, n = period, k = multiple.
/// Unit: that of the values. Range: any. Source: J. Bollinger, Bollinger on Bollinger Bands, 2001; deviation of the
/// whole population. Warm-up: n values. Cost: O(1) amortised. Null in warm-up. Not thread-safe.
/// </remarks>
public sealed class Bollinger
{
    private readonly int _period;
    private readonly double _multiple;
    private BollingerKernel _kernel;

    /// <summary>Makes one.</summary>
    /// <param name="period">Values, 1 to 10,000.</param>
    /// <param name="multiple">Deviations from the mean to a band, above 0, at most 1,000.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of range.</exception>
    public Bollinger(int period = 20, double multiple = 2.0)
    {
        (_period, _multiple) = (period, multiple);
        _kernel = new BollingerKernel(period, multiple);
    }

    /// <summary>The present bands; null in warm-up.</summary>
    public BollingerValue? Value { get; private set; }

    /// <summary>Adds a value; the present bands, null in warm-up.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is no number of at most 1e150 either way.</exception>
    public BollingerValue? Add(double value)
    {
        Argument.Usable(value);
        return Value = _kernel.Add(value, out var bands) ? bands : null;
    }

    /// <summary>Forgets all values.</summary>
    public void Clear() => (_kernel, Value) = (new BollingerKernel(_period, _multiple), null);

    /// <summary>The bands of a whole series, all 0 in warm-up; returns the place of the first ones.</summary>
    /// <exception cref="ArgumentException">Lengths differ, or as for one value.</exception>
    public static int Of(ReadOnlySpan<double> values, int period, double multiple, Span<BollingerValue> bands) =>
        Batch.Run(new BollingerKernel(period, multiple), values, bands, default);
}

internal struct BollingerKernel : IKernel<BollingerValue>
{
    private readonly double _multiple;
    private readonly double _share;
    private SlidingFold<double, Moments, MomentsFold> _window;

    public BollingerKernel(int period, double multiple)
    {
        _window = new SlidingFold<double, Moments, MomentsFold>(period);
        if (!(multiple > 0.0 && multiple <= 1_000.0))
        {
            Argument.Refuse(nameof(multiple), multiple, "Must be above 0, at most 1,000.");
        }

        _multiple = multiple;
        _share = 1.0 / period;
    }

    public bool Add(double value, out BollingerValue result)
    {
        if (!_window.Add(value, out var moments))
        {
            result = default;
            return false;
        }

        var deviation = Math.Sqrt(moments.Squares * _share);
        var band = _multiple * deviation;
        result = new BollingerValue(moments.Mean, moments.Mean + band, moments.Mean - band, deviation, value);
        return true;
    }
}
