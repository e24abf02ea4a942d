namespace WhaleStack.Quant;

/// <summary>How much to buy or sell.</summary>
/// <remarks>
/// Formula: by risk q = f E / (|p - s| + c (p + s)); by volatility q = v E / (p x). Both are cut to leverage L E / p
/// and rounded down to the step.
/// Where: f = fraction of equity at risk, E = equity, p = entry, s = stop, c = cost of one side as a fraction (fee and
/// slippage), v = wanted volatility of the equity, x = volatility of the instrument over the same period, L = leverage.
/// Unit: base. Range: not negative. Source: the usual definitions (R. Vince, Portfolio Management Formulas, 1990;
/// target volatility). Warm-up: none. Cost: O(1).
/// </remarks>
public static class PositionSize
{
    /// <summary>The size that loses a fraction of the equity, costs included, when the stop is hit.</summary>
    /// <param name="equityQuote">Not negative.</param>
    /// <param name="riskFraction">Of the equity, (0, 1].</param>
    /// <param name="entryQuote">Price, above 0.</param>
    /// <param name="stopQuote">Price, above 0, not the entry.</param>
    /// <param name="costFraction">Of the notional of one side, [0, 1).</param>
    /// <param name="leverageMax">Notional by equity, above 0.</param>
    /// <param name="stepBase">Smallest step of size, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public static decimal ByRisk(
        decimal equityQuote,
        decimal riskFraction,
        decimal entryQuote,
        decimal stopQuote,
        decimal costFraction,
        decimal leverageMax,
        decimal stepBase)
    {
        CheckFraction(riskFraction, nameof(riskFraction));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(stopQuote);
        ArgumentOutOfRangeException.ThrowIfEqual(stopQuote, entryQuote);
        ArgumentOutOfRangeException.ThrowIfNegative(costFraction);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(costFraction, 1m);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(entryQuote);
        var lossQuote = Math.Abs(entryQuote - stopQuote) + (costFraction * (entryQuote + stopQuote));
        return Cut(equityQuote * riskFraction / lossQuote, equityQuote, entryQuote, leverageMax, stepBase);
    }

    /// <summary>The size with which the equity is as volatile as wanted.</summary>
    /// <param name="equityQuote">Not negative.</param>
    /// <param name="wantedVolatility">Of the equity, as a fraction, (0, 1].</param>
    /// <param name="volatility">Of the instrument over the same period, as a fraction, above 0.</param>
    /// <param name="priceQuote">Above 0.</param>
    /// <param name="leverageMax">Notional by equity, above 0.</param>
    /// <param name="stepBase">Smallest step of size, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public static decimal ByVolatility(
        decimal equityQuote,
        decimal wantedVolatility,
        double volatility,
        decimal priceQuote,
        decimal leverageMax,
        decimal stepBase)
    {
        CheckFraction(wantedVolatility, nameof(wantedVolatility));
        Argument.Positive(volatility);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(priceQuote);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(leverageMax);

        // Calmer than this the leverage decides, and the quotient could leave decimal's range.
        var calmest = wantedVolatility / leverageMax;
        var used = volatility > (double)calmest ? (decimal)Math.Min(volatility, 1e6) : calmest;
        return Cut(
            equityQuote * wantedVolatility / used / priceQuote, equityQuote, priceQuote, leverageMax, stepBase);
    }

    private static decimal Cut(
        decimal sizeBase, decimal equityQuote, decimal priceQuote, decimal leverageMax, decimal stepBase)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(equityQuote);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(leverageMax);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(stepBase);
        var size = Math.Min(sizeBase, leverageMax * equityQuote / priceQuote);
        return decimal.Floor(size / stepBase) * stepBase;
    }

    private static void CheckFraction(decimal value, string name)
    {
        if (value <= 0m || value > 1m)
        {
            Argument.Refuse(name, value, "Must be above 0, at most 1.");
        }
    }
}
