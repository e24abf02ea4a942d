namespace WhaleStack.Quant;

/// <summary>Volatility that forgets exponentially.</summary>
/// <remarks>
/// Formula: s^2 = w s'^2 + (1 - w) r^2; the first s^2 is the mean of the first n squared returns, n = 1 / (1 - w)
/// rounded up. Where: r = log return from close to close, s' = previous volatility, w = weight of the past.
/// Unit: fraction a candle; a year: <see cref="RollingVolatility.Annualised"/>. Range: not negative.
/// Source: J.P. Morgan, RiskMetrics Technical Document, 1996, section 5.2, w = 0.94 for days.
/// Warm-up: n + 1 closes. Cost: O(1). Null in warm-up. Not thread-safe.
/// </remarks>
public sealed class EwmaVolatility
{
    private readonly double _past;
    private readonly int _warmUp;
    private double _previousClose = double.NaN;
    private double _variance;
    private int _count;

    /// <summary>Makes one.</summary>
    /// <param name="past">Weight of the past, 0.01 to 0.9999.</param>
    /// <exception cref="ArgumentOutOfRangeException">The weight is out of range.</exception>
    public EwmaVolatility(double past = 0.94)
    {
        Argument.Within(past, 0.01, 0.9999);
        _past = past;
        _warmUp = (int)Math.Ceiling((1.0 / (1.0 - past)) - 1e-9);
    }

    /// <summary>Volatility of a candle, as a fraction; null in warm-up.</summary>
    public double? Value => _count >= _warmUp ? Math.Sqrt(_variance) : null;

    /// <summary>Adds a close; the volatility, null in warm-up.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The close is no number from 1e-150 to 1e150.</exception>
    public double? Add(double close)
    {
        Argument.Within(close, 1.0 / Argument.MagnitudeMax, Argument.MagnitudeMax);
        var change = Math.Log(close / _previousClose);
        _previousClose = close;
        if (double.IsNaN(change))
        {
            return null;
        }

        if (_count < _warmUp)
        {
            _count++;
            _variance += ((change * change) - _variance) / _count;
        }
        else
        {
            _variance = (_past * _variance) + ((1.0 - _past) * change * change);
        }

        return Value;
    }

    /// <summary>Forgets all closes.</summary>
    public void Clear() => (_previousClose, _variance, _count) = (double.NaN, 0.0, 0);
}
