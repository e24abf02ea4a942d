namespace WhaleStack.Quant;

/// <summary>Mean return by its deviation, and how far it might be off.</summary>
/// <param name="PerPeriod">Of one period.</param>
/// <param name="Annualised">Of a year, periods that depend on each other taken into account.</param>
/// <param name="AnnualisedIndependent">Of a year, as if they did not.</param>
/// <param name="StandardError">Of the one-period ratio, robust to memory and to fat tails.</param>
/// <param name="Lags">Periods of memory that were looked at.</param>
/// <remarks>
/// Formula: R = (m - r) / s; a year of q periods: R q / sqrt(q + 2 sum (q - k) c_k), k = 1 to L; independent: R
/// sqrt(q); error: sqrt(V / n), V = g_0 + 2 sum (1 - k / (L + 1)) g_k, g_k = autocovariance at lag k of
/// i = z - R (z^2 - 1) / 2, z = (x - m) / s.
/// Where: x = returns, m, s = mean and deviation (by n), r = riskless return of a period, c_k = autocorrelation,
/// L = floor(4 (n / 100)^(2/9)), at most q - 1 in the first sum, n = returns. Unit: none. Range: any.
/// Source: A. Lo, The statistics of Sharpe ratios, Financial Analysts Journal 58, 2002; W. Newey and K. West, Automatic
/// lag selection in covariance matrix estimation, Review of Economic Studies 61, 1994. Warm-up: two returns that
/// differ. Cost: O(n L). The sum under the root is kept at 1 or above.
/// </remarks>
public readonly record struct SharpeRatio(
    double PerPeriod, double Annualised, double AnnualisedIndependent, double StandardError, int Lags)
{
    /// <summary>Ends of the 95 % interval of the one-period ratio.</summary>
    public (double Low, double High) Interval95 =>
        (PerPeriod - (1.959963984540054 * StandardError), PerPeriod + (1.959963984540054 * StandardError));

    /// <summary>The ratio of returns; null with fewer than two, or when they do not differ.</summary>
    /// <param name="returns">Of periods of equal length, oldest first, as fractions.</param>
    /// <param name="periodsPerYear">Above 0: 365 for days, 8,760 for hours.</param>
    /// <param name="risklessReturn">Of one period.</param>
    /// <exception cref="ArgumentException">A value is no number of usual size.</exception>
    public static SharpeRatio? Of(ReadOnlySpan<double> returns, double periodsPerYear, double risklessReturn = 0.0)
    {
        Argument.Usable(returns);
        Argument.Positive(periodsPerYear);
        Argument.Usable(risklessReturn);
        if (returns.Length < 2)
        {
            return null;
        }

        var moments = SampleMoments.Of(returns);
        var spread = moments.Deviation * Math.Sqrt((returns.Length - 1.0) / returns.Length);
        if (!(spread > Math.Abs(moments.Mean) * 1e-14))
        {
            return null;
        }

        var ratio = (moments.Mean - risklessReturn) / spread;
        var lags = Math.Min(returns.Length - 1, (int)(4.0 * Math.Pow(returns.Length / 100.0, 2.0 / 9.0)));
        var (scores, influences) = (new double[returns.Length], new double[returns.Length]);
        for (var i = 0; i < returns.Length; i++)
        {
            var z = (returns[i] - moments.Mean) / spread;
            scores[i] = z;
            influences[i] = z - (ratio * ((z * z) - 1.0) / 2.0);
        }

        return new SharpeRatio(
            ratio,
            ratio * Years(scores, periodsPerYear, lags),
            ratio * Math.Sqrt(periodsPerYear),
            Math.Sqrt(LongRunVariance(influences, lags) / returns.Length),
            lags);
    }

    private static double Years(double[] scores, double periods, int lags)
    {
        var sum = periods;
        for (var k = 1; k <= lags && k < periods; k++)
        {
            sum += 2.0 * (periods - k) * Autocovariance(scores, k);
        }

        return periods / Math.Sqrt(Math.Max(1.0, sum));
    }

    private static double LongRunVariance(double[] values, int lags)
    {
        var sum = Autocovariance(values, 0);
        for (var k = 1; k <= lags; k++)
        {
            sum += 2.0 * (1.0 - (k / (lags + 1.0))) * Autocovariance(values, k);
        }

        return Math.Max(0.0, sum);
    }

    // Of values whose mean is 0.
    private static double Autocovariance(double[] values, int lag)
    {
        var sum = 0.0;
        for (var i = lag; i < values.Length; i++)
        {
            sum += values[i] * values[i - lag];
        }

        return sum / values.Length;
    }
}
