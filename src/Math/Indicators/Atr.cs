using System.Runtime.CompilerServices;

namespace WhaleStack.Quant;

/// <summary>Wilder's average true range.</summary>
/// <remarks>
/// Formula: TR = max(h - l, |h - c'|, |l - c'|); a = a' + (TR - a') / n; the first a is the mean of the first n true
/// ranges.
/// Where: h, l = high and low, c' = previous close, a' = previous average, n = period. Unit: price. Range: not
/// negative.
/// Source: J. Welles Wilder, New Concepts in Technical Trading Systems, 1978; true ranges begin with the second candle.
/// Warm-up: n + 1 candles. Cost: O(1). Null in warm-up. Not thread-safe.
/// </remarks>
public sealed class Atr
{
    private readonly int _period;
    private AtrKernel _kernel;

    /// <summary>Makes one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The period is below 1.</exception>
    public Atr(int period) => _kernel = new AtrKernel(_period = period);

    /// <summary>The average; null in warm-up.</summary>
    public double? Value { get; private set; }

    /// <summary>Adds a candle; the average, null in warm-up.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A price is no number of at most 1e150 either way, or the high is
    /// below the low.</exception>
    public double? Add(double high, double low, double close)
    {
        Argument.Candle(high, low, close);
        return Value = _kernel.Add(high, low, close, out var average) ? average : null;
    }

    /// <summary>Forgets all candles.</summary>
    public void Clear() => (_kernel, Value) = (new AtrKernel(_period), null);

    /// <summary>The averages of a whole series, NaN in warm-up; returns the place of the first one.</summary>
    /// <exception cref="ArgumentException">Lengths differ, or the period is below 1.</exception>
    public static int Of(in CandleColumns candles, int period, Span<double> averages) =>
        Batch.RunCandles(new AtrKernel(period), candles, averages, double.NaN);
}

internal struct AtrKernel(int period) : ICandleKernel<double>
{
    private WilderKernel _average = new(period);
    private double _previousClose;
    private bool _hasPrevious;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Add(double high, double low, double close, out double result)
    {
        var previous = _previousClose;
        _previousClose = close;
        if (_hasPrevious)
        {
            return _average.Add(TrueRange(high, low, previous), out result);
        }

        _hasPrevious = true;
        result = 0.0;
        return false;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double TrueRange(double high, double low, double previousClose) =>
        double.MaxNative(
            high - low, double.MaxNative(Math.Abs(high - previousClose), Math.Abs(low - previousClose)));
}
