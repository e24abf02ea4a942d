namespace WhaleStack.Quant;

/// <summary>How two series move together.</summary>
/// <param name="Correlation">Of x and y, [-1, 1]; null when either did not move.</param>
/// <param name="Beta">Units that y moves for one of x, on average; null when x did not move.</param>
/// <param name="Alpha">What y is, on average, when x is 0; null when x did not move.</param>
public readonly record struct CorrelationValue(double? Correlation, double? Beta, double? Alpha);

/// <summary>Correlation and beta of the last pairs, usually of returns.</summary>
/// <remarks>
/// Formula: r = C / sqrt(X Y), b = C / X, a = my - b mx; X, Y, C = sums of (x - mx)^2, (y - my)^2, (x - mx)(y - my).
/// Where: mx, my = means of the last n pairs, n = period; x = market, y = asset for the beta of an asset.
/// Unit: none for r, y by x for b, that of y for a. Range: r in [-1, 1].
/// Source: K. Pearson, 1896, and least squares; joined without cancellation, see <c>PairMomentsFold</c>.
/// Warm-up: n pairs. Cost: O(1) amortised. Null in warm-up. Not thread-safe.
/// </remarks>
public sealed class RollingCorrelation
{
    private readonly int _period;
    private CorrelationKernel _kernel;

    /// <summary>Makes one.</summary>
    /// <param name="period">Pairs, 2 to 10,000.</param>
    /// <exception cref="ArgumentOutOfRangeException">The period is out of range.</exception>
    public RollingCorrelation(int period) => _kernel = new CorrelationKernel(_period = period);

    /// <summary>The present figures; null in warm-up.</summary>
    public CorrelationValue? Value { get; private set; }

    /// <summary>Adds a pair; the present figures, null in warm-up.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is no number of at most 1e150 either way.</exception>
    public CorrelationValue? Add(double x, double y)
    {
        Argument.Usable(x);
        Argument.Usable(y);
        return Value = _kernel.Add(x, y, out var figures) ? figures : null;
    }

    /// <summary>Forgets all pairs.</summary>
    public void Clear() => (_kernel, Value) = (new CorrelationKernel(_period), null);

    /// <summary>The figures of whole series, empty in warm-up; returns the place of the first ones.</summary>
    /// <exception cref="ArgumentException">Lengths differ, or as for one pair.</exception>
    public static int Of(
        ReadOnlySpan<double> xs, ReadOnlySpan<double> ys, int period, Span<CorrelationValue> figures)
    {
        Argument.Usable(xs);
        Argument.Usable(ys);
        return Batch.RunPairs(new CorrelationKernel(period), xs, ys, figures, default);
    }
}

internal struct CorrelationKernel : IPairKernel<CorrelationValue>
{
    private SlidingFold<(double X, double Y), PairMoments, PairMomentsFold> _window;

    public CorrelationKernel(int period)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(period, 2);
        _window = new SlidingFold<(double X, double Y), PairMoments, PairMomentsFold>(period);
    }

    public bool Add(double first, double second, out CorrelationValue result)
    {
        if (!_window.Add((first, second), out var moments))
        {
            result = default;
            return false;
        }

        // Two roots: the product of huge squares would overflow.
        var scale = Math.Sqrt(moments.SquaresX) * Math.Sqrt(moments.SquaresY);
        var beta = Defined(moments.Products / moments.SquaresX);
        result = new CorrelationValue(
            scale > 0.0 ? Math.Clamp(moments.Products / scale, -1.0, 1.0) : null,
            beta,
            Defined(moments.MeanY - ((beta ?? double.NaN) * moments.MeanX)));
        return true;
    }

    private static double? Defined(double value) => double.IsFinite(value) ? value : null;
}
