namespace WhaleStack.Quant;

/// <summary>Volatility of the last candles.</summary>
/// <remarks>
/// Formula: s = sqrt(mean of t over n candles). Close to close: t = ln(c / c')^2; Parkinson: t = ln(h / l)^2 / (4 ln
/// 2); Garman-Klass: t = ln(h / l)^2 / 2 - (2 ln 2 - 1) ln(c / o)^2. A year: s sqrt(365 days / length of a candle).
/// Where: o, h, l, c, c' = open, high, low, close, previous close, n = period. Unit: fraction a candle, or a year.
/// Range: not negative. Source: M. Parkinson, The extreme value method, Journal of Business 53, 1980; M. Garman and M.
/// Klass, On the estimation of security price volatilities, Journal of Business 53, 1980; mean return taken as 0.
/// Warm-up: n candles, one more for close to close. Cost: O(1) amortised. Null in warm-up. Not thread-safe.
/// </remarks>
public sealed class RollingVolatility
{
    private readonly VolatilityEstimator _estimator;
    private readonly int _period;
    private VolatilityKernel _kernel;

    /// <summary>Makes one.</summary>
    /// <param name="estimator">What it is read from.</param>
    /// <param name="period">Candles, 1 to 10,000.</param>
    /// <exception cref="ArgumentOutOfRangeException">The period is out of range, or the estimator unknown.</exception>
    public RollingVolatility(VolatilityEstimator estimator, int period)
    {
        (_estimator, _period) = (estimator, period);
        _kernel = new VolatilityKernel(estimator, period);
    }

    /// <summary>Volatility of a candle, as a fraction; null in warm-up.</summary>
    public double? Value { get; private set; }

    /// <summary>Adds a candle; the volatility, null in warm-up.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A price is not above 0 or above 1e150, or open or close lie
    /// outside of low and high.</exception>
    public double? Add(double open, double high, double low, double close)
    {
        Check(open, high, low, close);
        return Value = _kernel.Add(open, high, low, close, out var volatility) ? volatility : null;
    }

    /// <summary>Forgets all candles.</summary>
    public void Clear() => (_kernel, Value) = (new VolatilityKernel(_estimator, _period), null);

    /// <summary>The volatilities of whole columns of candles, NaN in warm-up; returns the place of the first
    /// one.</summary>
    /// <param name="estimator">What they are read from.</param>
    /// <param name="period">Candles, 1 to 10,000.</param>
    /// <param name="opens">First prices.</param>
    /// <param name="candles">The other prices, of the same length.</param>
    /// <param name="volatilities">Takes the results, of the same length.</param>
    /// <exception cref="ArgumentException">Lengths differ, or as for one candle.</exception>
    public static int Of(
        VolatilityEstimator estimator,
        int period,
        ReadOnlySpan<double> opens,
        in CandleColumns candles,
        Span<double> volatilities)
    {
        var highs = candles.Highs;
        var lows = candles.Lows;
        var closes = candles.Closes;
        Argument.SameLength(opens.Length, closes.Length);
        Argument.SameLength(volatilities.Length, closes.Length);
        for (var i = 0; i < closes.Length; i++)
        {
            Check(opens[i], highs[i], lows[i], closes[i]);
        }

        var kernel = new VolatilityKernel(estimator, period);
        var first = closes.Length;
        for (var i = 0; i < closes.Length; i++)
        {
            var isWarm = kernel.Add(opens[i], highs[i], lows[i], closes[i], out var volatility);
            volatilities[i] = isWarm ? volatility : double.NaN;
            first = isWarm ? Math.Min(first, i) : first;
        }

        return first;
    }

    /// <summary>The volatility of a year of 365 days, of which markets that never close trade all.</summary>
    /// <param name="volatility">Of one candle, not negative.</param>
    /// <param name="candleLength">Length of a candle, above zero.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public static double Annualised(double volatility, TimeSpan candleLength)
    {
        Argument.NotNegative(volatility);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(candleLength, TimeSpan.Zero);
        return volatility * Math.Sqrt(TimeSpan.FromDays(365) / candleLength);
    }

    private static void Check(double open, double high, double low, double close)
    {
        if (!(low >= 1.0 / Argument.MagnitudeMax))
        {
            Argument.Refuse(nameof(low), low, "Must be a number of at least 1e-150.");
        }

        Argument.Candle(high, low, close);
        Argument.Within(open, low, high);
        Argument.Within(close, low, high);
    }
}

internal struct VolatilityKernel
{
    private readonly VolatilityEstimator _estimator;
    private readonly int _period;
    private SlidingFold<double, double, SumFold> _window;
    private double _previousClose = double.NaN;

    public VolatilityKernel(VolatilityEstimator estimator, int period)
    {
        if (!Enum.IsDefined(estimator))
        {
            Argument.Refuse(nameof(estimator), estimator, "Must be a known one.");
        }

        (_estimator, _period) = (estimator, period);
        _window = new SlidingFold<double, double, SumFold>(period);
    }

    public bool Add(double open, double high, double low, double close, out double result)
    {
        var previous = _previousClose;
        _previousClose = close;
        var term = _estimator switch
        {
            VolatilityEstimator.CloseToClose => Square(Math.Log(close / previous)),
            VolatilityEstimator.Parkinson => Square(Math.Log(high / low)) / (4.0 * Math.Log(2.0)),
            VolatilityEstimator.GarmanKlass => (Square(Math.Log(high / low)) / 2.0)
                - (((2.0 * Math.Log(2.0)) - 1.0) * Square(Math.Log(close / open))),
            _ => throw new InvalidOperationException($"No volatility from {_estimator}."),
        };
        if (double.IsNaN(term))
        {
            result = 0.0; // The first candle has no close before it.
            return false;
        }

        var isWarm = _window.Add(term, out var sum);
        result = Math.Sqrt(Math.Max(0.0, sum) / _period);
        return isWarm;
    }

    private static double Square(double value) => value * value;
}
