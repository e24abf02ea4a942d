namespace WhaleStack.Quant;

/// <summary>Return by risk, where only losses count as risk.</summary>
/// <remarks>
/// Formula: Sortino = sqrt(q) (m - t) / sqrt(mean of min(x - t, 0)^2); Calmar = (P^(q/n) - 1) / D, P = product of (1 +
/// x).
/// Where: x = returns, n of them, m = their mean, t = target return of a period, q = periods of a year, D = largest
/// fall of the compounded returns from a peak, as a fraction. Unit: none. Range: any; Calmar from -1 when D is 1.
/// Source: F. Sortino and L. Price, Performance measurement in a downside risk framework, Journal of Investing 3, 1994;
/// T. Young, Calmar ratio, Futures 20, 1991, over the whole series. Intervals: blocks, see <see cref="Bootstrap"/>.
/// Warm-up: one return. Cost: O(n).
/// </remarks>
public static class PerformanceRatios
{
    /// <summary>Sortino's ratio of a year; null when no return is below the target.</summary>
    /// <exception cref="ArgumentException">No return, one that is no number of usual size, or periods not above
    /// 0.</exception>
    public static double? Sortino(ReadOnlySpan<double> returns, double periodsPerYear, double targetReturn = 0.0)
    {
        Argument.Count(returns.Length, 1, int.MaxValue);
        Argument.Usable(returns);
        Argument.Usable(targetReturn);
        Argument.Positive(periodsPerYear);
        var (sum, squares) = (0.0, 0.0);
        foreach (var one in returns)
        {
            var shortfall = Math.Min(0.0, one - targetReturn);
            sum += one - targetReturn;
            squares += shortfall * shortfall;
        }

        return squares > 0.0
            ? Math.Sqrt(periodsPerYear) * (sum / returns.Length) / Math.Sqrt(squares / returns.Length)
            : null;
    }

    /// <summary>Calmar's ratio; null when the compounded returns never fall.</summary>
    /// <param name="returns">As fractions, at least -1.</param>
    /// <param name="periodsPerYear">Above 0.</param>
    /// <exception cref="ArgumentException">No return, one below -1 or no number of usual size, or periods not above
    /// 0.</exception>
    public static double? Calmar(ReadOnlySpan<double> returns, double periodsPerYear)
    {
        Argument.Count(returns.Length, 1, int.MaxValue);
        Argument.Usable(returns);
        Argument.Positive(periodsPerYear);
        var (logValue, logPeak, drawdown) = (0.0, 0.0, 0.0);
        for (var i = 0; i < returns.Length; i++)
        {
            if (returns[i] < -1.0)
            {
                Argument.Refuse($"{nameof(returns)}[{i}]", returns[i], "Must be at least -1: more is not to be lost.");
            }

            // In logarithms, so that long series neither overflow nor vanish.
            logValue += Math.Log(1.0 + returns[i]);
            logPeak = Math.Max(logPeak, logValue);
            drawdown = Math.Max(drawdown, 1.0 - Math.Exp(logValue - logPeak));
        }

        var growth = Math.Exp(logValue * periodsPerYear / returns.Length) - 1.0;
        return drawdown > 0.0 ? Math.Min(growth, double.MaxValue) / drawdown : null;
    }

    /// <summary>Sortino's ratio with its interval; draws without losses are left out.</summary>
    /// <exception cref="ArgumentException">As for <see cref="Sortino"/>, or bad options.</exception>
    public static BootstrapInterval SortinoInterval(
        ReadOnlySpan<double> returns, double periodsPerYear, BootstrapOptions options) =>
        Bootstrap.Of(returns, sample => Sortino(sample, periodsPerYear) ?? double.NaN, options);

    /// <summary>Calmar's ratio with its interval; draws without falls are left out.</summary>
    /// <exception cref="ArgumentException">As for <see cref="Calmar"/>, or bad options.</exception>
    public static BootstrapInterval CalmarInterval(
        ReadOnlySpan<double> returns, double periodsPerYear, BootstrapOptions options) =>
        Bootstrap.Of(returns, sample => Calmar(sample, periodsPerYear) ?? double.NaN, options);
}
