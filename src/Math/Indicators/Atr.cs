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
    private double? _previousClose;
    private double _average;
    private int _count;

    /// <summary>Makes one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The period is below 1.</exception>
    public Atr(int period)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(period, 1);
        _period = period;
    }

    /// <summary>The average; null in warm-up.</summary>
    public double? Value => _count >= _period ? _average : null;

    /// <summary>Adds a candle.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A price is no finite number, or the high is below the
    /// low.</exception>
    public void Add(double high, double low, double close)
    {
        if (!double.IsFinite(high + low + close) || high < low)
        {
            throw new ArgumentOutOfRangeException(nameof(high), high, $"Must be finite and at or above the low {low}.");
        }

        if (_previousClose is { } previous)
        {
            var range = Math.Max(high - low, Math.Max(Math.Abs(high - previous), Math.Abs(low - previous)));
            _count = Math.Min(_count + 1, _period + 1);
            _average += (range - _average) / Math.Min(_count, _period);
        }

        _previousClose = close;
    }

    /// <summary>Forgets all candles.</summary>
    public void Clear()
    {
        _previousClose = null;
        _average = 0.0;
        _count = 0;
    }
}
