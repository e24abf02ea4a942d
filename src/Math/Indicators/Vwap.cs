namespace WhaleStack.Quant;

/// <summary>Volume-weighted average price of the last candles or trades.</summary>
/// <remarks>
/// Formula: sum p v / sum v over the last n. Where: p = price (of a candle usually (h + l + c) / 3), v = volume, n =
/// period. Unit: price. Range: that of the prices. Source: S. Berkowitz, D. Logue and E. Noser, The total cost of
/// transactions on the NYSE, Journal of Finance 43, 1988; joined as weighted means, see <c>WeightedMeanFold</c>.
/// Warm-up: n candles. Cost: O(1) amortised. Null in warm-up, and when nothing traded in the window. Not thread-safe.
/// </remarks>
public sealed class Vwap
{
    private readonly int _period;
    private VwapKernel _kernel;

    /// <summary>Makes one.</summary>
    /// <param name="period">Candles or trades, 1 to 10,000.</param>
    /// <exception cref="ArgumentOutOfRangeException">The period is out of range.</exception>
    public Vwap(int period) => _kernel = new VwapKernel(_period = period);

    /// <summary>The average; null in warm-up or when nothing traded.</summary>
    public double? Value { get; private set; }

    /// <summary>Adds a candle or trade; the average, null in warm-up or when nothing traded.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The price is no number of at most 1e150 either way, or the volume
    /// none from 0 to 1e150.</exception>
    public double? Add(double price, double volume)
    {
        Argument.Usable(price);
        Argument.UsableVolume(volume);
        return Value = _kernel.Add(price, volume, out var average) ? average : null;
    }

    /// <summary>Forgets all candles.</summary>
    public void Clear() => (_kernel, Value) = (new VwapKernel(_period), null);

    /// <summary>The averages of a whole series, NaN where null; returns the place of the first one.</summary>
    /// <exception cref="ArgumentException">Lengths differ, or as for one candle.</exception>
    public static int Of(
        ReadOnlySpan<double> prices, ReadOnlySpan<double> volumes, int period, Span<double> averages)
    {
        Argument.Usable(prices);
        Argument.UsableVolume(volumes);
        return Batch.RunPairs(new VwapKernel(period), prices, volumes, averages, double.NaN);
    }
}

internal struct VwapKernel(int period) : IPairKernel<double>
{
    private SlidingFold<WeightedMean, WeightedMean, WeightedMeanFold> _window = new(period);

    public bool Add(double first, double second, out double result)
    {
        var isWarm = _window.Add(new WeightedMean(first, second), out var mean);
        result = mean.Mean;
        return isWarm && mean.Weight > 0.0;
    }
}
